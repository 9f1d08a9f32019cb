"""Fixtures of the tests of signing in."""

from tests.pages.databases import office, offices, postgres_model, sqlite_model

__all__ = ["office", "offices", "postgres_model", "sqlite_model"]
