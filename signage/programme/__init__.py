"""What the display shows of its own accord: the course of a programme, and the proof of it."""
