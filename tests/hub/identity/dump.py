"""All that a hub keeps, to be compared: read from the tables, not by way of any service."""

from sqlalchemy import inspect, text

from tests.pages.office import Office

NOTED = ("staff_session", "personal_view")
"""Whoever asks gives a sign of life, and is written down where they see a list."""


def dump(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table, but for what each request leaves behind."""
    with office.database.engine.connect() as connection:
        names = [one for one in inspect(connection).get_table_names() if one not in NOTED]
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))),  # noqa: S608
                key=repr,
            )
            for name in names
        }
