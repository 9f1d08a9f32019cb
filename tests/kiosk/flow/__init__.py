"""The session: each conversation of visitor, hub and printer."""
