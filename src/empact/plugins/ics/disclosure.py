"""Decides what an entry may say: a calendar is shared, and synchronised with phones and servers."""

from __future__ import annotations

import attrs

from empact.analysis import PlanContext, raised_marking
from empact.hooks import ExportContext


@attrs.frozen(kw_only=True)
class Disclosure:
    """What the entries of a plan may say."""

    marking: str | None
    """The marking in force. None if the plan has none."""
    category: str
    """The value of CLASS: ``PUBLIC``, ``PRIVATE`` or ``CONFIDENTIAL``."""
    in_full: bool
    """Whether they have texts of the plan. Otherwise they have number, date and marking only."""


def disclosure(ctx: PlanContext, export: ExportContext) -> Disclosure:
    """Return what the entries of a plan may say, by its marking in force on the date of knowledge.

    A plan without a marking in force is PUBLIC. One that has marks for distribution only, such as LIMITE, is PRIVATE.
    One with a level, or with a marking that is not known, is CONFIDENTIAL. A PUBLIC one is written in full, and so is
    one that is released at a level.

    Args:
        ctx: The plan.
        export: The export, with the level of its release.
    """
    marking = raised_marking(ctx.marking, export.raised_to)
    if marking is None:
        return Disclosure(marking=None, category="PUBLIC", in_full=True)
    known = ctx.register.marking(marking)
    category = "CONFIDENTIAL" if known.level is not None or known.unknown else "PRIVATE"
    is_released = export.release is not None and not known.is_above(export.release)
    return Disclosure(marking=marking, category=category, in_full=is_released)
