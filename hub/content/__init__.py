"""What displays show while nobody is called: library, playlists, times, notices, proof of play."""
