"""A rule about abbreviations that the plan never explains."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.plugins.rules.phrasing import listed_up_to
from empact.plugins.rules.texts import Words, running_text
from empact.plugins.rules.vocabulary import WORD, vocabulary

_SHORT = re.compile(r"(?<![\w.])(?P<short>[A-Z]{2,6})s?(?!\w|\s?(?!(?:19|20)\d\d\b)\d)")
"""Longer ones are names; "COSI 102" is a number, but "OCTA 2011" has a year."""
_ROMAN = re.compile(r"[IVX]+")
_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,200})\)")
_INTRODUCED = re.compile(r"[\"'“‘]?(?P<short>[A-Z]{2,6})s?[\"'”’]?(?:[,;:].*)?", re.DOTALL)
_EQUALS = re.compile(r"(?<!\w)(?P<short>[A-Z]{2,6})\s?(?:[:=]|\s[-–])\s(?P<words>[^\n;.]+)")
_LONGEST = 6
"""The most letters of an abbreviation."""
_LONGEST_BEFORE = 200
"""The characters before a bracket that can explain what is in it."""
_CAPITALISED = re.compile(r"(?<!\w)[A-Z]")


@functools.cache
def _names() -> re.Pattern[str]:
    """Return a pattern for several capitalised words in a row, such as "Analysis Work File" or "e-Crime Unit"."""
    between = language("en.rules").pattern("abbreviations", "between", exact=True)
    return re.compile(rf"(?<![\w-])(?:[a-z]{{1,9}}-)?[A-Z][\w-]*(?:\s(?:{between}\s){{0,2}}[A-Z][\w-]*)+")


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(language("en.rules").spellings("abbreviations", "known", exact=True))


def _spells(short: str, words: str) -> bool:
    """Return whether words spell an abbreviation: its letters in their order, the first one at the start of a word.

    This is the algorithm of Schwartz and Hearst (2003), from the last letter back, in time linear in the words.
    """
    letters, text, at = short.lower(), words.lower(), len(words)
    for letter in reversed(letters[1:]):
        at = text.rfind(letter, 0, at)
        if at < 0:
            return False
    return any(word.startswith(letters[0]) for word in WORD.findall(text[:at]))


def _explained(text: str) -> Iterator[str]:
    """Yield the abbreviations that a text explains: in brackets behind their words, before them, or in a list."""
    for match in _BRACKETS.finditer(text):
        before = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()].split()
        introduced = _INTRODUCED.fullmatch(match["inside"])
        if introduced is not None:
            short = introduced["short"]
            # at most so many words before, as in the algorithm: two for each letter, or five more than letters
            if _spells(short, " ".join(before[-min(2 * len(short), len(short) + 5) :])):
                yield short
        elif before:
            short = before[-1].rstrip("s")
            if _spells(short, match["inside"]):
                yield short
    yield from (match["short"] for match in _EQUALS.finditer(text) if _spells(match["short"], match["words"]))


def _unexplained(plan: Plan, ctx: RuleContext) -> dict[str, tuple[Words, str]]:
    """Return the abbreviations that nothing explains, each with its first text and its form there."""
    on = None if plan.period is None else plan.period.start
    parties = {assignment.name for assignment in ctx.planned_assignments}  # unknown-party reports an unknown one
    priority = "" if plan.priority is None else plan.priority.name or ""
    needless = {match["short"] for match in _SHORT.finditer(priority)}  # the Council named it, and explains it
    needless |= parties | _known()

    @functools.cache
    def is_open(short: str) -> bool:
        register = ctx.register
        known = short in needless or _ROMAN.fullmatch(short) or register.find(short, on)
        return not (known or register.role(short) or register.group(short))

    def may_be_open(word: str) -> bool:
        short = word.rstrip("s")  # several of them: AWFs
        return short.isupper() and short.isascii() and len(short) <= _LONGEST and is_open(short)

    # Most abbreviations of a plan are codes and names of parties. Only the texts with others are searched.
    wanted = vocabulary(ctx).texts_where(may_be_open)
    sentences = [part for part in running_text(ctx) if wanted and not part.text.isupper()]  # not a heading in capitals
    first: dict[str, tuple[Words, str]] = {}
    explained: set[str] = set()
    for part in sentences:
        if part.text in wanted:
            text = " ".join(part.text.split())
            explained.update(_explained(text))
            for match in _SHORT.finditer(text):
                first.setdefault(match["short"], (part, match[0]))
    left = {short: place for short, place in first.items() if short not in explained and is_open(short)}
    names: set[str] = set()  # the initials of capitalised words in a row
    for text in dict.fromkeys(part.text for part in sentences if left):
        names.update("".join(_CAPITALISED.findall(name)) for name in _names().findall(" ".join(text.split())))
    return {short: place for short, place in left.items() if not any(short in initials for initials in names)}


def abbreviation_unexplained(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan uses abbreviations that it never explains.

    A sheet goes to authorities that did not write the plan, and an abbreviation can mean several things: is ILO the
    International Labour Organization, or an immigration liaison officer? Explain each once, at its first place: "High
    Impact Operations (HIO)". An abbreviation is two to six capitals. It is explained by words beside it in brackets, by
    a list ("AWF: analysis work file"), or by its words with capitals anywhere in the plan ("Analysis Work File"). Codes
    and names of parties, those in the name of the priority, and the words of every plan, such as EU, MS, OAP and KPI,
    need no explanation. There is one finding for the plan, with the first place of each abbreviation.
    """
    places = _unexplained(plan, ctx)
    if not places:
        return
    (part, words), *others = places.values()
    names = listed_up_to(list(places))
    says = f"{len(places)} abbreviations are never explained: {names}" if others else f"{names} is never explained"
    yield Finding(
        f"{says}.",
        part.at,
        words=words,
        hint="Explain it at its first place, such as 'High Impact Operation (HIO)'.",
        related=tuple(Related(other.at, f"the first {form}", words=form) for other, form in others),
    )


RULES = (
    Rule(
        code="OAP615",
        name="abbreviation-unexplained",
        severity=Severity.INFO,
        check=abbreviation_unexplained,
    ),
)
