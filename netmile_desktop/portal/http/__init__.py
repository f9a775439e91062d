"""From HTTP to handlers and back: calls, decoding, problems, paging, idempotency, OpenAPI."""
