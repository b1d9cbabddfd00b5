"""cattrs: a converter for the very classes of plans."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from benchmarks.measuring import Works
from benchmarks.twins import TAG, item_types
from empact.model import FrozenMap, Plan, Unparsed
from empact.serde.cells import NOTATIONS


def _converter() -> Converter:
    """Return a converter that refuses unknown keys and collects every error."""
    converter = make_converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_structure_hook_factory(_is_map, lambda type_: _read_map(converter, type_))
    converter.register_unstructure_hook_factory(_is_map, lambda type_: _write_map(converter, type_))
    converter.register_structure_hook(Decimal, lambda raw, _: Decimal(raw))
    converter.register_unstructure_hook(Decimal, str)
    for cell in NOTATIONS:
        union: Any = Union[item_types(cell)]  # noqa: UP007 - the members are computed
        if date in item_types(cell):
            converter.register_structure_hook(union, functools.partial(_read_date, converter))
            write = converter.unstructure
        else:
            configure_tagged_union(union, converter, tag_name=TAG)
            write = functools.partial(converter.unstructure, unstructure_as=union)
        items = override(unstruct_hook=functools.partial(_write_items, write))
        omit = True
        converter.register_unstructure_hook(
            cell, make_dict_unstructure_fn(cell, converter, _cattrs_omit_if_default=omit, items=items)
        )
    return converter


def _write_items(write: Callable[[Any], Any], items: tuple[Any, ...]) -> list[Any]:
    return list(map(write, items))


def _read_date(converter: Converter, raw: Any, _: Any) -> date | Unparsed:
    return date.fromisoformat(raw) if isinstance(raw, str) else converter.structure(raw, Unparsed)


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _read_map(converter: Converter, type_: Any) -> Callable[[Any, Any], Any]:
    inner = get_args(type_)[1]
    return lambda raw, _: FrozenMap({key: converter.structure(value, inner) for key, value in raw.items()})


def _write_map(converter: Converter, type_: Any) -> Callable[[Any], Any]:
    inner = get_args(type_)[1]
    return lambda values: {key: converter.unstructure(value, inner) for key, value in values.items()}


_CONVERTER = _converter()


def works() -> Works:
    """Load and dump a plan as JSON, and list the mistakes of a bad one."""
    return {"load": load, "dump": dump, "mistakes": mistakes}


def load(text: str) -> Plan:
    """Return the plan."""
    return _CONVERTER.structure(json.loads(text), Plan)


def dump(plan: Plan) -> str:
    """Return the JSON of a plan."""
    return json.dumps(_CONVERTER.unstructure(plan), indent=2)


def mistakes(text: str) -> list[str]:
    """Return what cattrs reports in a bad plan."""
    try:
        load(text)
    except ClassValidationError as error:
        return transform_error(error)
    return []
