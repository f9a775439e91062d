"""Reports as files: exactly the rows shown, as CSV and as a workbook with a chart."""
