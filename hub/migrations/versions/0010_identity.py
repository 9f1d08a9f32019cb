"""Staff may have a role at each of several sites; a session is at one of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _roles()


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
