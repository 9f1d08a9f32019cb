"""Displays on ways and at doors, how they sound; for which displays a call is; closed rooms."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _device()
    op.add_column("zone", sa.Column("sound", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column(
        "call", sa.Column("cancelled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _addressee()
    _closure()


def _device() -> None:
    """Each display has shown and sounded its zone's calls so far; now one of each zone speaks."""
    for name, kind, default in (
        ("role", sa.String(), "zone"),
        ("layout", sa.String(), "beside"),
        ("tags", sa.JSON(), "[]"),
        ("screen_on", sa.Boolean(), sa.true()),
        ("untold", sa.Boolean(), sa.false()),
    ):
        op.add_column("device", sa.Column(name, kind, nullable=False, server_default=default))
    for name, kind in (
        ("room", sa.String()),
        ("sound", sa.JSON()),
        ("languages", sa.JSON()),
        ("group", sa.String()),
    ):
        op.add_column("device", sa.Column(name, kind, nullable=True))
    device = sa.table(
        "device",
        sa.column("site", sa.String()),
        sa.column("id", sa.String()),
        sa.column("kind", sa.String()),
        sa.column("zone", sa.String()),
        sa.column("sound", sa.JSON()),
    )
    first = (
        sa.select(device.c.site, sa.func.min(device.c.id))
        .where(device.c.kind == "display", device.c.zone.is_not(None))
        .group_by(device.c.site, device.c.zone)
    )
    connection = op.get_bind()
    for site, one in connection.execute(first).all():
        mine = (device.c.site == site) & (device.c.id == one)
        connection.execute(sa.update(device).where(mine).values(sound={}))


def _addressee() -> None:
    """What displays have shown is kept; that they were to speak then, nobody knows any more."""
    op.create_table(
        "call_addressee",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=True),
        sa.Column("spoken_at", UtcDateTime(), nullable=True),
        sa.Column("heard", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name="fk_call_addressee_call"),
        sa.PrimaryKeyConstraint("call", "attempt", "device", name="pk_call_addressee"),
    )
    op.create_index("ix_call_addressee_site_called_at", "call_addressee", ["site", "called_at"])
    op.execute(_SHOWN)
    op.drop_table("call_shown")


_SHOWN = """
INSERT INTO call_addressee
    (call, attempt, device, site, called_at, role, speaks, shown_at, languages)
SELECT c.id, s.attempt, s.device, s.site,
    CASE WHEN c.attempt = s.attempt AND c.called_at <= s.frame_at THEN c.called_at
         ELSE s.frame_at END,
    'zone', false, s.frame_at, '[]'
FROM call_shown s JOIN call c ON c.id = s.call_id AND c.site = s.site
"""
"""When an earlier attempt was made is not known: then as if it had been shown at once."""


def _closure() -> None:
    op.create_table(
        "room_closure",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("whole_day", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_room_closure_site"),
        sa.PrimaryKeyConstraint("site", "room", name="pk_room_closure"),
    )
