"""What a board shows, decided without any input or output."""
