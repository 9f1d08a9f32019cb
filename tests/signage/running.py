"""The display as a process that rehearses, as tests start, question and end it."""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from provisioning.child import Child
from tests.signage.office import Office
from tests.signage.samples import entry
from wire.messages import BoardCall


class Display(Child):
    """A display that rehearses: its panel and what it knows lie in `view`."""

    def __init__(self, office: Office, **environment: str) -> None:
        self.view = office.folder / "view"
        command = [sys.executable, "-m", "signage", "--rehearse", str(self.view)]
        log = office.folder / "display.log"
        super().__init__("display", command, office.environment() | environment, log)

    def end_orders(self) -> None:
        """Close its standard input."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        process.stdin.close()

    def state(self) -> dict[str, Any]:
        try:
            state = json.loads((self.view / "state.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        assert isinstance(state, dict)
        return state

    def logged(self, event: str) -> list[dict[str, object]]:
        return [line for line in self.log_events() if line["event"] == event]


def called(call_id: str, seconds_ago: float = 0) -> BoardCall:
    at = datetime.now(UTC) - timedelta(seconds=seconds_ago)
    return entry(call_id).model_copy(update={"called_at": at})
