"""The office in numbers: arrivals, waits, conversations, derived from the logs of visits."""
