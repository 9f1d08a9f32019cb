"""What programs are told of feedback."""

from datetime import date

from pydantic import BaseModel


class Summed(BaseModel):
    """How many people gave which score (1 very bad to 5 very good), and which reasons."""

    first: date
    last: date
    people: int
    scores: dict[int, int]
    reasons: dict[str, int]
