"""Tests of the hub's bridge."""
