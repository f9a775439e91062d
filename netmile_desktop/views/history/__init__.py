"""マイル発行履歴/取消: what was issued, and taking it back."""
