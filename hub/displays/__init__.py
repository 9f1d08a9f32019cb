"""The displays in one view: how each is, what it shows, and orders that are answered."""
