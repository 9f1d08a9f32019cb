"""The kiosk's pure heart: what happens becomes what is shown, sent, printed and said."""
