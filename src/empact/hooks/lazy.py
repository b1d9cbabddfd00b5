"""Import code that a descriptor names as ``"package.module:function"`` when it is first used."""

from __future__ import annotations

import importlib
import re
from typing import Any

from empact.errors import MissingExtraError, PluginError
from empact.hooks.discovery import GROUP, normalised


def imported(name: str) -> Any:
    """Return the object that a descriptor names.

    Raises:
        MissingExtraError: A library that the code needs is not installed.
        PluginError: The module or the object does not exist.
    """
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise PluginError(f"{name!r} does not name code: write 'package.module:function'.")
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as missing:
        library = (missing.name or module).partition(".")[0]
        if library != module.partition(".")[0]:
            requirement = _requirement(module.partition(".")[0], library)
            cure = "" if requirement is None else f": install {requirement!r}, which its plugin requires"
            message = f"{name!r} needs the module {library!r}, which is not installed{cure}."
            raise MissingExtraError(message) from None
        raise PluginError(f"The code {name!r} does not exist: {missing}.") from missing
    try:
        return getattr(loaded, attribute)
    except AttributeError:
        raise PluginError(f"The module {module!r} has no function {attribute!r}.") from None


def imported_by(what: str, name: str) -> Any:
    """Return the object that a descriptor names, as :func:`imported` does; an error says ``what`` names it.

    Raises:
        MissingExtraError: A library that the code needs is not installed.
        PluginError: The module or the object does not exist.
    """
    try:
        return imported(name)
    except PluginError as fault:
        message = f"{what} cannot be loaded: {fault}"
        raise PluginError(message) from fault


def _requirement(package: str, library: str) -> str | None:
    """Return the requirement of a plugin, as its metadata write it, that has a module which is not installed.

    A module can have another name than its distribution (``docx`` is in ``python-docx``), and only an installed one
    lists its modules. So the requirement is certain where its name has the name of the module as a part, or where it is
    the only one of the plugin that is not installed.
    """
    from importlib import metadata

    points = metadata.entry_points(group=GROUP)
    dist = next((point.dist for point in points if point.module.partition(".")[0] == package), None)
    missing = [requirement for requirement in (dist.requires if dist else None) or [] if not _is_installed(requirement)]
    parts = [requirement for requirement in missing if normalised(library) in _parts(requirement)]
    sure = parts or [requirement for requirement in missing if ";" not in requirement]
    return sure[0].partition(";")[0].strip() if len(sure) == 1 else None


def _name(requirement: str) -> str:
    return normalised(re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0])


def _parts(requirement: str) -> list[str]:
    name = _name(requirement)
    return [name, *name.split("-")]


def _is_installed(requirement: str) -> bool:
    from importlib import metadata

    try:
        metadata.version(_name(requirement))
    except metadata.PackageNotFoundError:
        return False
    return True
