"""Read lists of links: numbers behind the mark of a goal or an action, and names of plans before or behind them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence

import attrs

from empact.grammar.language import language
from empact.grammar.link_names import Names, is_year, name_behind, plans_behind
from empact.grammar.link_tokens import PARTS, PLANS, SEPARATORS, Kind, Token, tokens
from empact.model import Link, Ref, Unparsed
from empact.values import value

_Item = Link | Unparsed
_Parse = Callable[[str], _Item]

_STRICT = re.compile(
    r"(?:phase [^\s,:;/]+ )?(?:(?:uses|feeds) )?"
    r"(?:[^\s,:;/()]+:)?(?:(?:CH)?SG\*|(?:CH)?SG [^\s,:;/()]+|[^\s,:;/()]+(?:/[^\s,:;/()]+)?)"
)
_COMPACT = re.compile(r"\S:\S|^phase |^(?:uses|feeds) |SG\*$|^(?:CH)?SG [^\d\s]")
"""What makes words one link in the printed notation, which needs no reading as a list."""
_PRINTED = r"(?:[A-Z][^\s,:;/()]*:)?(?:SG [0-9]+|[0-9]+(?:\.[0-9]+)+|SG\*)"
_ALL_PRINTED = re.compile(rf"{_PRINTED}(?:[,;] {_PRINTED})*")
"""A cell with nothing but links in the printed notation: most cells, which need no tokens."""
_MAX = 99


def read_links(words: str, parse_link: _Parse) -> Iterator[_Item]:
    """Return the links of the words of a cell, where a semicolon separates its columns; ``parse_link`` reads one."""
    if _ALL_PRINTED.fullmatch(words):
        yield from map(parse_link, words.replace(";", ",").split(", "))
        return
    unsure = False
    for segment in words.split(";"):
        reader = _Reader(segment, tokens(segment), parse_link, unsure=unsure)
        yield from reader.read()
        unsure = reader.plan is not None or (unsure and not reader.tokens)


@functools.cache
def _remarks() -> re.Pattern[str]:
    return re.compile(language().pattern("links", "remarks"), re.IGNORECASE)


@functools.cache
def _phase() -> re.Pattern[str]:
    return re.compile(rf"{language().pattern('phrases', 'phase')}\s+([^\s,:;/]+)", re.IGNORECASE)


@value
class _Number:
    """A number of a list; ``expanded`` if a range includes it."""

    words: str
    phase: str | None = None
    expanded: bool = False


@value
class _Content:
    """The numbers of a list with what stands behind them: their plans, and other items."""

    numbers: list[_Number]
    plans: tuple[str, ...] = ()
    extra: list[_Item] = attrs.field(factory=list[_Item])


class _Reader:
    """Reads the tokens of one column.

    ``plan`` is the other plan that the numbers belong to, ``unsure`` whether that can't be known, and ``kind`` the last
    mark.
    """

    def __init__(self, text: str, text_tokens: Sequence[Token], parse_link: _Parse, *, unsure: bool = False) -> None:
        self.text = text
        self.tokens = text_tokens
        self.parse_link = parse_link
        self.at = 0
        self.plan: str | None = None
        self.plan_kind: Kind | None = None
        self.unsure = unsure
        self.kind: Kind | None = None
        self.dotted = False

    # Tokens

    def token(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def is_next(self, *kinds: Kind, ahead: int = 0) -> bool:
        token = self.token(ahead)
        return token is not None and token.kind in kinds

    def words(self, start: int, end: int) -> str:
        """Return the text of some tokens."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def at_boundary(self) -> bool:
        token = self.token()
        return token is None or token.kind in SEPARATORS

    # Items

    def read(self) -> Iterator[_Item]:
        found: list[_Item] = []
        while self.token() is not None:
            if self.is_next(*SEPARATORS):
                self.at += 1
                continue
            start = self.at
            items = self._item()
            if items is not None and self.at_boundary():
                found += items
                continue
            found.append(self._unparsed(start))
            if any(token.kind is Kind.EXCEPT for token in self.tokens[start : self.at]):
                self.at = len(self.tokens)  # what it takes from the links before it, and where it ends, is not sure
                found = [Unparsed(text=self.words(0, self.at))]
        yield from found

    def _unparsed(self, start: int) -> Unparsed:
        """Return the words from a token to the next separator, or to the end where a plan is named in them."""
        self.at = max(self.at, start + 1)
        while not self.at_boundary():
            self.at += 1
        named = any(token.kind in PLANS for token in self.tokens[start : self.at])
        if named or self.plan is not None:
            self.at = len(self.tokens)
        return Unparsed(text=self.words(start, self.at))

    def _item(self) -> list[_Item] | None:
        strict = self._strict()
        if strict is not None:
            return [strict]
        seen = self.is_next(Kind.SEE)
        self.at += seen
        if self.is_next(Kind.OWN):
            self.at += 1
            self.plan, self.unsure = None, False
            return self._group()
        if self.is_next(*PLANS):
            return self._other(plans_behind(self.tokens, self.at, self.text))
        if self.is_next(Kind.WORD) or (self.is_next(Kind.NUMBERED) and self.is_next(Kind.COLON, ahead=1)):
            return self._other(name_behind(self.tokens, self.at, self.text, seen=seen))
        return self._group()

    def _strict(self) -> Link | None:
        """Return the link at this place in the printed notation: "B:SG*", "phase 1 feeds 1.1"."""
        token = self.token()
        match = None if token is None else _STRICT.match(self.text, token.start)
        if match is None or not _COMPACT.search(match[0]):
            return None
        after = next(
            (index for index in range(self.at, len(self.tokens)) if self.tokens[index].start >= match.end()), -1
        )
        end = len(self.tokens) if after < 0 else after
        cut = self.tokens[end - 1].end
        link = self.parse_link(match[0][: cut - match.start()] if cut < match.end() else match[0])
        if isinstance(link, Unparsed) or (end < len(self.tokens) and self.tokens[end].kind not in SEPARATORS):
            return None
        if link.to.plan is None and (self.plan is not None or self.unsure):
            return None
        listed = end + 1 < len(self.tokens) and self.tokens[end].kind is Kind.EACH
        if (link.flow or link.phase) and listed and self.tokens[end + 1].kind is Kind.NUMBER:
            return None  # "uses 2.1 and 2.2": whether it uses both
        self.at = end
        if self.plan is not None:
            self.plan, self.unsure = None, True
        return link

    # Plans

    def _other(self, names: Names | None) -> list[_Item] | None:
        """Return the links to other plans: to all of each, or to the numbers that follow the name of one."""
        if names is None:
            return None
        self.at = names.end
        in_brackets, governs = self.is_next(Kind.OPEN), not names.compact and self._governs(names)
        if not (in_brackets or names.compact or governs) and (names.needs_number or not self.at_boundary()):
            return None
        self.unsure = self.unsure or self.plan is not None or not names.compact  # what follows may be of that plan
        self.plan, self.plan_kind, self.kind, self.dotted = None, None, None, False
        if in_brackets:
            return self._in_brackets(names)
        if names.compact:
            return self._one(names)
        if governs:
            self.plan, self.unsure = names.names[0], False
            return self._group() if len(names.names) == 1 else None
        return [Link(to=Ref(plan=name)) for name in names.names]

    def _governs(self, names: Names) -> bool:
        """Whether a name governs the numbers behind it; go to them."""
        if self.is_next(Kind.COLON) or (self.is_next(Kind.COMMA) and not names.bare and self._number_follows(1)):
            self.at += 1
            return True
        return self._number_follows(0)

    def _one(self, names: Names) -> list[_Item] | None:
        """Return the one link of a name before a colon without space: "Environmental crime:1.2"."""
        self.at += 1
        self.plan, self.plan_kind = names.names[0], None
        only = self.at
        mark = self.is_next(*PARTS)
        end = min(only + mark + 1, len(self.tokens))
        inner = _Reader(self.text, self.tokens[only:end], self.parse_link)
        inner.plan = self.plan
        items = inner._group()
        self.plan, self.at = None, end
        return items

    def _in_brackets(self, names: Names) -> list[_Item] | None:
        """Return the links to a plan with its numbers in brackets: "THB (OA 2.1)"."""
        close = self._close()
        if close is None or len(names.names) != 1:
            return None
        inner = _Reader(self.text, self.tokens[self.at + 1 : close], self.parse_link)
        if not inner._number_follows(0):
            return None
        inner.plan = names.names[0]
        items = list(inner.read())
        self.at = close + 1
        return items

    def _number_follows(self, ahead: int) -> bool:
        """Whether a mark or a number comes next, which is not a year."""
        token = self.token(ahead)
        return token is not None and (token.kind in PARTS or (token.kind is Kind.NUMBER and not is_year(token)))

    def _close(self) -> int | None:
        for index in range(self.at + 1, len(self.tokens)):
            if self.tokens[index].kind is Kind.CLOSE:
                return index
            if self.tokens[index].kind is Kind.OPEN:
                return None
        return None

    # Goals and actions

    def _group(self) -> list[_Item] | None:
        """Return the links of one list of numbers, with its mark before it and its plan behind it."""
        start = self.at
        every = self.is_next(Kind.ALL) and self.is_next(Kind.GOAL, Kind.COMMON, ahead=1)
        self.at += every
        mark = self.token() if self.is_next(*PARTS) else None
        if mark is not None:
            self.at += 1
            self.at += self.is_next(Kind.COLON)
        kind = None if mark is None else mark.kind
        if every or (kind in {Kind.GOAL, Kind.COMMON} and self.is_next(Kind.WITHIN)):
            return self._every(kind, every=every)
        numbers = self._numbers(mark)
        if not numbers:
            return None
        dotted = "." in numbers[0].words
        if kind is None:
            kind = self.kind if self.kind is not None and not dotted else Kind.ACTION
        mixed = self.dotted and not dotted and mark is None  # "OA 2.1 & 3"
        self.kind, self.dotted = kind, dotted
        if mixed or (kind is not Kind.ACTION and dotted):
            return None
        return self._behind(start, mark, kind, numbers)

    def _every(self, kind: Kind | None, *, every: bool) -> list[_Item] | None:
        goal = "CHSG*" if kind is Kind.COMMON else "*"
        self.kind = kind
        if self.is_next(Kind.WITHIN):
            names = plans_behind(self.tokens, self.at + 1, self.text)
            if names is None or self.plan is not None:
                return None
            self.at, self.unsure = names.end, False
            return [Link(to=Ref(plan=name, goal=goal)) for name in names.names]
        return self._links([_Number(goal)], Kind.GOAL) if every and self.at_boundary() else None

    def _numbers(self, mark: Token | None) -> list[_Number]:
        """Return the numbers of a list and go behind it; nothing where a range can't be read."""
        numbers: list[_Number] = []
        goals = (mark.kind if mark is not None else self.kind) in {Kind.GOAL, Kind.COMMON}
        while True:
            self.at += self.is_next(Kind.FILLER)
            token = self.token()
            if token is None or token.kind not in {Kind.NUMBER, Kind.NUMBERED}:
                return []
            if self.plan is not None and token.kind is not Kind.NUMBER:
                return []
            self.at += 1
            number = _Number(token.words)
            if self.is_next(Kind.RANGE):
                rest = self._range(token, mark)
                if not rest:
                    return []
                numbers += rest
            elif self.is_next(Kind.SLASH):
                self.at += 1
                following = self.token()
                if following is None or following.kind not in {Kind.NUMBER, Kind.NUMBERED}:
                    return []
                if goals or following.dotted:
                    numbers.append(number)
                    continue
                self.at += 1
                numbers.append(attrs.evolve(number, phase=following.words))
            else:
                numbers.append(number)
            if not self._goes_on(mark, token):
                return numbers
            self.at += 1

    def _goes_on(self, mark: Token | None, last: Token) -> bool:
        """Whether a separator and another number of the same kind follow."""
        ahead = 1
        if not self.is_next(*SEPARATORS):
            return False
        while self.is_next(*SEPARATORS, ahead=ahead):  # "1.1, and 1.3"
            self.at += 1
        ahead += self.is_next(Kind.FILLER, ahead=ahead)
        token = self.token(ahead)
        alike = token is not None and token.kind in {Kind.NUMBER, Kind.NUMBERED} and token.dotted == last.dotted
        behind = self.token(ahead + 1)
        return (
            alike
            and not (behind is not None and behind.kind is Kind.COLON)
            and (mark is not None or not self._strict_ahead())
        )

    def _strict_ahead(self) -> bool:
        token = self.token(1)
        match = None if token is None else _STRICT.match(self.text, token.start)
        return match is not None and _COMPACT.search(match[0]) is not None

    def _range(self, first: Token, mark: Token | None) -> list[_Number]:
        """Return the numbers of a range: "1-3", "2.1 to 2.3", "SG 1 - SG 3"."""
        self.at += 1
        if mark is not None and self.is_next(mark.kind):
            self.at += 1
        self.at += self.is_next(Kind.FILLER)
        last = self.token()
        if last is None or last.kind is not Kind.NUMBER or first.kind is not Kind.NUMBER:
            return []
        self.at += 1
        before, _, low = first.words.rpartition(".")
        prefix, _, high = last.words.rpartition(".")
        if before != prefix or not int(low) < int(high) <= _MAX:
            return []
        dot = f"{prefix}." if prefix else ""
        return [_Number(f"{dot}{number}", expanded=True) for number in range(int(low), int(high) + 1)]

    def _behind(self, start: int, mark: Token | None, kind: Kind, numbers: list[_Number]) -> list[_Item] | None:
        """Return the links of numbers, with what stands behind them: exceptions, brackets, the name of a plan."""
        self.at += self.is_next(Kind.BESIDE) and self.plan is None
        self.at += self.is_next(Kind.COMMA) and self.is_next(Kind.EXCEPT, ahead=1)
        if self.is_next(Kind.EXCEPT):
            self.at += 1
            numbers = self._without(numbers, mark)
        content: _Content | None = _Content(numbers)
        if self.is_next(Kind.OPEN):
            close = self._close()
            content = None if close is None else self._content(kind, numbers, self.tokens[self.at + 1 : close])
            self.at = self.at if close is None else close + 1
        elif self.is_next(Kind.WITHIN):
            content = self._within(mark, kind, numbers)
        if (
            content is None
            or not content.numbers
            or not self.at_boundary()
            or (content.plans and self.plan is not None)
        ):
            return None
        if content.plans:
            return [link for name in content.plans for link in self._made(content.numbers, kind, name)]
        if not self._is_sure(kind):
            return [Unparsed(text=self.words(start, self.at))]
        return [*self._links(content.numbers, kind), *content.extra]

    def _within(self, mark: Token | None, kind: Kind, numbers: list[_Number]) -> _Content | None:
        """Return the numbers with the plans behind an "in": "SG 1 and 2 of priority F"; a common goal is in all."""
        if kind is Kind.COMMON and self.is_next(Kind.ALL, ahead=1) and self.is_next(*PLANS, ahead=2):
            self.at += 3
            return _Content(numbers)
        names = plans_behind(self.tokens, self.at + 1, self.text)
        if names is None or (len(numbers) > 1 and mark is None):
            return None
        self.at = names.end
        return _Content(numbers, names.names)

    def _without(self, numbers: list[_Number], mark: Token | None) -> list[_Number]:
        """Return the numbers of a range without its exceptions, which may have the mark too: "except SG 3 and SG 4"."""
        in_range = {number.words for number in numbers if number.expanded}
        self.at += mark is not None and self.is_next(mark.kind)
        out = {number.words for number in self._numbers(mark)}
        while mark is not None and self.is_next(*SEPARATORS) and self.is_next(mark.kind, ahead=1):
            following = self.token(2)
            if following is None or following.words not in in_range:
                break
            self.at += 2
            out |= {number.words for number in self._numbers(mark)}
        return [number for number in numbers if number.words not in out] if out and out <= in_range else []

    def _content(self, kind: Kind, numbers: list[_Number], inside: Sequence[Token]) -> _Content | None:
        """Return the numbers, their plans and other items, given the content of brackets behind the numbers."""
        if not inside:
            return None
        words = self.text[inside[0].start : inside[-1].end]
        phase = _phase().fullmatch(words)
        if phase is not None:
            fits = len(numbers) == 1 and kind is Kind.ACTION and numbers[0].phase is None
            return _Content([attrs.evolve(numbers[0], phase=phase[1])]) if fits else None
        if _remarks().fullmatch(words):
            return _Content(numbers, extra=[Unparsed(text=f"({words})")])
        see = inside[0].kind is Kind.SEE
        inner = _Reader(self.text, inside[see:], self.parse_link, unsure=self.plan is not None or self.unsure)
        if inner._number_follows(0):
            return _Content(numbers, extra=list(inner.read()))
        names = plans_behind(inside, 0, self.text) or name_behind(inside, 0, self.text, seen=True)
        fits = names is not None and names.end == len(inside) and len(numbers) == 1 and self.plan is None
        return _Content(numbers, names.names) if names is not None and fits else None

    def _is_sure(self, kind: Kind) -> bool:
        """Whether the plan of numbers of a kind is known; a name governs the first kind behind it."""
        if self.plan is None:
            return not self.unsure
        self.plan_kind = self.plan_kind or kind
        return kind is self.plan_kind

    def _links(self, numbers: Sequence[_Number], kind: Kind) -> list[_Item]:
        return list(self._made(numbers, kind, self.plan))

    def _made(self, numbers: Sequence[_Number], kind: Kind, plan: str | None) -> Iterator[_Item]:
        for number in numbers:
            if kind is Kind.ACTION:
                yield Link(to=Ref(plan=plan, action=number.words, phase=number.phase))
            else:
                yield Link(to=Ref(plan=plan, goal=f"CHSG{number.words}" if kind is Kind.COMMON else number.words))
