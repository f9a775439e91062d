"""ネットマイルリワード: reward campaigns, and what members register at them."""
