"""Simulated headphones: a plug that somebody puts in and takes out."""


class SimulatedHeadphones:
    """Called, it says whether the plug is in; from any thread."""

    def __init__(self) -> None:
        self._in = False

    def plug(self, yes: bool) -> None:
        self._in = yes

    def __call__(self) -> bool:
        return self._in
