"""Visits are arrived, parked and handed on; their log says state, room and concern, in order."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LONG_AGO = "1970-01-01 00:00:00"
_AFTER = {
    "issue": "waiting", "call": "called", "recall": "called", "cancel": "waiting",
    "start": "serving", "finish": "done", "no_show": "no_show", "leave": "left",
    "come_back": "waiting",
}  # fmt: skip


def upgrade() -> None:
    _order_rule()
    _ticket()
    _log()
    op.add_column("appointment", sa.Column("born", sa.Date(), nullable=True))
    op.create_table(
        "ticket_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name="fk_ticket_note_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_note"),
    )
    op.create_index("ix_ticket_note_ticket", "ticket_note", ["ticket"])


def _order_rule() -> None:
    op.add_column("site", sa.Column("order_rule", sa.JSON(), nullable=False, server_default="{}"))
    site = sa.table(
        "site", sa.column("id", sa.String()), sa.column("walkin_bound_minutes", sa.Integer()),
        sa.column("order_rule", sa.JSON()),
    )  # fmt: skip
    connection = op.get_bind()
    query = sa.select(site.c.id, site.c.walkin_bound_minutes)
    for name, bound in connection.execute(query).all():
        kept = min(max(bound, 5), 240)
        rule = {"bound": kept, "appointment_credit": kept} if bound != 30 else {}
        mine = sa.update(site).where(site.c.id == name)
        connection.execute(mine.values(order_rule=rule))
    op.drop_column("site", "walkin_bound_minutes")


def _ticket() -> None:
    text, number = sa.String(), sa.Integer()
    for column in ("queued_at", "place_at"):
        moment = sa.DateTime(timezone=True)
        op.add_column("ticket", sa.Column(column, moment, nullable=False, server_default=_LONG_AGO))
    op.add_column("ticket", sa.Column("version", number, nullable=False, server_default="0"))
    op.add_column("ticket", sa.Column("needs", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("ticket", sa.Column("need_reason", text, nullable=False, server_default=""))
    op.add_column("ticket", sa.Column("transferred_from", text, nullable=True))
    op.add_column("ticket", sa.Column("joined", text, nullable=True))
    op.execute(
        "UPDATE ticket SET queued_at = issued_at, place_at = issued_at, state ="
        " CASE state WHEN 'withdrawn' THEN 'left' ELSE state END,"
        " version = (SELECT count(*) FROM ticket_event WHERE ticket_event.ticket = ticket.id)"
    )


def _log() -> None:
    text = sa.String()
    op.add_column(
        "ticket_event", sa.Column("seq", sa.Integer(), nullable=False, server_default="0")
    )
    for column in ("state", "room", "concern", "undoes"):
        op.add_column("ticket_event", sa.Column(column, text, nullable=True))
    op.add_column("ticket_event", sa.Column("before", sa.JSON(), nullable=True))
    op.execute("UPDATE ticket_event SET event = 'leave' WHERE event = 'withdraw'")
    cases = " ".join(f"WHEN '{event}' THEN '{state}'" for event, state in _AFTER.items())
    op.execute(
        f"UPDATE ticket_event SET state = CASE event {cases} WHEN 'day_end' THEN"  # noqa: S608
        " (SELECT state FROM ticket WHERE ticket.id = ticket_event.ticket) END,"
        " concern = (SELECT concern FROM ticket WHERE ticket.id = ticket_event.ticket),"
        " seq = (SELECT count(*) FROM ticket_event AS other WHERE other.ticket ="
        " ticket_event.ticket AND other.id <= ticket_event.id)"
    )
    op.execute("UPDATE ticket_event SET room = detail WHERE event = 'call'")
    op.execute(
        "UPDATE ticket_event SET room = (SELECT called.detail FROM ticket_event AS called WHERE"
        " called.ticket = ticket_event.ticket AND called.event = 'call' AND called.seq <"
        " ticket_event.seq ORDER BY called.seq DESC LIMIT 1)"
        " WHERE event IN ('recall', 'start', 'finish', 'no_show', 'day_end')"
    )
    op.drop_index("ix_ticket_event_ticket", "ticket_event")
    op.create_index("uq_ticket_event_ticket_seq", "ticket_event", ["ticket", "seq"], unique=True)
