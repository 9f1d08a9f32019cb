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
    _views()
    _four_eyes()
    _systems()
    _second_factor()
    _oidc()


def _roles() -> None:
    """What `staff.role` said moves to a table of its own; the column goes when it is empty."""
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=True),
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
    op.add_column("staff_session", sa.Column("proved_at", UtcDateTime(), nullable=True))
    op.add_column(
        "staff_session",
        sa.Column("must_enrol", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "sign_in_rule",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("passkey_roles", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_sign_in_rule"),
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


def _views() -> None:
    op.create_table(
        "personal_view",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_personal_view"),
    )
    op.create_index("ix_personal_view_site_at", "personal_view", ["site", "at"])
    for column in ("staff_id", "subject", "delete_on"):
        op.create_index(f"ix_personal_view_{column}", "personal_view", [column])
    for statement in _NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


_REFUSAL = "rows of personal_view are never changed"
_SQLITE = f"""CREATE TRIGGER personal_view_stays BEFORE UPDATE ON personal_view
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"""
_FUNCTION = f"""CREATE FUNCTION personal_view_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"""
_POSTGRES = """CREATE TRIGGER personal_view_stays BEFORE UPDATE ON personal_view
FOR EACH ROW EXECUTE FUNCTION personal_view_stays()"""
_NEVER_CHANGED = {"sqlite": (_SQLITE,), "postgresql": (_FUNCTION, _POSTGRES)}


def _four_eyes() -> None:
    op.create_table(
        "four_eyes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_login", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_login", sa.String(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_four_eyes"),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name="ck_four_eyes_two_people"
        ),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (granted IS NULL)", name="ck_four_eyes_decided_by_somebody"
        ),
    )
    op.create_index("ix_four_eyes_site", "four_eyes", ["site"])


def _systems() -> None:
    op.create_table(
        "system_token",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_system_token"),
        sa.UniqueConstraint("token_hash", name="uq_system_token_token_hash"),
    )
    op.create_index("ix_system_token_site", "system_token", ["site"])


def _second_factor() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_passkey_staff_id"),
    )
    op.create_index("ix_passkey_staff_id", "passkey", ["staff_id"])
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_recovery_code_staff_id"),
    )
    op.create_index("ix_recovery_code_staff_id", "recovery_code", ["staff_id"])
    op.create_table(
        "sign_in_step",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_step"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_sign_in_step_staff_id"),
    )
    op.create_index("ix_sign_in_step_expires_at", "sign_in_step", ["expires_at"])


def _oidc() -> None:
    op.create_table(
        "staff_subject",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_staff_subject"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_subject_staff_id"),
    )
    op.create_index("ix_staff_subject_staff_id", "staff_subject", ["staff_id"])
    op.create_table(
        "oidc_step",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("verifier", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_oidc_step"),
    )
    op.create_index("ix_oidc_step_expires_at", "oidc_step", ["expires_at"])
