"""Decides what an entry may say: a calendar is shared, and synchronised with phones and servers."""

from __future__ import annotations

import attrs

from empact.analysis import PlanContext
from empact.hooks import ExportContext


@attrs.frozen(kw_only=True)
class Disclosure:
    """What the entries of a plan may say."""

    line: str | None
    """The marking that each output about the plan has to carry; None if it has none."""
    category: str
    """The value of CLASS: ``PUBLIC``, ``PRIVATE`` or ``CONFIDENTIAL``."""
    in_full: bool
    """Whether they have texts of the plan. Otherwise they have number, date and marking only."""


def disclosure(ctx: PlanContext, export: ExportContext) -> Disclosure:
    """Return what the entries of a plan may say, by its marking as it stands on the date of knowledge.

    A plan without a marking, and one that is public by a document, is PUBLIC. One that has marks for distribution only,
    such as LIMITE, is PRIVATE. One with a level, or with a marking that is not known, is CONFIDENTIAL. A PUBLIC one is
    written in full, and so is one that is released at a level.

    Args:
        ctx: The plan.
        export: The export, with the level of its release.
    """
    line = ctx.plan.marking_line_on(ctx.as_of)
    marking = ctx.plan.marking_on(ctx.as_of)
    if marking is None or ctx.plan.made_public_on(ctx.as_of):
        return Disclosure(line=line, category="PUBLIC", in_full=True)
    known = ctx.register.marking(marking)
    category = "CONFIDENTIAL" if known.level is not None or known.unknown else "PRIVATE"
    is_released = export.release is not None and not known.is_above(export.release)
    return Disclosure(line=line, category=category, in_full=is_released)
