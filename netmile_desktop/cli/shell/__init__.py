"""What shells, manual pages and the reference are told of the commands, all from their own options."""
