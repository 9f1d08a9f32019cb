"""The house's own proof: one folder per part, and journeys through all of them."""
