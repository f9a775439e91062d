"""The reference portal: server, rules at the API, ledger and worker. Shares only the domain."""
