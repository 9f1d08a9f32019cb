"""Figures of the running house, as percentiles; nothing here is asserted."""
