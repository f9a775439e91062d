"""ネットマイルリワード: reward campaigns and the members who registered at them."""
