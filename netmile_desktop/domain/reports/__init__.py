"""Reports: what they are called, what they are asked and what they answer; the figures come from the portal."""
