"""NetMile Desktop: the merchants' administration client and the portal it talks to."""

__version__ = "0.1.0"
