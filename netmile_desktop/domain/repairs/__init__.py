"""Mending cells that a keyboard or a spreadsheet has damaged, each mend proposed and never silent."""
