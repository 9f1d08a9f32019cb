"""What alembic runs: the migrations, on the connection and in the transaction it was handed."""

from alembic import context

from hub.migrations import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transaction_per_migration=False,
)
context.run_migrations()
