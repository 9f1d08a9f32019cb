"""One family of errors; over HTTP they are problem+json (RFC 9457)."""

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


def problem(status: int, key: str, **fields: object) -> JSONResponse:
    """A problem+json answer; `key` is stable and meant for programs."""
    body = {"type": "about:blank", "title": key.replace("_", " "), "status": status, "key": key}
    return JSONResponse({**body, **fields}, status_code=status, media_type=PROBLEM)
