"""The marking that an output about several plans has to carry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from empact.model import Plan

if TYPE_CHECKING:
    from empact.reference import Marking


def joint_marking(plans: Iterable[Plan], unread: Iterable[str] = ()) -> str | None:
    """Return the marking that an output about plans has to carry: the highest of them today, or None.

    Marks for distribution, such as LIMITE, follow the level. A marking that is not known ranks above all levels; the
    highest known one follows it, since it is not known to include that.

    Args:
        plans: The plans. If all have the same line, that is the answer: see ``Plan.marking_line``.
        unread: The markings of files that could not be read as plans.
    """
    pairs = [(plan.current_marking, plan.marking_line) for plan in plans if plan.marking_line]
    pairs += [(text, text) for text in unread if text]
    lines = list(dict.fromkeys(line for _, line in pairs if line))
    if len(lines) <= 1:
        return lines[0] if lines else None
    from empact.reference.markings import read_marking  # only different markings are compared

    read = [(read_marking(today), line or "") for today, line in pairs]
    highest = max(marking.rank for marking, _ in read)
    if not highest:
        return "; ".join(lines)
    return "; ".join(dict.fromkeys(_joined(read, highest)))


def _joined(read: list[tuple[Marking, str]], highest: int) -> Iterable[str]:
    """Return the unknown words, then the highest level, then the marks for distribution that it does not name."""
    for marking, _ in read:
        yield from marking.unknown
    levels = [marking.level for marking, _ in read if marking.level is not None]
    shown = ""
    if levels:
        level = max(levels, key=lambda known: known.rank or 0)
        of_level = dict.fromkeys(line for marking, line in read if marking.level == level and marking.rank == highest)
        shown = next(iter(of_level)) if len(of_level) == 1 else level.name
        yield shown
    for marking, _ in read:
        yield from (known.name for known in marking.distribution if known.name not in shown)
