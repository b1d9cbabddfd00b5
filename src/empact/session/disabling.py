"""The plugins that are not loaded, by the environment, the configuration and the arguments of a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from empact.validation.selectors import as_selectors

if TYPE_CHECKING:
    from empact.config import Config

DISABLE = "EMPACT_DISABLE"
"""The environment variable with the names of plugins not to load, separated by commas."""


def disabled(names: str | Iterable[str], config: Config | None, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the names of plugins not to load, each with what disables it (a variable, a file, "the program")."""
    names_and_sources = {name.strip(): DISABLE for name in environment.get(DISABLE, "").split(",") if name.strip()}
    if config is not None:
        names_and_sources.update(dict.fromkeys(config.disable, config.source or "the configuration"))
    names_and_sources.update(dict.fromkeys(as_selectors(names), "the program"))
    return names_and_sources
