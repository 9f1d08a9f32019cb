"""Papers that visitors hand in: which code stands on whose bundle."""
