"""The back room: check-in, queue, staff pages, and the talk with the devices."""
