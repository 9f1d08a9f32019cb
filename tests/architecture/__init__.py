"""Rules of the house that no single program can watch over by itself."""
