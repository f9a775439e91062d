"""How a clerk's data is reached: profiles, credentials, keys of the store, the sandbox."""
