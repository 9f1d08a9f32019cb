"""Who works here: staff accounts, their passwords, and the sessions in which they are signed in."""
