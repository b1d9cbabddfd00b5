"""pydantic: models with the fields of plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union

import attrs
import pydantic

from benchmarks.measuring import Works
from benchmarks.twins import TAG, Fields, Twins
from empact.model import Plan


def _make(name: str, fields: Fields, *, item: bool) -> Any:
    config = pydantic.ConfigDict(extra="forbid", frozen=True)
    given: dict[str, Any] = {
        key: (type_, ... if default is attrs.NOTHING else default) for key, (type_, default) in fields.items()
    }
    if item:
        given[TAG] = (Literal[name], ...)
    return pydantic.create_model(name, __config__=config, **given)


def _union(members: Sequence[Any]) -> Any:
    union: Any = Union[tuple(members)]  # noqa: UP007 - the members are computed
    models = all(issubclass(member, pydantic.BaseModel) for member in members)
    return Annotated[union, pydantic.Discriminator(TAG)] if models else union


_MODEL = Twins(_make, _union).of(Plan)


def works() -> Works:
    """Load and dump a plan as JSON, and list the mistakes of a bad one."""
    return {"load": load, "dump": dump, "mistakes": mistakes}


def load(text: str) -> Any:
    """Return the model of a plan."""
    return _MODEL.model_validate_json(text)


def dump(plan: Any) -> str:
    """Return the JSON of the model of a plan."""
    text: str = plan.model_dump_json(exclude_defaults=True, indent=2)
    return text


def mistakes(text: str) -> list[Any]:
    """Return what pydantic reports in a bad plan."""
    try:
        load(text)
    except pydantic.ValidationError as error:
        return list(error.errors())
    return []
