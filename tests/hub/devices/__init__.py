"""Tests of the hub's devices."""
