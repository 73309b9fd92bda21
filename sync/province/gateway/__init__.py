"""What every shape of provincial system shares: the verified wire, the envelope, files, the feed, the services."""
