"""cattrs: a converter for the very classes of plans, whose items are read by the grammar of empact."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from benchmarks.measuring import Works
from empact.model import FrozenMap, Plan
from empact.serde.cells import NOTATIONS, WRITTEN


def _converter() -> Converter:
    """Return a converter that refuses unknown keys and collects every error."""
    converter = make_converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_structure_hook_factory(_is_map, lambda type_: _read_map(converter, type_))
    converter.register_unstructure_hook_factory(_is_map, lambda type_: _write_map(converter, type_))
    converter.register_unstructure_hook(Decimal, str)
    for cls, (parse, _, _) in WRITTEN.items():
        converter.register_structure_hook(cls, _parser(parse))
        converter.register_unstructure_hook(cls, str)
    for cell, notation in NOTATIONS.items():
        items = override(struct_hook=_items(notation.item), unstruct_hook=lambda items: list(map(str, items)))
        converter.register_structure_hook(cell, make_dict_structure_fn(cell, converter, items=items))
        omit = True
        converter.register_unstructure_hook(
            cell, make_dict_unstructure_fn(cell, converter, _cattrs_omit_if_default=omit, items=items)
        )
    return converter


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _read_map(converter: Converter, type_: Any) -> Callable[[Any, Any], Any]:
    inner = get_args(type_)[1]
    return lambda raw, _: FrozenMap({key: converter.structure(value, inner) for key, value in raw.items()})


def _write_map(converter: Converter, type_: Any) -> Callable[[Any], Any]:
    inner = get_args(type_)[1]
    return lambda values: {key: converter.unstructure(value, inner) for key, value in values.items()}


def _parser(parse: Callable[[str], Any]) -> Callable[[Any, Any], Any]:
    return lambda raw, _: parse(raw)


def _items(parse: Callable[[str], Any]) -> Callable[[Any, Any], Any]:
    return lambda raw, _: tuple(map(parse, raw))


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
