"""The register names every column of the database, each once, and every step that ends one."""

from hub.bridge.housekeeping import STEPS as NIGHT
from hub.migrations import METADATA
from hub.privacy.rules import ENDING, EVERYTHING, NOT_PERSONAL, REGISTER, STEPS, TABLES, TIMED

COLUMNS = {(name, column.name) for name, table in METADATA.tables.items() for column in table.c}


def _plain() -> list[tuple[str, str]]:
    return [
        (table, column)
        for table, said in NOT_PERSONAL.items()
        for column in (METADATA.tables[table].c.keys() if said == EVERYTHING else said.split())
    ]


def test_every_column_has_one_entry_and_every_entry_a_column() -> None:
    entered = [(one.table, column) for one in REGISTER for column in one.columns] + _plain()
    assert sorted(COLUMNS - set(entered)) == []
    assert sorted(set(entered) - COLUMNS) == []
    assert sorted(one for one in set(entered) if entered.count(one) > 1) == []


def test_whatever_is_personal_says_why_by_which_law_and_until_when() -> None:
    assert [one for one in REGISTER if not (one.purpose and one.basis and one.until)] == []
    assert [one for one in REGISTER if (one.then in TIMED) != bool(one.since.column)] == []


def test_every_end_is_brought_about_by_a_step_of_the_night() -> None:
    assert {one.step for one in ENDING} <= set(NIGHT)
    assert set(STEPS) == set(NIGHT)
    assert {one.table for one in REGISTER} == set(TABLES)
