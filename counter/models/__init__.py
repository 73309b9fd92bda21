"""View-models of the counter: what an officer sees and does, without a window."""
