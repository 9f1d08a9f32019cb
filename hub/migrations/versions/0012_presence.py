"""Who is in the house: signs, evening rule, evacuations, kiosks with the list; silent calls."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "device",
        sa.Column("keeps_house", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _signs()
    _evacuation()
    _silent()


def _signs() -> None:
    op.create_table(
        "presence_sign",
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_presence_sign_ticket"),
        sa.PrimaryKeyConstraint("ticket", "kind", name="pk_presence_sign"),
    )
    op.create_table(
        "presence_rule",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("evening_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_presence_rule_site"),
        sa.PrimaryKeyConstraint("site", name="pk_presence_rule"),
    )
    op.create_table(
        "house_told",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_house_told_site"),
        sa.PrimaryKeyConstraint("site", name="pk_house_told"),
    )


def _evacuation() -> None:
    op.create_table(
        "evacuation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_evacuation_site"),
        sa.PrimaryKeyConstraint("id", name="pk_evacuation"),
    )
    _one_open("uq_evacuation_running", "evacuation", ["site"])
    op.create_table(
        "evacuation_mark",
        sa.Column("evacuation", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evacuation"], ["evacuation.id"], name="fk_evacuation_mark_evacuation"
        ),
        sa.PrimaryKeyConstraint(
            "evacuation", "subject", "person", "rev", name="pk_evacuation_mark"
        ),
    )
    op.create_table(
        "evacuation_staff",
        sa.Column("evacuation", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evacuation"], ["evacuation.id"], name="fk_evacuation_staff_evacuation"
        ),
        sa.PrimaryKeyConstraint("evacuation", "staff_id", name="pk_evacuation_staff"),
    )


def _silent() -> None:
    op.create_table(
        "silent_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("escalated_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_silent_call_site"),
        sa.PrimaryKeyConstraint("id", name="pk_silent_call"),
    )
    _one_open("uq_silent_call_open", "silent_call", ["site", "staff"])
    op.create_table(
        "silent_answer",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("staff", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call"], ["silent_call.id"], name="fk_silent_answer_call"),
        sa.PrimaryKeyConstraint("call", "staff", name="pk_silent_answer"),
    )


def _one_open(name: str, table: str, columns: list[str]) -> None:
    op.create_index(
        name, table, columns, unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
