"""Simulated devices: complete, honest about faults, used by the demo house and by tests."""
