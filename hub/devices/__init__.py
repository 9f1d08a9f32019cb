"""Kiosks and displays: where they hang, how they are, and what they have shown."""
