"""The adviser's page."""
