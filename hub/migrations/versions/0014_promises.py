"""Tickets keep how long their holders were told they would wait, boards how long the last one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("wait_low", "wait_high"):
        op.add_column("ticket", sa.Column(column, sa.Integer(), nullable=True))
    op.create_table(
        "zone_wait",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_zone_wait_site"),
        sa.PrimaryKeyConstraint("site", "zone", name="pk_zone_wait"),
    )
