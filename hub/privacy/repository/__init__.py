"""Reads all tables as the register names them; writes none but its own."""
