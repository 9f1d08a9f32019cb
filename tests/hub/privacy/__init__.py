"""Tests of the register, of what is told and deleted on request, and of the night."""
