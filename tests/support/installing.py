"""Install plugins as pip would lay them down."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


class Installer:
    """Lays down distributions in a folder that comes first on the path of Python."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hidden: dict[str, object] = {}

    def __call__(self, distribution: str, files: dict[str, str], points: str, *, name: str | None = None) -> None:
        """Install a distribution: its files, and its entry points as in ``entry_points.txt``.

        ``name`` is what its metadata call it, if that is another name than that of its folder.
        """
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            self._hide(path.partition("/")[0].removesuffix(".py"))
        information = self.folder / f"{distribution.replace('-', '_')}-2.5.dist-info"
        information.mkdir()
        headers = f"Metadata-Version: 2.1\nName: {name or distribution}\nVersion: 2.5\n"
        (information / "METADATA").write_text(headers, encoding="utf-8")
        (information / "entry_points.txt").write_text(f"[empact]\n{points}\n", encoding="utf-8")
        importlib.invalidate_caches()

    def _hide(self, package: str) -> None:
        """Forget a module that was imported from elsewhere, until :meth:`restore`."""
        for module in [known for known in sys.modules if known.partition(".")[0] == package]:
            self._hidden.setdefault(module, sys.modules.pop(module))
        self._hidden.setdefault(package, None)

    def restore(self) -> None:
        """Forget the modules of the distributions, and remember those that they hid."""
        packages = {name.partition(".")[0] for name in self._hidden}
        for module in [known for known in sys.modules if known.partition(".")[0] in packages]:
            del sys.modules[module]
        sys.modules.update({name: module for name, module in self._hidden.items() if module is not None})  # type: ignore[misc]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installer]:
    """Install distributions for one test."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delenv("EMPACT_DISABLE", raising=False)
    installer = Installer(folder)
    yield installer
    installer.restore()
