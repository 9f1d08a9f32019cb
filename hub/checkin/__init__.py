"""From a letter or a wish at the door to a place in the queue."""
