"""What visitors see: words, sizes, and a scene without logic."""
