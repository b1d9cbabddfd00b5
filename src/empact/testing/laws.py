"""The laws of descriptors: each is a named check, and all of a kind are one list for ``check_plugin`` and contracts."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar, cast

import attrs
import click

from empact.errors import cause_of
from empact.hooks.lazy import imported
from empact.session import Session
from empact.testing.samples import Sample

D = TypeVar("D")
P = ParamSpec("P")


@attrs.frozen(eq=False)
class Tested(Generic[D]):
    """A descriptor of a plugin, and what its laws are tried with."""

    descriptor: D
    """The descriptor that is tested."""
    session: Session
    """A session with the plugin."""
    samples: Sequence[Sample] = ()
    """The plans to build documents from, or to export."""
    complete: Sequence[bytes] = ()
    """Files with a plan in the format of a reader."""
    generated: bool = True
    """Whether generated documents are tried too; the second process tries none."""


Law: TypeAlias = Callable[[Tested[D]], list[str]]
"""Returns the problems of a descriptor with one requirement, as sentences."""


def law(check: Callable[P, Iterator[tuple[str, str]]]) -> Callable[P, list[str]]:
    """Decorate a check that yields pairs of a problem and its case, so that it returns one sentence per problem."""

    @functools.wraps(check)
    def sentences(*args: P.args, **kwargs: P.kwargs) -> list[str]:
        cases: dict[str, list[str]] = {}
        for problem, case in check(*args, **kwargs):
            cases.setdefault(problem.rstrip("."), []).append(case)
        return [f"{problem} ({named(list(dict.fromkeys(names)))})." for problem, names in cases.items()]

    return sentences


def named(cases: list[str]) -> str:
    """Return the first of several cases, and how many more there are."""
    return cases[0] if len(cases) == 1 else f"{cases[0]}, and {len(cases) - 1} more"


_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def its_name_is_lower_case(tested: Tested[Any]) -> list[str]:
    """Its name consists of lower-case words joined by hyphens."""
    name, kind = tested.descriptor.name, type(tested.descriptor).__name__
    if _NAME.fullmatch(name):
        return []
    return [f"The {kind} name {name!r} has to consist of lower-case words joined by hyphens."]


def spelled(value: object) -> Iterator[str]:
    """Yield the parts of a value in their order, which ``==`` of mappings ignores, as texts."""
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[object, object]", value).items():
            yield from spelled(key)
            yield from spelled(inner)
    elif isinstance(value, (set, frozenset)):
        yield from sorted(map(str, map(tuple, map(spelled, cast("set[object]", value)))))
    elif isinstance(value, (list, tuple)):
        yield f"{len(cast('Sequence[object]', value))}:"
        for item in cast("Sequence[object]", value):
            yield from spelled(item)
    elif attrs.has(type(value)):
        yield type(value).__name__
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            if field.eq:
                yield from spelled(getattr(value, field.name))
    else:
        yield repr(value)


def digest(value: object) -> bytes:
    """Return a digest of a value that is the same in each process, and another one for another order of a mapping."""
    parts = hashlib.sha256()
    for part in spelled(value):
        parts.update(part.encode(errors="surrogatepass") + b"\0")
    return parts.digest()


_CODE = {"Reader": "read", "Exporter": "write", "DocumentSpec": "build", "Formatter": "write", "Command": "command"}
"""The field of each descriptor that names code."""


def its_code_can_be_called(tested: Tested[Any]) -> list[str]:
    """The code that it names can be imported, and is a function; that of a command is a click command."""
    kind = type(tested.descriptor).__name__
    name: str = getattr(tested.descriptor, _CODE[kind])
    what = f"The code {name!r} of the {kind.removesuffix('Spec').lower()} {tested.descriptor.name!r}"
    try:
        code = imported(name)
    except (Exception, SystemExit) as crash:  # noqa: BLE001 - a module may raise anything when it is imported
        return [f"{what} cannot be imported: {cause_of(crash)}"]
    if kind == "Command" and not isinstance(code, click.Command):
        return [f"{what} has to be a click command, but has the type {type(code).__name__}."]
    if not callable(code):
        return [f"{what} has to be a function, but has the type {type(code).__name__}."]
    return []


def problems_of(tested: Tested[D], laws: Sequence[Law[D]]) -> Iterator[str]:
    """Yield the problems of a descriptor with its laws.

    They are the first ones only if its code is not there to be called, or changes the plans that the others look at.
    """
    for check in laws:
        problems = check(tested)
        yield from problems
        if problems and (
            check == its_code_can_be_called or any(" changes the plan" in problem for problem in problems)
        ):
            return
