"""Parse links and references in the plan's notation: ``SG 1``, ``B:SG*``, ``phase 1 feeds 1.1``, ``C-2012:2.1/1``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import attrs

from empact.grammar.caching import cached
from empact.grammar.language import language
from empact.grammar.prose import lines, plain
from empact.model import FlowDirection, Link, Links, Ref, Unparsed

_TOKEN = r"[^\s,:;/]+"
_REF = re.compile(
    rf"(?:(?P<plan>{_TOKEN}):)?(?:SG(?P<every>\*)|SG (?P<goal>{_TOKEN})|(?P<action>{_TOKEN})(?:/(?P<phase>{_TOKEN}))?)"
)
_LINK = re.compile(rf"(?:phase (?P<phase>{_TOKEN}) )?(?:(?P<flow>uses|feeds) )?(?P<to>.+)")
_SPACED_PLAN = re.compile(r"(?<![^\s])([A-Z][^\s,:;/]*):\s+")
"""The plan of a link with a space after the colon, as people write it: "B: SG 1"."""
_NUMBERED = re.compile(r"(?=\S*[0-9])[^\s,:;/()]+")
"""The number of an action in a cell: a token with a digit. The strict notation accepts any token."""


@cached
def parse_ref(text: str) -> Ref | None:
    """Return the reference to a goal or an action, in this plan or another; None for any other text."""
    found = _REF.fullmatch(text)
    if found is None or found["action"] == "SG":
        return None
    return Ref(plan=found["plan"], goal=found["every"] or found["goal"], action=found["action"], phase=found["phase"])


@cached
def parse_link(text: str) -> Link | Unparsed:
    """Return one link; any other text is returned as :class:`~empact.model.Unparsed`."""
    found = _LINK.fullmatch(_SPACED_PLAN.sub(r"\1:", text, count=1))
    to = parse_ref(found["to"]) if found else None
    if found is None or to is None:
        return Unparsed(text=text)
    return Link(to=to, phase=found["phase"], flow=None if found["flow"] is None else FlowDirection(found["flow"]))


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        goals, actions = words.pattern("links", "goals"), words.pattern("links", "actions")
        every, within = words.pattern("links", "all"), words.pattern("links", "in")
        priority, both = words.pattern("links", "priority"), words.pattern("separators", "each")
        self.none = re.compile(rf"{words.pattern('links', 'none')}|[-–—]", re.IGNORECASE)
        self.elsewhere = re.compile(
            rf"(?:(?i:{every})\s+)?(?i:{goals})\s+(?i:{within})\s+(?i:{priority})\s+"
            rf"(?P<letters>[A-Z](?:(?:\s*,\s*|\s+(?i:{both})\s+)(?:(?i:{priority})\s+)?[A-Z])*)(?!\w)"
        )
        self.letter = re.compile(r"(?<!\w)[A-Z](?!\w)")
        self.every = re.compile(rf"{every}\s+{goals}", re.IGNORECASE)
        goal = "|".join(map(re.escape, words.spellings("links", "goals")))
        self.goal = re.compile(rf"(?:{goal})\s?(?P<number>{_TOKEN})", re.IGNORECASE)
        self.plan = re.compile(
            rf"(?i:{words.pattern('links', 'plan')}|{priority})\s+(?P<letter>[A-Z])\s*:\s+(?P<links>.+)"
        )
        self.in_brackets = re.compile(
            rf"(?P<link>[^()]+?)\s*\((?:(?i:{words.pattern('links', 'plan')}|{priority})\s+(?P<letter>[A-Z])"
            rf"|(?i:{words.pattern('phrases', 'phase')})\s+(?P<phase>{_TOKEN}))\)"
        )
        self.span = re.compile(rf"(?:{goal})\s?(?P<first>[1-9][0-9]?)\s?[-–]\s?(?P<last>[1-9][0-9]?)", re.IGNORECASE)
        self.several = re.compile(rf"{words.pattern('links', 'several')}\s", re.IGNORECASE)
        self.action = re.compile(rf"(?:{actions}\s+)?(?P<number>{_NUMBERED.pattern})", re.IGNORECASE)
        self.separator = re.compile(rf"\s*[,;]\s*(?:{both}\s+)?|\s+{both}\s+|\s*&\s*", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_links(text: str) -> Links:
    """Return the links of a cell; pieces that are not in the notation are :class:`~empact.model.Unparsed`."""
    words = "; ".join(plain(line) for line in lines(text))
    if not words.strip(" ;") or _patterns().none.fullmatch(words.strip(" ;")):
        return Links(text=text)
    return Links(text=text, items=tuple(_links(words)))


def _links(words: str) -> Iterator[Link | Unparsed]:
    for segment in words.split(";"):
        other = _patterns().plan.fullmatch(segment.strip())
        if other is not None:
            yield from (_of(other["letter"], link) for link in _segment(other["links"]))
        else:
            yield from _segment(segment)


def _of(plan: str, link: Link | Unparsed) -> Link | Unparsed:
    """Return the link with its destination in another plan: "OAP B: 2.1, 2.4"."""
    return link if isinstance(link, Unparsed) else attrs.evolve(link, to=attrs.evolve(link.to, plan=plan))


def _narrowed(link: Link | Unparsed, brackets: re.Match[str]) -> Link | None:
    """Add the content of brackets to a link: "SG 3 (priority F)", "5.2 (phase 1)"; None for the phase of a goal."""
    if isinstance(link, Unparsed) or link.to.plan is not None or link.to.phase is not None:
        return None
    if brackets["letter"]:
        return attrs.evolve(link, to=attrs.evolve(link.to, plan=brackets["letter"]))
    return None if link.to.action is None else attrs.evolve(link, to=attrs.evolve(link.to, phase=brackets["phase"]))


def _segment(words: str) -> Iterator[Link | Unparsed]:
    start = 0
    for found in _patterns().elsewhere.finditer(words):
        yield from _list(words[start : found.start()])
        yield from (Link(to=Ref(plan=letter, goal="*")) for letter in _patterns().letter.findall(found["letters"]))
        start = found.end()
    yield from _list(words[start:])


def _list(words: str) -> Iterator[Link | Unparsed]:
    several = False
    for piece in _patterns().separator.split(words):
        if piece.strip():
            several = _patterns().several.match(piece) is not None or (several and piece.strip().isdigit())
            yield from _pieces(piece.strip(), goal=several)


def _pieces(piece: str, *, goal: bool) -> Iterator[Link | Unparsed]:
    """List the links of one piece: one, or several in "SG 2-4" and "1.1/1.2"."""
    span = _patterns().span.fullmatch(piece)
    parts = piece.split("/")
    if span is not None and int(span["first"]) < int(span["last"]):
        yield from (Link(to=Ref(goal=str(number))) for number in range(int(span["first"]), int(span["last"]) + 1))
    elif span is not None:
        yield Unparsed(text=piece)  # "SG 4-2"
    elif len(parts) > 1 and all(map(_one_number, parts)):
        yield from (_piece(part, goal=goal) for part in parts)
    else:
        yield _piece(piece, goal=goal)


def _one_number(part: str) -> bool:
    """Check whether a part of "1.1/1.2" is a goal or an action; a number without a dot is a phase."""
    return ("." in part and _NUMBERED.fullmatch(part) is not None) or _patterns().goal.fullmatch(part) is not None


def _piece(piece: str, *, goal: bool) -> Link | Unparsed:
    """Return the link of one piece; with ``goal``, a bare number is the number of a goal ("SGs 1, 2 and 5")."""
    brackets = _patterns().in_brackets.fullmatch(piece)
    if brackets is not None:
        return _narrowed(_piece(brackets["link"], goal=goal), brackets) or Unparsed(text=piece)
    if _patterns().every.fullmatch(piece):
        return Link(to=Ref(goal="*"))
    number = _patterns().goal.fullmatch(piece)
    if number is not None and _NUMBERED.fullmatch(number["number"]):
        return Link(to=Ref(goal=number["number"]))
    if goal and piece.isdigit():
        return Link(to=Ref(goal=piece))
    action = _patterns().action.fullmatch(piece)
    if action is not None:
        return Link(to=Ref(action=action["number"]))
    strict = parse_link(piece)
    numbered = isinstance(strict, Link) and (strict.to.action is None or _NUMBERED.fullmatch(strict.to.action))
    return strict if numbered else Unparsed(text=piece)
