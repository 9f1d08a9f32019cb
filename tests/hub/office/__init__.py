"""Tests of the set-up in pages."""
