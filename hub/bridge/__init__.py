"""Between broker and rooms: each message becomes one call of a room, each change a publication."""
