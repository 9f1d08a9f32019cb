"""The appointments of the day and the codes on their letters."""
