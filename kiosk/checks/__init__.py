"""The kiosk's self-checks, one file each; `kiosk.care.registry` finds them by their `CHECK`."""
