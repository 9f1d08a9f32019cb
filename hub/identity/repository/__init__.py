"""What identity keeps: sessions, accounts, and the records of who saw and decided what."""
