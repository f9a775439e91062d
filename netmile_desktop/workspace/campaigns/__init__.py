"""Campaigns, applications and the site's own record, as the portal tells them."""
