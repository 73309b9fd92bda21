"""Readers of identity cards: what the QR on a card says, unproven, as text."""
