"""The portal as seen from here: typed calls over HTTP, every failure translated into `domain.failures`."""
