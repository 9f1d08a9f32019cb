"""Tests of the hub's sites."""
