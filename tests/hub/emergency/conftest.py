"""Fixtures: the furnished house for the room itself, the small office for its pages."""

from tests.pages.databases import offices, postgres_model, sqlite_model

__all__ = ["offices", "postgres_model", "sqlite_model"]
