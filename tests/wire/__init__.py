"""The talk between the programs, over a real broker."""
