"""The touchscreen that citizens use and the board that calls them (Qt Quick)."""
