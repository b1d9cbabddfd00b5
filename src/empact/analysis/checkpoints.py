"""Name a checkpoint of a plan: the one rule for what people and files write."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis.schedules import checkpoint_dates
from empact.arguments import check_text
from empact.errors import UnknownIdError
from empact.model import Plan
from empact.values import value


@value
class NamedCheckpoint:
    """A checkpoint of a plan, with a text that names no other one."""

    name: str
    """The name in the plan, such as ``June``."""
    on: dt.date | None
    """The cut-off day; None if the plan has none for it."""
    label: str
    """The name; if the plan has it more than once, with the year or the day: ``June 2032``."""

    def is_named(self, text: str) -> bool:
        """Whether a text is its name, with its year or its day, or is its day. Case and spaces do not matter."""
        check_text("The text", text)
        return _key(text) in (_key(self.name), *self._dated)

    def is_dated(self, text: str) -> bool:
        """Whether a text says which one of this name it is."""
        check_text("The text", text)
        return _key(text) in self._dated and _key(text) != _key(self.name)

    @property
    def _dated(self) -> tuple[str, ...]:
        if self.on is None:
            return ()
        name = _key(self.name)
        return str(self.on), f"{name} {self.on.year}", f"{name} {self.on}", f"{name} ({self.on})"


def plan_checkpoints(plan: Plan) -> Iterator[NamedCheckpoint]:
    """Yield the checkpoints of a plan in its order; one whose name is a time has one for each year of the plan."""
    days: Sequence[tuple[str, dt.date | None]] = [
        (name, day) for name, several in checkpoint_dates(plan).items() for day in several or (None,)
    ]
    names, years = Counter(name for name, _ in days), Counter((name, day and day.year) for name, day in days)
    for name, day in days:
        if names[name] == 1 or day is None:
            label = name
        else:
            label = f"{name} {day.year}" if years[name, day.year] == 1 else f"{name} ({day})"
        yield NamedCheckpoint(name, day, label)


def named_checkpoint(plans: Iterable[Plan], text: str) -> str:
    """Return the checkpoint of plans that a text names, as reports write it; the text, if no plan has checkpoints.

    A text is the name, the start of one, the name with the year or the day, or the day. Case and spaces do not matter.
    A name that a plan has more than once stays one of them only with its year or its day: the others are nearest to
    the day of what names it.

    Raises:
        UnknownIdError: No checkpoint has this name, or several have a name that starts so. The message lists them.
    """
    check_text("The checkpoint", text)
    several = tuple(plans)
    known = [point for plan in several for point in plan_checkpoints(plan)]
    if not known:
        return text
    start = _key(text)
    for matches in (
        [point for point in known if _key(point.name) == start],
        [point for point in known if point.is_named(text)],
        [point for point in known if start and _key(point.name).startswith(start)],
    ):
        names = dict.fromkeys(point.label if point.is_dated(text) else point.name for point in matches)
        plain = {point.name for point in matches}
        exact = [name for name in names if name not in plain] or list(names)  # where a plan has the name twice
        if len(exact) == len(plain) == 1:
            return exact[0]
        if names:
            labels = ", ".join(dict.fromkeys(point.label for point in matches))
            raise UnknownIdError("Checkpoint", text, names, hint=f"Several have a name that starts so: {labels}.")
    hint = None
    if len(several) == 1:
        hint = f"{several[0].id} has {', '.join(dict.fromkeys(point.label for point in known))}."
    raise UnknownIdError("Checkpoint", text, dict.fromkeys(point.label for point in known), hint=hint)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
