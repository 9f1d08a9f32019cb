"""From a blank machine to a working house: set-up, assets, the demo."""
