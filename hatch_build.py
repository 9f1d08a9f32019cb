"""Stops a build whose translations are wrong, so that no kiosk gets them."""

import subprocess
import sys
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TextsHook(BuildHookInterface[BuilderConfig]):
    """Looks at the files of `kiosk/texts/locale` before they are packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Raises ValueError with all faults; an editable install packs nothing and is not asked."""
        if version == "editable":
            return
        # A process of its own: the builder's one does not have the project on its path.
        run = subprocess.run(
            [sys.executable, "-m", "kiosk.texts", "check"],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise ValueError(f"The kiosk's texts are wrong:\n{run.stderr}")
