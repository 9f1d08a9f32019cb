"""One family of errors; over HTTP they are problem+json (RFC 9457)."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi.responses import JSONResponse

PROBLEM = "application/problem+json"


class HouseError(Exception):
    """Something a person or a program must be told. `key` selects the sentence at the face."""

    key = "house_error"
    status = 500

    def __init__(self, **fields: object) -> None:
        super().__init__(self.key)
        self.fields = fields


class BadInput(HouseError):
    """A form field is empty or not of its form."""

    key = "invalid_request"
    status = 422


class TextTooLong(BadInput):
    """What was written is longer than there is room for."""

    key = "text_too_long"


def unfit(faults: Iterable[Mapping[str, Any]]) -> BadInput:
    """What is wrong with an input, from the faults that pydantic found in it."""
    only_long = all(one["type"] == "string_too_long" for one in faults)
    return TextTooLong() if only_long else BadInput()


def problem(status: int, key: str, **fields: object) -> JSONResponse:
    """A problem+json answer; `key` is stable and meant for programs."""
    body = {"type": "about:blank", "title": key.replace("_", " "), "status": status, "key": key}
    return JSONResponse({**body, **fields}, status_code=status, media_type=PROBLEM)
