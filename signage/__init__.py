"""The screens of a waiting zone: who is called, and which way to go."""
