"""Cards that are not there: chips for training, drills and tests, with the authority that issues them."""
