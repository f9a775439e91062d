"""The options of each command, by the groups of help, and those that several commands have."""
