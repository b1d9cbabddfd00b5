"""Rules about annexes: what the text announces is in the plan."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext, language
from empact.model import Prose
from empact.plugins.rules.phrasing import excerpt, listed
from empact.plugins.rules.texts import Words, words_and_cells
from empact.plugins.rules.vocabulary import first_words, vocabulary

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")  # "doc. 15358/10" goes on
_BULLET = re.compile(r"[-–•*]\s+")
_AFTER_THE_NAME = re.compile(r"\s*(?:[(:]|\s[-–]\s).*", re.DOTALL)
_OTHER_DOCUMENT = re.compile(r"\d/\d[^;]*\Z")  # "doc. 15358/10, Annex II"
_MARK = r"(?:[IVX]+|[A-Z]|[0-9]{1,2})\b(?![/.][0-9])"


class _Patterns:
    """The patterns for the words of the language file."""

    def __init__(self) -> None:
        words = language("en.rules")
        names, between = words.pattern("annexes", "names"), words.pattern("annexes", "between", exact=True)
        others = rf"(?!\s+{words.pattern('annexes', 'leads_elsewhere')}\s+(?!(?i:{words.pattern('annexes', 'own')})))"
        self.names = first_words(words.spellings("annexes", "names"))
        self.name = re.compile(names, re.IGNORECASE)
        self.numbered = re.compile(
            rf"(?i:{names})\s+(?P<marks>{_MARK}(?:(?:,\s*|\s+{between}\s+|[-–]){_MARK})*){others}"
        )
        self.mark = re.compile(_MARK)
        self.heading = re.compile(rf"(?i:{names})\s+(?P<mark>{_MARK})")
        contains = words.pattern("annexes", "contains")
        self.contains = re.compile(
            rf"{names}\b[^.:;]{{0,60}}?\s{contains}(?:\s+|(?=:))(?P<parts>.*)", re.IGNORECASE | re.DOTALL
        )
        self.table = re.compile(words.pattern("annexes", "table"), re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def _texts(ctx: RuleContext) -> Iterator[tuple[Pointer, str, tuple[str, ...]]]:
    """Yield each text of the plan that names an annex: its pointer, its name in messages, and its paragraphs."""
    named = vocabulary(ctx).texts_with(_patterns().names)
    for part in words_and_cells(ctx) if named else ():
        if isinstance(part, Words):
            name, text = part.name, part.text
        else:
            name, text = f"the {part.name} of {part.owner}", part.cell.text or ""
        if text in named and _patterns().name.search(text):
            yield part.at, name, Prose(text=Prose(text=text).plain).paragraphs


def _marks(plan: Plan, paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield the number of each annex of this plan that a paragraph announces, with the words that name it.

    The table of actions is in the plan.
    """
    for sentence in _SENTENCE.split(paragraph):
        mentions = list(_patterns().numbered.finditer(sentence))
        # What an annex is stands before or after it; with several of them, after each: "Annex I (actions), Annex II".
        starts = [mention.end() for mention in mentions] if len(mentions) > 1 else [0]
        ends = [*(mention.start() for mention in mentions[1:]), len(sentence)]
        for mention, start, end in zip(mentions, starts, ends, strict=False):
            is_table = plan.actions and _patterns().table.search(sentence, start, end)
            if not is_table and not _OTHER_DOCUMENT.search(sentence, 0, mention.start()):
                yield from ((mark, mention[0]) for mark in _patterns().mark.findall(mention["marks"]))


def _parts(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the parts of an annex that paragraphs announce: "The annex contains tables on:" and a list."""
    for index, paragraph in enumerate(paragraphs):
        *_, last = sentences = _SENTENCE.split(paragraph)
        for sentence in sentences:
            match = _patterns().contains.search(sentence)
            if match is None:
                continue
            _, colon, inline = match["parts"].partition(":")
            if not colon:
                yield match["parts"]
            elif inline.strip():
                yield from inline.split(";")
            elif sentence == last:
                for item in paragraphs[index + 1 :]:
                    if not _BULLET.match(item):
                        break
                    yield _BULLET.sub("", item, count=1)


def _part_name(part: str) -> str:
    """Return the name of a part: "Member State tasking (one sheet per MS)" is 'Member State tasking'."""
    return _AFTER_THE_NAME.sub("", part.strip()).strip(" .,;")


def annex_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The text announces an annex, or a part of the annex, that the plan does not have.

    In 2012, section 3 says that the annex contains three kinds of tables: the activities, "Member State tasking" and
    "Agency Tasking". Only the first one is there; the EMPACT Support Unit makes the others once the plan is approved.
    Until then, no table of the plan shows a member state its tasks. An annex is in the plan if a section has its number
    or its name as the heading; the table of the activities is in the plan if it has actions. Annexes of other documents
    are not checked. Each list and each number is reported once, at its first place.
    """
    headings = [section.heading or "" for section in plan.sections]
    numbered = [_patterns().heading.match(heading) for heading in headings]
    known = {match["mark"] for match in numbered if match is not None}
    for at, name, paragraphs in _texts(ctx):
        place = f"{name[:1].upper()}{name[1:]}"
        names = [_part_name(part) for part in _parts(paragraphs)]
        missing = [
            part
            for part in names
            if part
            and not (plan.actions and _patterns().table.search(part))
            and not any(part.casefold() in heading.casefold() for heading in headings)
        ]
        if missing:
            yield Finding(
                f"{place} announces {listed([excerpt(part) for part in missing])} in the annex, but the plan does not "
                f"have {'it' if len(missing) == 1 else 'them'}.",
                at,
                words=missing[0],
                hint="Add a section with this heading, or remove the announcement.",
            )
        for mark, words in (pair for paragraph in paragraphs for pair in _marks(plan, paragraph)):
            if mark not in known:
                known.add(mark)
                yield Finding(
                    f"{place} announces annex {mark}, but the plan does not have it.",
                    at,
                    words=words,
                    hint=f"Add a section with the heading 'Annex {mark}', or remove the announcement.",
                )


RULES = (Rule(code="OAP613", name="annex-missing", severity=Severity.INFO, check=annex_missing),)
