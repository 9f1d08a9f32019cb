"""`python -m hub.content.ingest FILE NAME FOLDER`: one file in, renditions and one JSON answer out.

Lines on standard output: ``{"walled": true}`` when it sees nothing but its file any more,
``{"share": 0.5}`` while it works, then ``{"made": […]}`` or ``{"refused": "…", "fields": {…}}``.
Whatever else happens, the parent takes for a refusal.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from hub.content.ingest import limits, magic
from hub.content.ingest.refusal import Bench, Made, Refused


def main(source: str, name: str, folder: str) -> int:
    limits.at_start()
    _say({"walled": limits.wall_in(Path(source), Path(folder))})
    bench = Bench(Path(source), Path(folder), lambda share: _say({"share": round(share, 3)}))
    try:
        made = _take(bench, name)
    except Refused as refused:
        _say({"refused": refused.reason, "fields": refused.fields})
    except MemoryError:
        _say({"refused": "too_heavy", "fields": {}})
    else:
        _say({"made": [asdict(one) for one in made]})
    return 0


def _take(bench: Bench, name: str) -> list[Made]:
    """Each reader is loaded for its own kind only: what is not loaded cannot be broken into."""
    with bench.source.open("rb") as file:
        kind = magic.kind(file.read(magic.HEAD), name)
    limits.for_kind(kind)
    _say({"share": 0.0})
    if kind == "video":
        from hub.content.ingest import films  # noqa: PLC0415

        return films.take(bench)
    if kind == "pdf":
        from hub.content.ingest import papers  # noqa: PLC0415

        return papers.take(bench)
    if kind == "svg":
        from hub.content.ingest import drawings  # noqa: PLC0415

        return drawings.take(bench)
    from hub.content.ingest import pictures  # noqa: PLC0415

    return pictures.take(bench, kind)


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
