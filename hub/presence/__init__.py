"""Who is in the house (Anwesenheit): where, since when, and who has been seen in an evacuation."""
