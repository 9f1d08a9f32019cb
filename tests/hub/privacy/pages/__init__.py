"""Tests of the pages of privacy, and of the same for programs."""
