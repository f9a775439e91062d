"""Tables of records and what belongs to them: columns, pages, filters, menus."""
