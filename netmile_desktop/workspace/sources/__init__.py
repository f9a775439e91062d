"""Files of a clerk as bytes to be read: CSV, workbooks, typed rows."""
