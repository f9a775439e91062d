"""Tables of records and their tools: columns, pages, filters, menus."""
