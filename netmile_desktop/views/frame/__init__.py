"""What stands around every screen: the rail of places, the row of opened campaigns, the controls of the top bar."""
