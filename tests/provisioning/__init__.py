"""From a blank machine to a working house."""
