"""What the Makefile runs: set-up and checks."""
