"""Rules about emphasis: words that a plan sets apart in print are in its text, and their style is not in the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.phrasing import excerpt, once
from empact.plugins.rules.texts import pointer, prose_and_cells

_STYLES = {
    "*": "italic",
    "i": "italic",
    "em": "italic",
    "**": "bold",
    "b": "bold",
    "strong": "bold",
    "u": "underline",
    "s": "strike",
    "del": "strike",
    "sup": "superscript",
}
"""The style that the signs of Markdown and the elements of HTML stand for."""


@functools.cache
def _signs() -> re.Pattern[str]:
    """Words between two equal signs in one paragraph: ``*words*``, not ``SG*``, ``2 * 3`` or ``* a footnote``."""
    words = r"(?:(?!\n\n|<(?P=name)>)[\s\S])*"  # up to the same sign again, so that many signs take no longer
    elements = "|".join(name for name in _STYLES if name.isalpha())
    return re.compile(
        rf"(?<![\w*])(?P<sign>\*{{1,3}})(?=[^\s*])(?P<starred>[^*\n]*)(?<=[^\s*])(?P=sign)(?![\w*])"
        rf"|<(?P<name>{elements})>(?P<inner>{words}?)</(?P=name)>"
    )


def emphasis_not_found(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Words that a text sets apart in print are not in the text.

    `emphasis` names its words as they stand in the text, so a correction elsewhere in the text does not move it. If the
    words themselves are corrected, the emphasis has to be corrected too, or it is lost in print. Words are found where
    they are whole words; a part of a word needs the word around it: `{words: st, within: 1st, style: superscript}`.
    Words in two paragraphs need an emphasis for each. A line break in the text counts as a space.
    """
    for path, text in prose_and_cells(ctx):
        for index, part in enumerate(text.emphasis):
            if part.spans(str(text)):
                continue
            at = pointer(path)
            if part.words is None and part.within is None:
                message = f"{_name(plan, at)} has no text that could be {part.style.value}."
                hint = "Remove the emphasis, or write the text."
            else:
                around = "" if part.within is None or part.words is None else f" within {excerpt(part.within)}"
                words = excerpt(part.words or part.within or "")
                message = f"{_name(plan, at)} does not have {words}{around}, which is to be {part.style.value}."
                hint = "Copy the words from the text as they stand there, or remove the emphasis."
            yield Finding(message, at / "emphasis" / index, hint=hint)


def emphasis_in_text(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A text has signs of Markdown or HTML around words, such as `**to be confirmed**`.

    A text of a plan is plain: the signs are printed as they stand, and are part of what is read and compared. If the
    source has these words in bold type, italics or underlined, remove the signs, and write the words and their style
    under `emphasis` beside the text.
    """
    for path, text in prose_and_cells(ctx):
        written = text.text or ""
        marked = _signs().search(written) if "*" in written or "<" in written else None
        if marked is None:
            continue
        at = pointer(path)
        words = " ".join((marked["inner"] or marked["starred"] or "").split())
        before = re.search(r"\w*\Z", written[max(0, marked.start() - _LONGEST_WORD) : marked.start()])
        around = f", within: {excerpt(before[0] + words)}" if before is not None and before[0] else ""
        style = _STYLES.get(marked["name"] or marked["sign"], "bold")
        yield Finding(
            f"{_name(plan, at)} has signs of emphasis in its text: {excerpt(marked[0])}.",
            at,
            words=once(marked[0], written),
            hint="Remove the signs, and write beside the text: "
            f"emphasis: [{{words: {excerpt(words)}{around}, style: {style}}}].",
        )


_LONGEST_WORD = 40
_OWNERS = {"actions": "action", "goals": "strategic goal", "sections": "section", "notes": "note"}


def _name(plan: Plan, at: Pointer) -> str:
    """Return the name of a text in messages: "The activity of action 6.2"."""
    first, *tokens = at.tokens
    field = next(token for token in reversed((first, *tokens)) if not token.isdecimal()).replace("_", " ")
    field += " result" if "results" in tokens else ""
    if first in _OWNERS and tokens:
        owned = getattr(plan, first)[int(tokens[0])]
        owner = f"{_OWNERS[first]} {owned.mark if first == 'notes' else owned.number}"
    else:
        owner = "the cover page" if first == "cover" else "the plan"
    return f"The {field} of {owner}"


RULES = (
    Rule(code="OAP111", name="emphasis-not-found", severity=Severity.WARNING, check=emphasis_not_found),
    Rule(code="OAP112", name="emphasis-in-text", severity=Severity.INFO, check=emphasis_in_text),
)
