"""接続設定: when files are written, the merchant's API, and the log of its calls."""
