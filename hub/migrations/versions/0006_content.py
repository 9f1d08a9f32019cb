"""What displays show while nobody is called, and what they have shown."""

import sqlalchemy as sa
from alembic import op

from hub.kit.tables import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _content_setting()
    _media_file()
    _content_upload()
    _content_item()
    _content_playlist()
    _content_slot()
    _content_notice()
    _content_told()
    _played()
    _played_day()


def _media_file() -> None:
    op.create_table(
        "media_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_media_file"),
    )


def _content_item() -> None:
    op.create_table(
        "content_item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("shown_from", UtcDateTime(), nullable=True),
        sa.Column("shown_until", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("thumb", sa.String(), nullable=True),
        sa.Column("page", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("upload", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("refresh_minutes", sa.Integer(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("came_by", sa.String(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("gone_by", sa.String(), nullable=False),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["media_file.sha256"], name="fk_content_item_sha256"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_item_site"),
        sa.ForeignKeyConstraint(["thumb"], ["media_file.sha256"], name="fk_content_item_thumb"),
        sa.PrimaryKeyConstraint("id", name="pk_content_item"),
    )
    op.create_index("ix_content_item_site", "content_item", ["site"], unique=False)


def _content_notice() -> None:
    op.create_table(
        "content_notice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("page", sa.JSON(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_name", sa.String(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("valid_until", UtcDateTime(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("every_s", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_notice_site"),
        sa.PrimaryKeyConstraint("id", name="pk_content_notice"),
    )
    op.create_index("ix_content_notice_site", "content_notice", ["site"], unique=False)


def _content_playlist() -> None:
    op.create_table(
        "content_playlist",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_playlist_site"),
        sa.PrimaryKeyConstraint("id", name="pk_content_playlist"),
    )
    op.create_index("ix_content_playlist_site", "content_playlist", ["site"], unique=False)


def _content_setting() -> None:
    op.create_table(
        "content_setting",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("land", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_setting_site"),
        sa.PrimaryKeyConstraint("site", name="pk_content_setting"),
    )


def _content_told() -> None:
    op.create_table(
        "content_told",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("too_large", sa.BigInteger(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_told_site"),
        sa.ForeignKeyConstraint(
            ["site", "device"],
            ["device.site", "device.id"],
            name="fk_content_told_site_device",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("site", "device", name="pk_content_told"),
    )


def _content_upload() -> None:
    op.create_table(
        "content_upload",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("room", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("came_by", sa.String(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_upload_site"),
        sa.PrimaryKeyConstraint("id", name="pk_content_upload"),
    )
    op.create_index("ix_content_upload_site", "content_upload", ["site"], unique=False)
    op.create_index("ix_content_upload_state", "content_upload", ["state"], unique=False)


def _played() -> None:
    op.create_table(
        "played",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("playlist", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_played_site"),
        sa.PrimaryKeyConstraint("site", "device", "begun_at", "item", name="pk_played"),
    )
    op.create_index("ix_played_site_begun_at", "played", ["site", "begun_at"], unique=False)
    op.create_index("ix_played_site_item", "played", ["site", "item", "begun_at"], unique=False)


def _played_day() -> None:
    op.create_table(
        "played_day",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_played_day_site"),
        sa.PrimaryKeyConstraint("site", "day", "device", "item", "outcome", name="pk_played_day"),
    )
    op.create_index("ix_played_day_site_item", "played_day", ["site", "item", "day"], unique=False)


def _content_slot() -> None:
    op.create_table(
        "content_slot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("playlist", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_name", sa.String(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("on_from", sa.Date(), nullable=True),
        sa.Column("on_until", sa.Date(), nullable=True),
        sa.Column("holidays", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["playlist"], ["content_playlist.id"], name="fk_content_slot_playlist"
        ),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_content_slot_site"),
        sa.PrimaryKeyConstraint("id", name="pk_content_slot"),
    )
    op.create_index("ix_content_slot_site", "content_slot", ["site"], unique=False)
