"""The built office of the pages, on each kind of database."""

from tests.pages.databases import offices, postgres_model, sqlite_model

__all__ = ["offices", "postgres_model", "sqlite_model"]
