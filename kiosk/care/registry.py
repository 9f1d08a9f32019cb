"""Finds the self-checks: every module of a package that has a `CHECK`."""

import importlib
import pkgutil
from types import ModuleType

from kiosk.care.check import Check


class ChecksError(Exception):
    """The package's files are no proper set of checks; the sentence names the file or key."""


def checks_in(package: ModuleType) -> tuple[Check, ...]:
    """All checks of `package`, by key. Raises ChecksError for a file without, or a key twice."""
    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(package.__path__):
        check = vars(importlib.import_module(f"{package.__name__}.{module.name}")).get("CHECK")
        if not isinstance(check, Check):
            raise ChecksError(f"{module.name} has no CHECK")
        if check.key in found:
            raise ChecksError(f"{check.key} is checked twice")
        found[check.key] = check
    return tuple(found[key] for key in sorted(found))
