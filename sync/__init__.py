"""The store and the province: facts, tables and pages on this machine, and what carries them to the province."""
