"""Tests of the hub's checkin."""
