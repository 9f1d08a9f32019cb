"""The whole house on one machine, to look at, to touch and to break."""
