"""Tickets and calls: who waits, who is called where, and in which order."""
