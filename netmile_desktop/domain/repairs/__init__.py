"""Repairing cells that a keyboard or a spreadsheet has damaged, each repair proposed and never silent."""
