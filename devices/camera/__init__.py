"""Document cameras: moving pictures to look at, and one sharp still to keep."""
