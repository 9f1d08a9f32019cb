"""Tests of who is in the house."""
