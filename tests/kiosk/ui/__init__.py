"""What visitors see, measured in drawn pixels."""
