"""Fixtures: the small office on both databases."""

from tests.pages.databases import office

__all__ = ["office"]
