"""Fixtures: the small office on both databases."""

from tests.pages.databases import office, offices, postgres_model, sqlite_model

__all__ = ["office", "offices", "postgres_model", "sqlite_model"]
