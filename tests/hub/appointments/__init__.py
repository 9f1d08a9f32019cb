"""Tests of the hub's appointments."""
