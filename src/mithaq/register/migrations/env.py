"""Run by Alembic: applies the steps over the connection that `mithaq.register.opening` hands over."""

from alembic import context

from mithaq.register.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
context.run_migrations()
