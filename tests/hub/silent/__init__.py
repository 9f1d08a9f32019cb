"""Tests of silent calls."""
