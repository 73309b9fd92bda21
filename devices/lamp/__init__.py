"""The lamp above a counter."""
