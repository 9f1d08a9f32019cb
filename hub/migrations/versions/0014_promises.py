"""Tickets keep how long their holders were told they would wait."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("wait_low", "wait_high"):
        op.add_column("ticket", sa.Column(column, sa.Integer(), nullable=True))
