"""The counter's windows: they show what a model holds and tell it what the officer wants."""
