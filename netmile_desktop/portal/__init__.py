"""The reference portal: HTTP server, rules behind the API, ledger and worker. Shares only `domain` with the client."""
