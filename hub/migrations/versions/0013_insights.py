"""How large a group must be whose figures are told."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insights_setting",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("least_group", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_insights_setting_site"),
        sa.PrimaryKeyConstraint("site", name="pk_insights_setting"),
    )
