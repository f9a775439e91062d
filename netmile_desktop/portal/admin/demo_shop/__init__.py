"""The demo shop: a small web shop whose goods are paid with miles, to see the payment screen at work in a sandbox."""
