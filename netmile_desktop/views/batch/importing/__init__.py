"""From a file, a workbook or typed rows to a new batch."""
