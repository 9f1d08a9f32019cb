"""Fixtures of the tests of reception."""

from tests.pages.databases import office

__all__ = ["office"]
