"""Find and read the configuration file of a project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from empact.errors import ConfigError

if TYPE_CHECKING:  # every command looks for a configuration, few find one
    from empact.config import Config

FILE = "empact.toml"
PROJECT = "pyproject.toml"
_MOST = 1_000_000
"""The most characters of a configuration; special files such as /dev/zero have no end."""


def read_config(path: Config | str | os.PathLike[str]) -> Config:
    """Read a configuration file; a configuration is returned as it is.

    Raises:
        OSError: The file cannot be opened.
        ConfigError: The file is not a valid configuration.
    """
    from empact.config import Config, parse_config

    if isinstance(path, Config):
        return path
    name = os.fspath(path)
    try:
        with Path(path).open(encoding="utf-8-sig") as file:
            text = file.read(_MOST + 1)
    except UnicodeDecodeError:
        raise ConfigError([f"{name}: the file is not UTF-8 text."]) from None
    if len(text) > _MOST:
        raise ConfigError([f"{name}: the file has more than {_MOST:,} characters; it is not a configuration."])
    return parse_config(text, name)


def find_config(folder: Path) -> Path | None:
    """Return the configuration file of a folder: the nearest one upwards, ``empact.toml`` before ``pyproject.toml``.

    A ``pyproject.toml`` that has no ``[tool.empact]`` or is not TOML is ignored.
    """
    for parent in (folder, *folder.parents):
        if (parent / FILE).is_file():
            return parent / FILE
        project = parent / PROJECT
        if project.is_file() and _has_empact_table(project):
            return project
    return None


def _has_empact_table(project: Path) -> bool:
    import tomllib

    try:
        tree = tomllib.loads(project.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    tool = tree.get("tool")
    return isinstance(tool, dict) and "empact" in tool
