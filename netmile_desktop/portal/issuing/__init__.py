"""From an upload to judged rows: acceptance, staging, judging, transfers, lists, mails."""
