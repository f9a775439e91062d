"""The reference portal: HTTP server, rules behind the API, ledger and worker. It shares only `domain` with the
client."""
