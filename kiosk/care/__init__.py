"""How the kiosk looks after itself: readings, judgements that take their time, repairs."""
