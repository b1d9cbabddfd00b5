"""Parse links, references and anchors in the plan's notation: ``B:SG*``, ``phase 1 feeds 1.1``, ``note 8/1``."""

from __future__ import annotations

import functools
import re

from empact.grammar.caching import cached
from empact.grammar.language import language
from empact.grammar.link_lists import read_links
from empact.grammar.prose import lines, plain
from empact.model import Anchor, FlowDirection, Link, Links, Ref, Unparsed
from empact.model.links import COMMON, PLAN_NAME

_TOKEN = r"[^\s,:;/]+"
_PLAN = r"[^:;/]+"
_REF = re.compile(
    rf"(?:(?P<plan>{_PLAN}):)?(?:(?P<common>CH)?SG(?P<every>\*)|(?P<of_all>CH)?SG (?P<goal>{_TOKEN})"
    rf"|(?P<action>{_TOKEN})(?:/(?P<phase>{_TOKEN}))?)"
    rf"|OAP (?P<whole>{_PLAN})"
)
_LINK = re.compile(rf"(?:phase (?P<phase>{_TOKEN}) )?(?:(?P<flow>uses|feeds) )?(?P<to>.+)")
_SPACED_PLAN = re.compile(r"(?<![^\s])([A-Z][^\s,:;/]*):\s+")
"""The plan of a link with a space after the colon, as people write it: "B: SG 1"."""


@cached
def parse_ref(text: str) -> Ref | None:
    """Return the reference to a plan, a goal or an action; None for any other text."""
    match = _REF.fullmatch(text)
    if match is None or match["action"] in {"SG", "CHSG"}:
        return None
    goal = match["every"] or match["goal"]
    if goal is not None and (match["common"] or match["of_all"]):
        goal = f"{COMMON}{goal}"
    plan = match["plan"] or match["whole"]
    if plan is not None and not PLAN_NAME.fullmatch(plan):
        return None
    return Ref(plan=plan, goal=goal, action=match["action"], phase=match["phase"])


@cached
def parse_link(text: str) -> Link | Unparsed:
    """Return one link; any other text is returned as :class:`~empact.model.Unparsed`."""
    match = _LINK.fullmatch(_SPACED_PLAN.sub(r"\1:", text, count=1))
    to = parse_ref(match["to"]) if match else None
    if match is None or to is None:
        return Unparsed(text=text)
    return Link(to=to, phase=match["phase"], flow=None if match["flow"] is None else FlowDirection(match["flow"]))


@functools.cache
def _none() -> re.Pattern[str]:
    return re.compile(rf"{language().pattern('links', 'none')}|[-–—]", re.IGNORECASE)


@cached
def parse_links(text: str) -> Links:
    """Return the links of a cell; words that are not in the notation are :class:`~empact.model.Unparsed`.

    The name of another plan holds for the numbers of one kind behind it. Where it is not sure whether it still holds,
    the words are not parsed: a link to another plan never becomes one to the own plan.

    >>> import empact
    >>> [(link.to.plan, link.to.goal, link.to.action) for link in empact.parse_links("SG 1; B:2.1")]
    [(None, '1', None), ('B', None, '2.1')]
    """
    words = "; ".join(plain(line) for line in lines(text))
    if not words.strip(" ;") or _none().fullmatch(words.strip(" ;")):
        return Links(text=text)
    return Links(text=text, items=tuple(read_links(words, parse_link)))


_ANCHOR = re.compile(
    r"(?P<part>covering|title|subject|(?:section|note|SG) [^\s,:;/]+|[^\s,:;/]+)"
    r"(?:/(?P<cell>[a-z_]+))?"
    r"(?:/(?P<paragraph>[1-9][0-9]{0,3})(?:/(?P<sentence>[1-9][0-9]{0,3}))?)?"
    r"(?:/(?P<item>[^/].*))?"
)


@cached
def parse_anchor(text: str) -> Anchor | None:
    """Return the anchor that a text is, or None."""
    match = _ANCHOR.fullmatch(text)
    if match is None:
        return None
    paragraph, sentence = match["paragraph"], match["sentence"]
    return Anchor(
        part=match["part"],
        cell=match["cell"],
        paragraph=int(paragraph) if paragraph else None,
        sentence=int(sentence) if sentence else None,
        item=match["item"],
    )
