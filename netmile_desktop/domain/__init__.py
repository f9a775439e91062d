"""What merchants and the portal agree on: values, rules and the wire format. No I/O, no Qt, no SQL."""
