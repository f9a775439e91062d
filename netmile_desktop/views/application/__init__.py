"""New campaigns, changes of campaigns and campaigns used again, from the form to NetMile's decision."""
