"""マイル発行状況 in the window: the list of registrations and the detail of one."""
