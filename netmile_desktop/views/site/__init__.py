"""サイト管理: figures of the whole site."""
