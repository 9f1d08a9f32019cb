"""Displays: emergencies, orders, reports, pictures, pairing; what the broker was last told."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _alarm()
    _alarm_shown()
    _pairing()
    _display()
    op.create_table(
        "told",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name="pk_told"),
    )


def _alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("zones", sa.JSON(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_alarm_site"),
        sa.PrimaryKeyConstraint("site", "id", name="pk_alarm"),
    )
    op.create_index(
        "uq_alarm_standing",
        "alarm",
        ["site", "kind", "scope"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _alarm_shown() -> None:
    op.create_table(
        "alarm_shown",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("alarm", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("frame_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_alarm_shown_site"),
        sa.PrimaryKeyConstraint("site", "alarm", "device", name="pk_alarm_shown"),
    )


def _pairing() -> None:
    op.create_table(
        "pairing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_pairing_site"),
        sa.PrimaryKeyConstraint("id", name="pk_pairing"),
        sa.UniqueConstraint("code", name="uq_pairing_code"),
    )
    op.create_index("ix_pairing_site", "pairing", ["site"], unique=False)
    op.create_index("ix_pairing_expires_at", "pairing", ["expires_at"], unique=False)


def _display() -> None:
    op.create_table(
        "display_order",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("ordered_by", sa.String(), nullable=False),
        sa.Column("ordered_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_display_order_site"),
        sa.ForeignKeyConstraint(
            ["site", "device"],
            ["device.site", "device.id"],
            name="fk_display_order_site_device",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_display_order"),
    )
    op.create_index("ix_display_order_site", "display_order", ["site"], unique=False)
    op.create_index("ix_display_order_ordered_at", "display_order", ["ordered_at"], unique=False)
    op.create_table(
        "display_report",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_display_report_site"),
        sa.ForeignKeyConstraint(
            ["site", "device"],
            ["device.site", "device.id"],
            name="fk_display_report_site_device",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("site", "device", name="pk_display_report"),
    )
    op.create_table(
        "display_picture",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_display_picture_site"),
        sa.ForeignKeyConstraint(
            ["site", "device"],
            ["device.site", "device.id"],
            name="fk_display_picture_site_device",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("site", "device", name="pk_display_picture"),
    )
    op.create_index("ix_display_picture_heard_at", "display_picture", ["heard_at"], unique=False)
