"""Find the file of answers to possible overlaps that a configuration names."""

from __future__ import annotations

from pathlib import Path

from empact.config import Config
from empact.errors import ConfigError


def answers_file(config: Config | None) -> Path | None:
    """Return the path of the file of answers that a configuration names, relative to the configuration file.

    Raises:
        ConfigError: The file does not exist.
    """
    if config is None or config.answers is None:
        return None
    path = Path(config.source or "").parent / config.answers
    if not path.is_file():
        source = config.source or "the configuration"
        raise ConfigError([f"{source}: 'answers' names {config.answers!r}, but there is no file at {str(path)!r}."])
    return path
