"""A token in software for training and drills, and a time-stamp server: real wires, invented people."""
