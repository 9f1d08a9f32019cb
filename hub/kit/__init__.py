"""What every room of the hub stands on: database, outbox, errors, live pages, clock, log."""
