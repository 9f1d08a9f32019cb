"""Each ticket of the day has a page that its holder follows on a phone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("follow", sa.String(), nullable=True))
    op.create_index("uq_ticket_follow", "ticket", ["follow"], unique=True)
