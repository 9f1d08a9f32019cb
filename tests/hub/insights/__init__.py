"""Tests of the hub's figures."""
