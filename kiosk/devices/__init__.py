"""The kiosk's hardware, real or simulated, behind one set of ports."""
