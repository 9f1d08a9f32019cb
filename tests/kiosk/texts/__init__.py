"""The kiosk's sentences: complete, plain, and wrong files found before a kiosk has them."""
