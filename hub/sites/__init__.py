"""The house itself: its zones, rooms, concerns, and the ways between them."""
