"""The workbench of results, in parts."""
