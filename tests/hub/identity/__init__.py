"""Who works here: rules, and signing in over HTTP."""
