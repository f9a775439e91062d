"""Automatic issuance: a shop's own server issues miles by one encrypted parameter, without anybody signed in."""
