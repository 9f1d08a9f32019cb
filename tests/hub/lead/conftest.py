"""Fixtures of the tests of the manager's floor."""

from tests.pages.databases import office

__all__ = ["office"]
