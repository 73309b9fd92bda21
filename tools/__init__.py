"""What the Makefile runs: set-up, checks, the demo, the trial desk and the benchmarks."""
