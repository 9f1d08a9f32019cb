"""What the programs of the house say to each other; nothing else is shared."""
