"""Pictures and videos on the display's own disk, each under the hash of its bytes."""
