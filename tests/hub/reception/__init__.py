"""What reception shows and does, over HTTP and on both databases."""
