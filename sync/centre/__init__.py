"""Many machines in one centre: a PostgreSQL that holds the facts of all of them, and what each machine does with it."""
