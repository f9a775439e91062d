"""The tab 「ネットマイルの役」: in a sandbox, the clerk decides in NetMile's place."""
