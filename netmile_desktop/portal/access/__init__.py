"""Who may come in: sites, logins, sessions, lock-out, keys of the sealed data, audit."""
