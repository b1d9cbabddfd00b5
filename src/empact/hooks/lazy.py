"""Import code that a descriptor names as ``"package.module:function"`` when it is first used."""

from __future__ import annotations

import importlib
from typing import Any

from empact.errors import MissingExtraError, PluginError


def imported(name: str) -> Any:
    """Return the object that a descriptor names.

    Raises:
        MissingExtraError: A library that the code needs is not installed.
        PluginError: The module or the object does not exist.
    """
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as missing:
        library = (missing.name or module).partition(".")[0]
        if library != module.partition(".")[0]:
            message = f"{name!r} needs the library {library!r}: install it, for example with 'pip install {library}'."
            raise MissingExtraError(message) from None
        raise PluginError(f"The code {name!r} does not exist: {missing}.") from missing
    except AttributeError:
        raise PluginError(f"The module {module!r} has no function {attribute!r}.") from None
