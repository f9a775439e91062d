"""Run by Alembic: on the connection it is given, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from netmile_desktop.portal.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds everything
)
context.run_migrations()
