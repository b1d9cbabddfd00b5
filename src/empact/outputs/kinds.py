"""The kinds of result that outputs know: one row each, in the module ``results`` of a layer."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from empact.values import value


@value
class ResultKind:
    """A kind of result: the name and the version of its format, and its class."""

    code: str
    """The class of the result, as ``"package.module:Class"``. It is imported when a schema is made."""
    name: str
    """Its name, as in ``empact schema --of workload``."""
    title: str
    """What it holds, in a few words: the title of its schema."""
    version: int = 1
    """The version of its format. It changes if a key is removed or changes its meaning."""

    @property
    def format(self) -> str:
        """The value of the first key of a tree, such as ``workload/1``."""
        return f"{self.name}/{self.version}"

    @property
    def cls(self) -> type[Any]:
        """The class of the result."""
        module, _, name = self.code.partition(":")
        result_class: type[Any] = getattr(importlib.import_module(module), name)
        return result_class


def kind_of_result(cls: type[Any], kinds: Iterable[ResultKind]) -> ResultKind | None:
    """Return the kind of result that has this class, or None; no other class is imported."""
    code = f"{cls.__module__}:{cls.__qualname__}"
    return next((kind for kind in kinds if kind.code == code), None)
