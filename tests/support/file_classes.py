"""The classes of the model that files hold."""

from __future__ import annotations

from typing import Any, get_args

import attrs

from empact.model import Cell, Unparsed
from empact.serde.cells import NOTATIONS
from empact.serde.kinds import FILE_KINDS
from empact.testing import strategies


def file_classes() -> dict[str, type[Any]]:
    """Every class whose fields are keys of a file, by its name."""
    classes: dict[str, type[Any]] = {}

    def visit(type_: Any) -> None:
        if isinstance(type_, type) and type_ in NOTATIONS:
            classes["Cell"] = Cell
            for item in strategies.item_types(type_):
                visit(item)
        elif isinstance(type_, type) and attrs.has(type_):
            if type_.__name__ not in classes:
                classes[type_.__name__] = type_
                attrs.resolve_types(type_)
                for field in attrs.fields(type_):
                    if field.init:
                        visit(field.type)
        else:
            for argument in get_args(type_):
                visit(argument)

    for kind in FILE_KINDS:
        visit(kind.cls)
    return {**classes, "Unparsed": Unparsed}
