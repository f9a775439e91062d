"""Creation of a new batch from a text file, a workbook or typed rows."""
