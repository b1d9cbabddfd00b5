"""What a plan is about, as far as its title and its cover say so: id, priority and period. All of it is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

import attrs

from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Pointer
from empact.hooks import ReadContext
from empact.plugins.importing.cover import ReadCover
from empact.plugins.importing.source import Sourced
from empact.plugins.importing.trees import Draft
from empact.plugins.importing.words import shown

_YEARS = re.compile(r"(?<!\d)(?P<first>20\d\d)(?:\s?[-/\N{EN DASH}]\s?(?P<last>20\d\d|\d\d))?(?![\d/])")
_DAY = re.compile(r"(?<!\d)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\d)")
_PRIORITY = re.compile(
    r"\b(?:priority crime area|crime priority area|crime priority|crime area|priority)\s+(?P<code>[A-Z])\b"
    r"\s?[:,\N{EN DASH}-]?\s?[\"\N{LEFT DOUBLE QUOTATION MARK}]?"
    r"(?P<name>[^\"\N{RIGHT DOUBLE QUOTATION MARK};:]{0,200})",
    re.IGNORECASE,
)
_NAME = re.compile(r":\s*(?P<name>[^:;]{1,200})\Z")
"""The name of a priority without a letter, behind the colon of a title."""
_NO_TOKEN = re.compile(r"[^\w.-]+")


def add_facts(draft: Draft, titles: Sequence[Sourced], cover: ReadCover, ctx: ReadContext) -> None:
    """Add the priority and the period that the title of a plan or the subject of its cover names, and its id.

    A line of the cover that says the period or the id is taken out of it, and nothing is guessed then.

    Args:
        draft: The plan.
        titles: The paragraphs of its title; empty if it has none.
        cover: Its cover.
        ctx: The call of the reader, which reports what is guessed.
    """
    tree, root = draft.tree, Pointer()
    subject = cover.texts.get("subject")
    said_period, said_id = (cover.texts.pop(name, None) for name in ("period", "id"))
    texts = {"title": tuple(titles), "subject": () if subject is None else (subject,)}
    title, subject_line = (" ".join(text.passage.line for text in texts[name]) for name in ("title", "subject"))
    place = titles[0].place if titles else ctx.at()

    def guess(key: str, message: str, hint: str | None = None) -> None:
        ctx.report(GUESSED, message, attrs.evolve(place, pointer=root / key), hint=hint)
        draft.guess(root / key)

    priority = _priority(title, subject_line)
    if priority:
        draft.put(tree, root, "priority", priority, place, texts[priority["stated"]])
        named = " ".join(priority[key] for key in ("code", "name") if key in priority)
        guess("priority", f"The priority is {named!r}, by the words of the {priority['stated']}.")
    stated = next((name for name, text in (("title", title), ("subject", subject_line)) if _years(text)), None)
    years = _years(title) or _years(subject_line)
    if said_period is not None:
        _add_period(draft, said_period, ctx)
    if "period" not in tree and stated is not None and years is not None:
        period = {"start": f"{years[0]}-01-01", "end": f"{years[1]}-12-31"}
        draft.put(tree, root, "period", period, place, texts[stated])
        guess("period", f"The period is {period['start']} to {period['end']}, by the year of the {stated}.")
    elif "period" not in tree:
        ctx.report(
            NOT_UNDERSTOOD,
            "The title and the subject of the document have no year, so the plan has no period: its groups have no "
            "members and its times no year.",
            place,
            hint="Write 'period' in the plan file.",
        )
    if not titles:
        ctx.report(
            NOT_UNDERSTOOD,
            "The document has no title of a plan.",
            place,
            hint="Write 'title' in the plan file, or add its first words to 'words.title' of a layout.",
        )
    given = ctx.options.get("id")
    if given is not None:
        draft.put(tree, root, "id", given, place)
        return
    if said_id is not None:
        draft.put(tree, root, "id", said_id.passage.line, said_id.place, said_id.texts)
        return
    code = priority.get("code")
    plan_id = (
        f"{code}-{years[0]}" if code and years else _NO_TOKEN.sub("-", PurePath(ctx.file).stem).strip("-") or "plan"
    )
    draft.put(tree, root, "id", plan_id, place, texts[stated] if code and stated else ())
    guess("id", f"The id of the plan is {plan_id!r}.", hint="Give the id with --id.")


def _add_period(draft: Draft, said: Sourced, ctx: ReadContext) -> None:
    """Add the period that a line of the cover says with two days; any other is reported."""
    days = _DAY.findall(said.passage.line)
    if len(days) != 2:  # noqa: PLR2004 - the first and the last
        ctx.report(NOT_UNDERSTOOD, f"The period {shown(said.passage.line)} is not read.", said.place)
        return
    period = dict(zip(("start", "end"), days, strict=True))
    draft.put(draft.tree, Pointer(), "period", period, said.place, said.texts)


def _years(text: str) -> tuple[int, int] | None:
    match = _YEARS.search(text)
    if match is None:
        return None
    first = int(match["first"])
    last = first if match["last"] is None else int(f"20{match['last'][-2:]}")
    return (first, last) if first <= last else (first, first)


def _priority(title: str, subject: str) -> dict[str, str]:
    """Return the priority that the title or the subject names: its letter, its name, or both, and which of them."""
    for stated, text in (("title", title), ("subject", subject)):
        match = _PRIORITY.search(text)
        if match is not None:
            name = match["name"].strip()
            return {"code": match["code"].upper(), **({"name": name} if name else {}), "stated": stated}
    match = _NAME.search(title)
    return {} if match is None else {"name": match["name"].strip(), "stated": "title"}
