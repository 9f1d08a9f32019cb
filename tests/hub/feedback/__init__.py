"""Tests of the hub's feedback."""
