"""View-models: what a screen shows and what a touch means, without a window."""
