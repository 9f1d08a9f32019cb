"""The figures that a device tells of itself: heat, disk, memory, what waits for the hub."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("vitals", sa.JSON(), nullable=True))
