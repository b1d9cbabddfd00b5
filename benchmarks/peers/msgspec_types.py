"""msgspec: Structs with the fields of plans."""

from __future__ import annotations

from typing import Any

import attrs
import msgspec

from benchmarks.measuring import Works
from benchmarks.twins import TAG, Fields, Twins
from empact.model import Plan


def _struct(name: str, fields: Fields, *, item: bool) -> Any:
    given = [
        (key, type_) if default is attrs.NOTHING else (key, type_, default) for key, (type_, default) in fields.items()
    ]
    return msgspec.defstruct(
        name,
        given,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        tag_field=TAG if item else None,
        tag=name if item else None,
    )


def works() -> Works:
    """Load and dump a plan as JSON."""
    decoder, encoder = msgspec.json.Decoder(Twins(_struct).of(Plan)), msgspec.json.Encoder()
    return {"load": decoder.decode, "dump": lambda plan: msgspec.json.format(encoder.encode(plan), indent=2)}
