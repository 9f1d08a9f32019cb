"""Reads the one kind of symbol that is on our letters (version 5-M) where decoders for all fail."""
