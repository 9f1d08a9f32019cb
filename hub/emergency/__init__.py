"""Emergencies (Notfälle): what every screen then says, who raised it, and where it stands."""
