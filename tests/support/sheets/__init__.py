"""Sheets as they come from real shops, made from a seed together with the right answer.

A sheet is made of people (`people`), columns with headings (`words`, `columns`), lines around and between the rows
(`layouts`, `frames`), damage (`damage`, `mutations`) and the program that wrote the file (`programs`, `workbooks`).
Its truth (`truth`) comes from how it was made, never from the program under test. `grading` compares.
`python -m tests.support.sheets SEED` shows one sheet, its truth and how it was read.
"""
