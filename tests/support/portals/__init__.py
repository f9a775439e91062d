"""What tests need of the portal's side: databases, ledgers, books, engines."""
