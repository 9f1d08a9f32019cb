"""The page on which staff see who is expected, waiting, called and in conversation, and act."""
