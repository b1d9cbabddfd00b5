"""Split a text at what joins its parts, and write the joints, or the words that parts share, in another way.

"DK and Europol" has one joint. What is not sure about a text with joints is mostly one of two things: what a joint says
("February/June": one of both, each, or all the time between), or how far a word reaches ("at least 5 JITs and 20
arrests": at least 20, or 20). Linguists call the second a coordination with shared words; here they are repeated.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from empact.grammar.language import either, language
from empact.values import value

_LIST = ", "
_APART = "; "
_DIVIDING = frozenset({_LIST, _APART})
_MOST_PARTS = 12
_WORDS = re.compile(r":|\([^()]*\)|[^\s:]+")
_NUMBER = re.compile(r"[~<>≤≥=]*\d[\d.,]*")


@value
class Jointed:
    """A text in parts, with what stands between them."""

    parts: tuple[str, ...]
    """The parts, one more than joints."""
    joints: tuple[str, ...]
    """What joins each part with the next one, with its spaces."""

    def __str__(self) -> str:
        return "".join(piece for pair in zip(self.parts, (*self.joints, ""), strict=True) for piece in pair)

    def with_joint(self, place: int, joint: str) -> Jointed:
        """Return the text with another joint."""
        return Jointed(self.parts, (*self.joints[:place], joint, *self.joints[place + 1 :]))


class _Joints:
    """The words and signs of the language that join parts."""

    def __init__(self) -> None:
        words = language()
        spellings = {name: words.spellings("separators", name) for name in ("any", "each", "span", "list")}
        signs = {name: [sign for sign in known if not sign[0].isalpha()] for name, known in spellings.items()}
        said = {name: [word for word in known if word[0].isalpha()] for name, known in spellings.items()}
        self.any, self.each, self.span = (
            f" {_first(words.words['separators'][name])} " for name in ("any", "each", "span")
        )
        self.choices = frozenset(signs["any"])
        self.linking = frozenset(words.spellings("measures", "before_things"))
        tight = "|".join(map(re.escape, (*signs["any"], *signs["each"], *signs["list"], ";")))
        spaced = "|".join(map(re.escape, signs["span"]))
        self.pattern = re.compile(
            rf"\s*(?P<line>\n)\s*(?:-\s+)?|\s*(?P<sign>{tight})\s*|\s+(?P<dash>{spaced})\s+"
            rf"|\s+(?:(?P<each>{either(said['each'])})|(?P<any>{either(said['any'])}))\s+",
            re.IGNORECASE,
        )

    def others(self, joint: str) -> tuple[str, ...]:
        """Return what a joint may mean: a word means what it says, a sign is read in several ways."""
        match = self.pattern.fullmatch(joint)
        if match is None or match["any"] or match["line"]:
            return ()
        if match["each"]:
            return _LIST, _APART
        if match["dash"]:
            return _LIST, self.span, _APART
        if match["sign"] in self.choices:
            return _LIST, self.any, self.span, self.each, _APART
        return _LIST, _APART, self.each

    def is_choice(self, joint: str) -> bool:
        """Check whether a joint is a word for a choice: "or"."""
        match = self.pattern.fullmatch(joint)
        return match is not None and match["any"] is not None

    def is_clear(self, joint: str) -> bool:
        """Check whether a joint leaves nothing open: a word for a choice, which is never a list, or a new line."""
        match = self.pattern.fullmatch(joint)
        return self.is_choice(joint) or (match is not None and match["line"] is not None)


def _first(spellings: Sequence[str]) -> str:
    """Return the first spelling that is a word: a sign is what is not clear."""
    return next(word for word in spellings if word[0].isalpha())


@functools.cache
def _joints() -> _Joints:
    return _Joints()


def jointed(text: str) -> Jointed | None:
    """Return a text in its parts, brackets whole; None if it has one part, or too many to try them all.

    A part that ends with a colon is a heading of the others, so the text has no parts either.
    """
    parts, joints, start = list[str](), list[str](), 0
    for joint in _joints().pattern.finditer(text):
        depth = text.count("(", 0, joint.start()) - text.count(")", 0, joint.start())
        if depth == 0 and start < joint.start() and joint.end() < len(text):
            parts.append(text[start : joint.start()])
            joints.append(joint[0])
            start = joint.end()
    parts.append(text[start:])
    is_list = 1 < len(parts) <= _MOST_PARTS and not any(part.endswith(":") for part in parts)
    return Jointed(tuple(parts), tuple(joints)) if is_list else None


def chosen_from(text: str) -> tuple[str, ...]:
    """Return the parts of a text of which one is to be chosen: "Austria or Germany"; none of any other text."""
    parts = jointed(text)
    return parts.parts if parts is not None and all(map(_joints().is_choice, parts.joints)) else ()


def rejoined(text: Jointed, *, as_lists: bool = False) -> Iterator[str]:
    """Yield a text with one of its joints, or all of them, in other words.

    Args:
        text: The text.
        as_lists: Whether a joint can only divide the text, as in the words of a KPI.
    """
    for place, joint in enumerate(text.joints):
        for other in _joints().others(joint):
            if not as_lists or other in _DIVIDING:
                yield str(text.with_joint(place, other))
    if len(set(text.joints)) == 1 < len(text.joints):
        for other in _joints().others(text.joints[0]):
            if not as_lists or other in _DIVIDING:
                yield str(Jointed(text.parts, (other,) * len(text.joints)))


def shared(text: Jointed) -> Iterator[Jointed]:
    """Yield a text in which the words that two parts, or all, may share are repeated: "at least 5 JITs, at least 20".

    The parts stand in a list then, so parts with a clear joint between them share nothing.
    """
    last = len(text.parts) - 1
    for first, end in dict.fromkeys((*((place, place + 1) for place in range(last)), (0, last))):
        if any(_joints().is_clear(joint) for joint in text.joints[first:end]):
            continue
        run = [_words(part) for part in text.parts[first : end + 1]]
        starts, ends = _shared_start(run), _shared_end(run)
        for before, behind in dict.fromkeys(((starts, ()), ((), ends), (starts, ends))):
            if before or behind:
                parts = (
                    _text([*(before if place else ()), *words, *(behind if words is not run[-1] else ())])
                    for place, words in enumerate(run)
                )
                yield Jointed(
                    (*text.parts[:first], *parts, *text.parts[end + 1 :]),
                    (*text.joints[:first], *[_LIST] * (end - first), *text.joints[end:]),
                )


def moved(text: Jointed) -> Iterator[str]:
    """Yield a text with its last parts before the others, where the words before them do not reach; or with these."""
    for place, joint in enumerate(text.joints):
        if not _joints().is_clear(joint):
            behind = Jointed(text.parts[place + 1 :], text.joints[place + 1 :])
            before = Jointed(text.parts[: place + 1], text.joints[:place])
            yield f"{behind}{_APART}{before}"
            yield f"{before}{_LIST}{text.parts[0]} {behind}"


def _shared_start(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the words before what is like the second part: "co-leader" of "co-leader NL and DE".

    A word such as "of" ends them where there is one: "Number of" of "Number of action days / locations".
    """
    first, second = parts[:2]
    if second[0] in first:  # it has a beginning of its own: "No of messages, No of hits"
        return ()
    starts = range(len(first) - 1, 0, -1)
    alike = [start for start in starts if _kind(first[start]) == _kind(second[0])]
    linked = [start for start in alike if first[start - 1] in _joints().linking]
    equal = [start for start in alike if _are_alike(first[start:], second[: len(first) - start])]
    return tuple(first[: (linked or equal or [0])[0]])


def _shared_end(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the words behind what is like the part before the last one: "2027" of "December/January 2027".

    A plural needs no noun behind it: "arrests / detected persons".
    """
    before, last = parts[-2:]
    for end in range(1, len(last)):
        if _are_alike(last[:end], before[-end:]):
            is_noun = last[end].islower() and last[end] not in _joints().linking
            is_complete = is_noun and before[-1].islower() and before[-1].endswith("s")
            return () if last[end] in before or is_complete else tuple(last[end:])
    return ()


def _are_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Check whether words are as many and of the same kinds: "5 JITs" and "20 arrests"."""
    return list(map(_kind, some)) == list(map(_kind, others))


def _kind(word: str) -> str:
    if _NUMBER.fullmatch(word):
        return "number"
    return "word" if word[0].isalpha() else word[0]


def _words(part: str) -> list[str]:
    return _WORDS.findall(part)


def _text(words: Sequence[str]) -> str:
    return " ".join(words).replace(" :", ":")
