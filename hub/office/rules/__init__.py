"""The set-up as plain things: edits, what is wrong or missing, the file, the plan. Pure."""
