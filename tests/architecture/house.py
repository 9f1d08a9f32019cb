"""What the rules look at: our files, their trees, what they import."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("kiosk", "signage", "hub")
PACKAGES = ("wire", *PROGRAMS, "provisioning")


def files(pattern: str, *packages: str) -> list[Path]:
    """Our files that match `pattern` below the named packages, in a steady order."""
    return [path for package in packages for path in sorted((ROOT / package).rglob(pattern))]


def name(path: Path) -> str:
    """A file as it is spoken of in messages: its path in the clone."""
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    """The dotted name under which `path` is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that is imported: ``from a import b`` is ``a.b``."""
    here = module(path).split(".")
    if path.name == "__init__.py":
        here.append("")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(here[: -node.level]) if node.level else ""
            base = ".".join(part for part in (above, node.module or "") if part)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
