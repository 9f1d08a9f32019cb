"""The manager's floor: rooms, queues against desks, what needs somebody; and the order's rule."""
