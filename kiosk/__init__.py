"""The pillar at the door: it reads a letter, greets, and prints a ticket."""
