"""Both database engines: connections, transactions, column types, IDs, the schema's version."""
