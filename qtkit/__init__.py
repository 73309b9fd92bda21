"""The pieces that both Qt apps share: tokens of look, jobs off the GUI thread, rows for lists, watching the store."""
