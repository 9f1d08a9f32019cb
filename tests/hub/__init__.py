"""The hub: its rooms on both databases, its talk with the devices."""
