"""Silent calls for help (stiller Notruf): from a room to colleagues, unseen by others."""
