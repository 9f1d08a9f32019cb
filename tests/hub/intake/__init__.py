"""Tests of the hub's intake."""
