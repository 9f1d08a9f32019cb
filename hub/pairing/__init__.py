"""Pairing: a new player shows a code, a technician says where it hangs, it gets its identity."""
