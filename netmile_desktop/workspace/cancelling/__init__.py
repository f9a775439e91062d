"""Taking issued miles back: orders, files of issues, requests followed up, reissues."""
