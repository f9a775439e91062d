"""Reports as files: the very rows that are shown, as CSV and as a workbook with a chart."""
