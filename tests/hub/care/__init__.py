"""Tests of the hub's care."""
