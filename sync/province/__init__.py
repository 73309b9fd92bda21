"""The way to the provincial information system: what is said to it, how it answers, and a reference of it."""
