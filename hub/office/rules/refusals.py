"""What a change of the set-up is refused for."""

from hub.kit.errors import HouseError


class UnknownThing(HouseError):
    """There is no such thing in the set-up, or no action of this id."""

    key = "unknown_thing"
    status = 404


class ThingExists(HouseError):
    """There is one of this name already."""

    key = "thing_exists"
    status = 409


class SetupFaulty(HouseError):
    """The office cannot be like that; `faults` says why, each with its place and a sentence."""

    key = "setup_faulty"
    status = 422

    @property
    def faults(self) -> list[dict[str, str]]:
        """What is wrong, as `hub.office.service.changing.told` puts it."""
        found = self.fields["faults"]
        return found if isinstance(found, list) else []


class SetupChanged(HouseError):
    """Somebody else has changed it since; `changed` says what, where that is known."""

    key = "setup_changed"
    status = 409


class StillInUse(HouseError):
    """Somebody relies on it, as `uses` says; whoever removes it must have read that."""

    key = "still_in_use"
    status = 409

    @property
    def uses(self) -> list[str]:
        """Who relies on it, in words."""
        found = self.fields["uses"]
        return found if isinstance(found, list) else []


class NotHarmless(HouseError):
    """Others have gone on from it: it cannot be taken back any more."""

    key = "not_harmless"
    status = 409
