"""Alembic's entry point: runs revisions on the given connection, inside its transaction."""

from __future__ import annotations

from alembic import context

from netmile_desktop.portal.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction covers everything
)
context.run_migrations()
