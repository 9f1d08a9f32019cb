"""The tables of the first house: sites, devices, staff, appointments, queue, check-in, post."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _call_shown()
    _inbox()
    _outbox()
    _site()
    _site_revision()
    _staff()
    _appointment()
    _concern()
    _device()
    _edge()
    _node()
    _number_counter()
    _room()
    _staff_session()
    _ticket()
    _wrong_code()
    _zone()
    _call()
    _ticket_event()


def _call_shown() -> None:
    op.create_table(
        "call_shown",
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("frame_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "attempt", "site", "device", name="pk_call_shown"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("retain", sa.Boolean(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_site", "outbox", ["site"], unique=False)


def _site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("early_minutes", sa.Integer(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=False),
        sa.Column("walkin_bound_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("number", name="uq_site_number"),
    )


def _site_revision() -> None:
    op.create_table(
        "site_revision",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_site_revision"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("failed_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
    )
    op.create_index("ix_staff_site", "staff", ["site"], unique=False)


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("adviser", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("short_code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("checked_in_at", UtcDateTime(), nullable=True),
        sa.Column("ticket_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_appointment_site"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.UniqueConstraint("site", "short_code", name="uq_appointment_site_short_code"),
    )
    op.create_index(
        "ix_appointment_site_starts_at", "appointment", ["site", "starts_at"], unique=False
    )


def _concern() -> None:
    op.create_table(
        "concern",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("service_minutes", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_concern_site"),
        sa.PrimaryKeyConstraint("site", "id", name="pk_concern"),
    )


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("facing_deg", sa.Float(), nullable=False),
        sa.Column("reading_distance_m", sa.Float(), nullable=True),
        sa.Column("panel_height_mm", sa.Float(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("bd", sa.BigInteger(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("health", sa.JSON(), nullable=False),
        sa.Column("help_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_device_site"),
        sa.PrimaryKeyConstraint("site", "id", name="pk_device"),
    )


def _edge() -> None:
    op.create_table(
        "edge",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_edge_site"),
        sa.PrimaryKeyConstraint("site", "a", "b", name="pk_edge"),
    )


def _node() -> None:
    op.create_table(
        "node",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_node_site"),
        sa.PrimaryKeyConstraint("site", "id", name="pk_node"),
    )


def _number_counter() -> None:
    op.create_table(
        "number_counter",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_number_counter_site"),
        sa.PrimaryKeyConstraint("site", "day", "series", name="pk_number_counter"),
    )


def _room() -> None:
    op.create_table(
        "room",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("concerns", sa.JSON(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("w", sa.Float(), nullable=False),
        sa.Column("h", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_room_site"),
        sa.PrimaryKeyConstraint("site", "label", name="pk_room"),
    )


def _staff_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_session"),
    )
    op.create_index("ix_staff_session_expires_at", "staff_session", ["expires_at"], unique=False)
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"], unique=False)


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("appointment_id", sa.String(), nullable=True),
        sa.Column("appointment_at", UtcDateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("paper_fault", sa.String(), nullable=True),
        sa.Column("paper_device", sa.String(), nullable=True),
        sa.Column("paper_at", UtcDateTime(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_ticket_site"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
        sa.UniqueConstraint("appointment_id", name="uq_ticket_appointment_id"),
        sa.UniqueConstraint(
            "site", "day", "series", "number", name="uq_ticket_site_day_series_number"
        ),
    )
    op.create_index("ix_ticket_site_day_state", "ticket", ["site", "day", "state"], unique=False)


def _wrong_code() -> None:
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_wrong_code_site"),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_code"),
    )
    op.create_index(
        "ix_wrong_code_site_device_at", "wrong_code", ["site", "device", "at"], unique=False
    )


def _zone() -> None:
    op.create_table(
        "zone",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_zone_site"),
        sa.PrimaryKeyConstraint("site", "id", name="pk_zone"),
    )


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_call_site"),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_call_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
    )
    op.create_index("ix_call_called_at", "call", ["called_at"], unique=False)
    op.create_index("ix_call_ticket", "call", ["ticket"], unique=False)
    op.create_index(
        "uq_call_open_room",
        "call",
        ["site", "room"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        "uq_call_open_ticket",
        "call",
        ["ticket"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )


def _ticket_event() -> None:
    op.create_table(
        "ticket_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_ticket_event_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_event"),
    )
    op.create_index("ix_ticket_event_ticket", "ticket_event", ["ticket"], unique=False)
