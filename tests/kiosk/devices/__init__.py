"""Tests of the kiosk's devices, real protocols against simulated hardware."""
