"""How it was for visitors: counts by hour and kiosk, without any person."""
