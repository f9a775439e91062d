"""ネットマイルリワード at the desk."""
