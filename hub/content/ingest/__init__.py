"""A child process that makes of one uploaded file what a display can show; knows nothing of us."""
