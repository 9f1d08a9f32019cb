"""Tests of how the kiosk looks after itself."""
