"""msgspec: attrs classes and Structs with the fields of plans, whose items are texts."""

from __future__ import annotations

from typing import Any

import attrs
import msgspec

from benchmarks.measuring import Works
from benchmarks.twins import Fields, Twins
from empact.model import Plan


def _attrs_class(name: str, fields: Fields) -> Any:
    given = {key: attrs.field(type=type_, default=default) for key, (type_, default) in fields.items()}
    return attrs.make_class(name, given, frozen=True, slots=True, kw_only=True)


def _struct(name: str, fields: Fields) -> Any:
    given = [
        (key, type_) if default is attrs.NOTHING else (key, type_, default) for key, (type_, default) in fields.items()
    ]
    return msgspec.defstruct(name, given, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True)


_MAKE = {"attrs": _attrs_class, "Struct": _struct}


def works(made: str) -> Works:
    """Load and dump a plan as JSON, as an ``attrs`` class or as a ``Struct``."""
    decoder = msgspec.json.Decoder(Twins(_MAKE[made], lambda _: str).of(Plan))
    encoder = msgspec.json.Encoder()
    return {"load": decoder.decode, "dump": lambda plan: msgspec.json.format(encoder.encode(plan), indent=2)}
