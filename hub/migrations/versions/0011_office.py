"""The office is set up in pages: desks and concerns, opening hours, absences, what was changed."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The Land was a setting of the content alone; now the whole office follows it."""
    op.add_column("room", _list("skills"))
    op.add_column("room", _list("languages"))
    op.add_column("room", sa.Column("team", sa.String(), nullable=False, server_default=""))
    op.add_column("concern", sa.Column("required_skill", sa.String(), nullable=True))
    op.add_column("concern", sa.Column("papers", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("concern", _list("languages"))
    promise = sa.Column("promise_minutes", sa.Integer(), nullable=False, server_default="30")
    op.add_column("site", promise)
    op.add_column("site", sa.Column("land", sa.String(), nullable=False, server_default="BW"))
    op.add_column("site", _list("hours"))
    op.add_column(
        "site",
        sa.Column("closed_on_holidays", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column("site", _list("days"))
    op.add_column("site", sa.Column("setup", sa.String(), nullable=True))
    op.add_column("site", sa.Column("regrouped_on", sa.Date(), nullable=True))
    op.add_column(
        "site_revision",
        sa.Column("furnishing", sa.Integer(), nullable=False, server_default="1"),
    )
    _floors()
    _absences()
    _changes()
    op.execute(
        "UPDATE site SET land = (SELECT land FROM content_setting WHERE site = site.id) "
        "WHERE id IN (SELECT site FROM content_setting)"
    )
    op.drop_table("content_setting")


def _list(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _floors() -> None:
    """Floors had no name until now: each on which something stands gets an empty one."""
    op.create_table(
        "floor",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_floor_site"),
        sa.PrimaryKeyConstraint("site", "level", name="pk_floor"),
    )
    op.execute(
        "INSERT INTO floor (site, level, name) SELECT site, floor, '' FROM room "
        "UNION SELECT site, floor, '' FROM node"
    )


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("staff", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_absence_site"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_site", "absence", ["site"])


def _changes() -> None:
    op.create_table(
        "house_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_house_change_site"),
        sa.PrimaryKeyConstraint("id", name="pk_house_change"),
    )
    op.create_index("ix_house_change_site_at", "house_change", ["site", "at"])
