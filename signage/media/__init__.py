"""Sound for people who do not look at the screen."""
