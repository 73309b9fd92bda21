"""A receipt printer that speaks ESC/POS over TCP: for training, drills and tests; each misfortune has a switch."""
