"""The charts of reports: bars on the screen and on paper, their signs and their labels."""
