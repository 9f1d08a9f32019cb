"""What technicians need to look after the devices: service codes, what hangs wrongly."""
