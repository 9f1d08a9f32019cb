"""Face: a visitor follows their own ticket on a phone, without app, account or name."""
