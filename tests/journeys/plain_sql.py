"""What must hold of a house's database, asked in plain SQL: shares no code with the service."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

INVARIANTS = {
    "one number stands for two visits": """
        SELECT site, day, series, number FROM ticket
        GROUP BY site, day, series, number HAVING count(*) > 1""",
    "one appointment has two visits": """
        SELECT appointment_id FROM ticket WHERE appointment_id IS NOT NULL
        GROUP BY appointment_id HAVING count(*) > 1""",
    "a visit has two open calls": """
        SELECT ticket FROM call WHERE open GROUP BY ticket HAVING count(*) > 1""",
    "a room has two visitors": """
        SELECT site, room FROM call WHERE open GROUP BY site, room HAVING count(*) > 1""",
    "a visit is called or served without an open call": """
        SELECT id FROM ticket WHERE state IN ('called', 'serving')
        AND NOT EXISTS (SELECT 1 FROM call WHERE call.ticket = ticket.id AND open)""",
    "a call is open though its visit is neither called nor served": """
        SELECT call.id FROM call JOIN ticket ON ticket.id = call.ticket
        WHERE open AND ticket.state NOT IN ('called', 'serving')""",
    "a log has a gap": """
        SELECT ticket FROM ticket_event
        GROUP BY ticket HAVING min(seq) <> 1 OR max(seq) <> count(*)""",
    "a visit has no beginning": """
        SELECT id FROM ticket WHERE NOT EXISTS
        (SELECT 1 FROM ticket_event AS one
         WHERE one.ticket = ticket.id AND event IN ('issue', 'arrive'))""",
    "a visit began twice": """
        SELECT ticket FROM ticket_event WHERE event IN ('issue', 'arrive')
        GROUP BY ticket HAVING count(*) > 1""",
    "a visit is in another state than its log says": """
        SELECT ticket.id, ticket.state, said.state
        FROM ticket JOIN ticket_event AS said ON said.ticket = ticket.id
        WHERE said.seq = (SELECT max(seq) FROM ticket_event AS one
                          WHERE one.ticket = ticket.id AND one.state IS NOT NULL)
        AND said.state <> ticket.state""",
    "an event was taken back twice": """
        SELECT undoes FROM ticket_event WHERE undoes IS NOT NULL
        GROUP BY undoes HAVING count(*) > 1""",
    "a number was given that the counter does not know": """
        SELECT ticket.series, max(ticket.number) FROM ticket
        JOIN number_counter AS counter ON counter.site = ticket.site
        AND counter.day = ticket.day AND counter.series = ticket.series
        GROUP BY ticket.site, ticket.day, ticket.series, counter.last
        HAVING max(ticket.number) > counter.last""",
}
"""Each of these finds nothing, at every moment."""


@contextmanager
def reader(url: str) -> Iterator[Any]:
    """A cursor on the house's database, beside the hubs; nothing is written."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        connection: Any = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    else:
        connection = psycopg.connect(url.replace("+psycopg", "", 1))
    try:
        yield connection.cursor()
    finally:
        connection.close()


def violations(url: str) -> list[str]:
    """What does not hold, with the rows that show it; one moment for all questions."""
    found = []
    with reader(url) as rows:
        rows.execute("BEGIN" if url.startswith("sqlite") else "SET TRANSACTION READ ONLY")
        for what, question in INVARIANTS.items():
            rows.execute(question)
            if shown := rows.fetchmany(3):
                found.append(f"{what}: {shown}")
    return found


def log(url: str) -> Counter[tuple[str, str]]:
    """How often each visit (its id) met each event, without what the hub did by itself."""
    with reader(url) as rows:
        rows.execute("SELECT ticket, event FROM ticket_event WHERE actor <> 'hub'")
        return Counter((str(ticket), str(event)) for ticket, event in rows.fetchall())


def count(url: str, table: str) -> int:
    """How many rows a table has."""
    with reader(url) as rows:
        rows.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  a name of ours
        return int(rows.fetchone()[0])
