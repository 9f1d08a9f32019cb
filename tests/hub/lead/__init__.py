"""The manager's floor and the rule of the order."""
