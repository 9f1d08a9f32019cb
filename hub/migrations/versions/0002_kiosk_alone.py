"""Kiosks that work alone: leases, printed numbers, day books; papers, feedback, concern tree."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = '["check_in", "ticket", "help"]'
"""What every kiosk offered until now."""


def upgrade() -> None:
    _concern()
    _device()
    _ticket()
    _lease()
    _printed_number()
    _day_book()
    _receipt()
    _feedback()


def _concern() -> None:
    op.add_column("concern", sa.Column("parent", sa.String(), nullable=True))
    op.add_column("concern", sa.Column("hours", sa.JSON(), nullable=False, server_default="[]"))


def _device() -> None:
    op.add_column("device", sa.Column("offers", sa.JSON(), nullable=False, server_default=BEFORE))


def _ticket() -> None:
    for name, kind in (
        ("offline_at", UtcDateTime()),
        ("merged_at", UtcDateTime()),
        ("refused", sa.String()),
        ("letter", sa.String()),
    ):
        op.add_column("ticket", sa.Column(name, kind, nullable=True))
    op.add_column("ticket", sa.Column("persons", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("ticket", sa.Column("concerns", sa.JSON(), nullable=False, server_default="[]"))
    op.create_index("ix_ticket_letter", "ticket", ["letter"], unique=False)


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_lease_site"),
        sa.PrimaryKeyConstraint("site", "device", name="pk_lease"),
        sa.UniqueConstraint("site", "series", "first", name="uq_lease_site_series_first"),
    )


def _printed_number() -> None:
    op.create_table(
        "printed_number",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("clash", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_printed_number_site"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_printed_number_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_printed_number"),
    )
    op.create_index("ix_printed_number_ticket", "printed_number", ["ticket"], unique=False)
    op.create_index(
        "uq_printed_number",
        "printed_number",
        ["site", "day", "series", "number"],
        unique=True,
        sqlite_where=sa.text("NOT clash"),
        postgresql_where=sa.text("NOT clash"),
    )


def _day_book() -> None:
    op.create_table(
        "day_book",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_day_book_site"),
        sa.PrimaryKeyConstraint("site", name="pk_day_book"),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("appointment", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_receipt_site"),
        sa.PrimaryKeyConstraint("code", name="pk_receipt"),
    )
    op.create_index("ix_receipt_site_at", "receipt", ["site", "at"], unique=False)
    op.create_index("ix_receipt_delete_on", "receipt", ["delete_on"], unique=False)


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_feedback_site"),
        sa.PrimaryKeyConstraint("site", "device", "hour", "score", "reason", name="pk_feedback"),
    )
