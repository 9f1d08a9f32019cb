"""The set-up of an office in pages: what stands where, when it is open, who changed what."""
