"""Rooms have a name in each language; the one that they had is the German one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new column takes the place of the old one: SQLite changes no column's type."""
    op.alter_column("room", "name", new_column_name="german")
    op.add_column("room", sa.Column("name", sa.JSON(), nullable=False, server_default="{}"))
    room = sa.table(
        "room",
        sa.column("site", sa.String()),
        sa.column("label", sa.String()),
        sa.column("german", sa.String()),
        sa.column("name", sa.JSON()),
    )
    connection = op.get_bind()
    for site, label, german in connection.execute(
        sa.select(room.c.site, room.c.label, room.c.german)
    ).all():
        mine = (room.c.site == site) & (room.c.label == label)
        connection.execute(sa.update(room).where(mine).values(name={"de": german}))
    op.drop_column("room", "german")
