"""Tests of the displays in one view."""
