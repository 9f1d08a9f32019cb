"""Whose data the house holds, why and how long; what one person is told of it, and its end."""
