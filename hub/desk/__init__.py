"""The adviser's page: my appointments, who waits for my desk, and one button that calls."""
