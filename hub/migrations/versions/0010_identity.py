"""Roles by site, accounts that staff manage, who saw what, two pairs of eyes, systems."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _roles()
    _accounts()


def _roles() -> None:
    """What `staff.role` said moves to a table of its own; the column goes when it is empty."""
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "site", name="pk_staff_role"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_role_staff_id"),
    )
    op.execute("INSERT INTO staff_role (staff_id, site, role) SELECT id, site, role FROM staff")
    op.drop_column("staff", "role")
    op.add_column(
        "staff_session", sa.Column("site", sa.String(), nullable=False, server_default="")
    )
    op.execute(
        "UPDATE staff_session SET site = "
        "(SELECT site FROM staff WHERE staff.id = staff_session.staff_id)"
    )


def _accounts() -> None:
    for name, default in (("locks", "0"), ("version", "1")):
        column = sa.Column(name, sa.Integer(), nullable=False, server_default=default)
        op.add_column("staff", column)
    op.add_column(
        "staff_session", sa.Column("browser", sa.String(), nullable=False, server_default="")
    )
    op.create_table(
        "staff_link",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_link"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_link_staff_id"),
        sa.UniqueConstraint("token_hash", name="uq_staff_link_token_hash"),
    )
    op.create_table(
        "staff_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_event"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_event_staff_id"),
    )
    op.create_index("ix_staff_event_staff_id", "staff_event", ["staff_id"])
    op.create_index("ix_staff_event_at", "staff_event", ["at"])
