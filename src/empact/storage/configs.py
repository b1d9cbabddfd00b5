"""Find and read the configuration file of a project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from empact.arguments import check_path
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
    check_path("config", path)
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

    A ``pyproject.toml`` without ``[tool.empact]`` is ignored; so is one that is not TOML and never names empact. A file
    that cannot be read is returned: reading it raises the error.
    """
    for parent in (folder, *folder.parents):
        if _is_there(parent / FILE):
            return parent / FILE
        project = parent / PROJECT
        if _is_there(project) and _may_have_empact_table(project):
            return project
    return None


def _is_there(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_dir()


def _may_have_empact_table(project: Path) -> bool:
    import tomllib

    try:
        data = project.read_bytes()
    except OSError:
        return True
    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return b"empact" in data
    return isinstance(tool, dict) and "empact" in tool
