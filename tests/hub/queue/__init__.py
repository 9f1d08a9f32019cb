"""Tests of the hub's queue."""
