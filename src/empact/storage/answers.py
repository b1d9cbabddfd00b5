"""Finding the file of answers to possible overlaps through the configuration."""

from __future__ import annotations

from pathlib import Path

from empact.config import Config
from empact.errors import ConfigError


def answers_file(config: Config | None) -> Path | None:
    """The file of answers that a configuration names: beside the configuration, unless the name says otherwise.

    Raises:
        ConfigError: There is no such file.
    """
    if config is None or config.answers is None:
        return None
    path = Path(config.source or "").parent / config.answers
    if not path.is_file():
        where = config.source or "the configuration"
        raise ConfigError([f"{where}: 'answers' names {config.answers!r}, which is no file at {str(path)!r}."])
    return path
