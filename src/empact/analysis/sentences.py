"""Anchors: return the text of the plan that an anchor points to."""

from __future__ import annotations

from empact.arguments import check_type
from empact.errors import UnknownIdError
from empact.grammar.links import parse_anchor
from empact.grammar.prose import sentences
from empact.model import Anchor, Cell, Plan, Prose
from empact.model.plan import check_plan


def words_at(plan: Plan, anchor: Anchor | str) -> str:
    """Return the text of the plan at an anchor: a complete text, one of its paragraphs, or one of its sentences.

    Args:
        plan: The plan.
        anchor: The anchor, or the anchor as a text, such as ``section 5.3/1/1``.

    Raises:
        UnknownIdError: The plan has no such place.
    """
    check_plan("words_at()", plan)
    if isinstance(anchor, str):
        parsed = parse_anchor(anchor)
        if parsed is None:
            raise UnknownIdError("Place", anchor, ())
        anchor = parsed
    check_type("The anchor", "an Anchor, or the text of one such as 'section 5.3/1/1'", Anchor, anchor)
    text = _text(plan, anchor)
    if anchor.paragraph is None:
        return text
    try:
        paragraph = Prose(text=text).paragraphs[anchor.paragraph - 1]
        return paragraph if anchor.sentence is None else sentences(paragraph)[anchor.sentence - 1]
    except IndexError:
        raise UnknownIdError("Place", str(anchor), ()) from None


_PROSE = {"covering", "title", "subject", "section", "note", "SG"}


def _text(plan: Plan, anchor: Anchor) -> str:
    kind, _, number = anchor.part.partition(" ")
    if kind in _PROSE and anchor.item is not None:  # prose has no items, and "section 5.2/0" is not a paragraph
        raise UnknownIdError("Place", str(anchor), ())
    match kind:
        case "covering" | "title" | "subject":
            whole = {"covering": plan.cover.covering.text, "title": plan.title, "subject": plan.cover.subject.text}
            return whole[kind] or ""
        case "section" | "note":
            passage = plan.find_section(number) if kind == "section" else plan.find_note(number)
            if passage is None:
                raise UnknownIdError("Place", str(anchor), ())
            return str(passage.text)
        case "SG":
            goal = plan.goal(number)
            return str(goal.annex if anchor.cell == "annex" else goal.body)
        case _:
            return _cell(plan, anchor)


def _cell(plan: Plan, anchor: Anchor) -> str:
    action = plan.action(anchor.part)
    if anchor.cell is None:
        return str(action.activity)
    cell: Prose | Cell[object] | None = getattr(action, anchor.cell, None)
    if not isinstance(cell, (Prose, Cell)):
        raise UnknownIdError("Place", str(anchor), ("activity", "description", "leaders", "participants", "timing"))
    if anchor.item is None:
        return str(cell)
    items = [str(item) for item in cell] if isinstance(cell, Cell) else []
    for item in items:
        if item == anchor.item or item.startswith(f"{anchor.item} ("):
            return item
    raise UnknownIdError("Item", str(anchor), items)
