"""The hub's ground: database, errors, inbox."""
