"""Chips of identity cards (ICAO Doc 9303 parts 10 and 11): what they say, and what of it is proven."""
