"""The wires a receipt printer hangs on: a thin transport each, which moves bytes and knows nothing of slips."""
