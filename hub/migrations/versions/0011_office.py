"""What desks can do and concerns need, what the office promises, and whose holidays count."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The Land was a setting of the content alone; now the whole office follows it."""
    op.add_column("room", _list("skills"))
    op.add_column("room", _list("languages"))
    op.add_column("room", sa.Column("team", sa.String(), nullable=False, server_default=""))
    op.add_column("concern", sa.Column("required_skill", sa.String(), nullable=True))
    op.add_column("concern", sa.Column("papers", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("concern", _list("languages"))
    promise = sa.Column("promise_minutes", sa.Integer(), nullable=False, server_default="30")
    op.add_column("site", promise)
    op.add_column("site", sa.Column("land", sa.String(), nullable=False, server_default="BW"))
    op.execute(
        "UPDATE site SET land = (SELECT land FROM content_setting WHERE site = site.id) "
        "WHERE id IN (SELECT site FROM content_setting)"
    )
    op.drop_table("content_setting")


def _list(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
