"""Targets and key performance indicators (KPIs), which share the column Target."""

from __future__ import annotations

import enum
import re
import string
from decimal import Decimal

import attrs

from empact.arguments import check_text, check_type
from empact.errors import UnknownIdError
from empact.model.cells import Cell
from empact.model.timing import Unit, Window
from empact.model.typed import checked_value
from empact.values import value


class Direction(enum.Enum):
    """The direction in which a value should change."""

    INCREASE = "increase"
    DECREASE = "decrease"
    REACH = "reach"


class Comparison(enum.Enum):
    """How a figure is compared with the target value of a KPI."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    EQUAL = "equal to"
    BETWEEN = "between"
    INCREASE = "increase"
    INCREASE_BY = "increase by"
    INCREASE_TO = "increase to"
    DECREASE = "decrease"
    DECREASE_BY = "decrease by"
    DECREASE_TO = "decrease to"
    KEEP = "keep the level of"
    OF_BASELINE = "of baseline"

    @property
    def direction(self) -> Direction:
        """The direction in which the value should change."""
        return next((way for way in _CHANGES if self.value.startswith(way.value)), Direction.REACH)


_CHANGES = (Direction.INCREASE, Direction.DECREASE)


class KpiKind(enum.Enum):
    """How a key performance indicator is measured."""

    COUNT = "count"
    AMOUNT = "amount"
    MILESTONE = "milestone"
    RATIO = "ratio"
    STATUS = "status"
    QUALITATIVE = "qualitative"


class FigureKind(enum.Enum):
    """What a figure for a KPI states."""

    NUMBER = "number"
    """A number."""
    RATIO = "ratio"
    """A numerator and its denominator."""
    DAY = "day"
    """The day on which something was reached."""
    WORDS = "words"
    """The result in words."""


class Adds(enum.Enum):
    """How the figures that are reported for a KPI add up."""

    CUMULATIVE = "cumulative"
    """The last report contains the earlier ones."""
    INCREMENTAL = "incremental"
    """Each report is new; their sum counts."""
    LATEST = "latest"
    """Only the last report counts."""
    MILESTONE = "milestone"
    """Reached or not."""
    RATIO = "ratio"
    """Numerators and denominators are summed, percentages never."""
    QUALITATIVE = "qualitative"
    """Words, not figures."""

    @property
    def facts(self) -> AddsFacts:
        """The facts about all figures that add up in this way."""
        return _FACTS[self]


@value(kw_only=True)
class AddsFacts:
    """The facts about all figures that add up in one way."""

    says: str
    """How the figures add up, as the start of a sentence: ``The figures are cumulative``."""
    figure: FigureKind
    """What a figure states."""
    kinds: tuple[KpiKind, ...] = ()
    """The kinds of KPIs that always add up in this way. Without any, the words of a KPI have to say it."""
    so_far: bool = False
    """Whether a figure contains those of earlier checkpoints, so that it never falls."""
    new: bool = False
    """Whether a figure contains only what is new since the last checkpoint."""
    level: bool = False
    """Whether a figure is a level on one day, such as a stock: it can fall, and is not a result to be added to those of
    other checkpoints or actions.
    """

    @property
    def summed(self) -> bool:
        """Whether the contributions of several parties are summed; a day or words are stated by leaders alone."""
        return self.figure in {FigureKind.NUMBER, FigureKind.RATIO}

    @property
    def newest(self) -> bool:
        """Whether the newest checkpoint replaces the earlier ones; otherwise the sums of all checkpoints are added."""
        return self.so_far or self.level

    @property
    def results(self) -> bool:
        """Whether figures count results, which are never below zero and can be added to those of other actions."""
        return self.figure is FigureKind.NUMBER and not self.level


_FACTS = {
    Adds.CUMULATIVE: AddsFacts(says="The figures are cumulative", figure=FigureKind.NUMBER, so_far=True),
    Adds.INCREMENTAL: AddsFacts(says="The figures are incremental", figure=FigureKind.NUMBER, new=True),
    Adds.LATEST: AddsFacts(says="The latest figure counts", figure=FigureKind.NUMBER, level=True),
    Adds.MILESTONE: AddsFacts(says="The KPI is a milestone", figure=FigureKind.DAY, kinds=(KpiKind.MILESTONE,)),
    Adds.RATIO: AddsFacts(says="The figures are ratios", figure=FigureKind.RATIO, kinds=(KpiKind.RATIO,)),
    Adds.QUALITATIVE: AddsFacts(
        says="The results are words", figure=FigureKind.WORDS, kinds=(KpiKind.QUALITATIVE, KpiKind.STATUS)
    ),
}
"""One row for each way of adding. A new way is a member of :class:`Adds` and a row here."""


@checked_value(kw_only=True)
class Target:
    """One target of an action."""

    text: str
    """The text of the target, such as ``Detect illegal migrants``."""
    direction: Direction | None = None
    """The direction in which the value should change. None if the plan does not state it."""
    value: Decimal | None = None
    """The value to reach, in ``unit``. None if the plan has no number."""
    unit: str | None = None
    """The unit of the value, such as ``arrests``. None if the value has none."""

    def __str__(self) -> str:
        return self.text


@checked_value(kw_only=True)
class Baseline:
    """The value from which a KPI starts."""

    value: Decimal | None = None
    """The value at the start, in the unit of the KPI. None if the plan only names the time to compare with ("compared
    with 2011").
    """
    year: int | None = None
    """The year of the value, such as 2011. None if the plan does not state it."""
    due: Window | None = None
    """When the value is to be set. None if it is set already."""

    def __str__(self) -> str:
        value = "not stated" if self.value is None else f"{self.value:f}"
        year = "" if self.year is None else f" ({self.year})"
        return f"baseline {value}{year}" if self.due is None else f"baseline to be set in {self.due}"


@checked_value(kw_only=True)
class KpiPart:
    """One of the things that a KPI names: ``arrests`` in "arrests / detected persons"."""

    text: str
    """The words of the part, such as ``12 arrests``."""
    unit: str
    """What is counted, such as ``arrests``."""
    comparison: Comparison | None = None
    """How a figure is compared with the value, such as ``at least``. None if the plan does not state it."""
    value: Decimal | None = None
    """The target value of the part. None if the plan has no number for it."""

    def __str__(self) -> str:
        return self.text

    @property
    def target(self) -> str | None:
        """The target in words: ``at least 12 arrests``. None if the plan has no number for it."""
        if self.value is None:
            return None
        return f"{'' if self.comparison is None else f'{self.comparison.value} '}{self.value:f} {self.unit}"


@checked_value(kw_only=True)
class Kpi:
    """One key performance indicator: its text, and what the plan states about it. None means not stated."""

    text: str
    """The indicator as written, such as ``Number of HIO``."""
    kind: KpiKind | None = None
    """How the indicator is measured, such as ``count``. None if the words do not say."""
    measures: str | None = None
    """What is measured, such as ``assets frozen`` in EUR. None if ``unit`` says it."""
    unit: str | None = None
    """What is counted, such as ``contributions to AWF Checkpoint``, or the unit of the value, such as ``%``, ``EUR`` or
    ``hours``.
    """
    comparison: Comparison | None = None
    """How a figure is compared with the value, such as ``at least``. None if the plan does not state it."""
    bound: Comparison | None = None
    """How the size of a change is limited, such as ``at least`` in "at least 5 % more arrests". None if the plan does
    not state it.
    """
    value: Decimal | None = None
    """The target value; for a range, the lower end. None if the plan has no number."""
    most: Decimal | None = None
    """The upper end of a range, such as 10 in ``between 5 and 10``. None if there is no range."""
    baseline: Baseline | None = None
    """The value from which the indicator starts. A baseline is never a target; None if the plan states none."""
    per: str | None = None
    """What the value applies to each time, such as ``month``, ``MS`` or ``action day``. None if it applies once."""
    period: Window | None = None
    """The time that is measured, such as the 2nd quarter. None if the plan does not state it."""
    deadline: Window | None = None
    """When the value is to be reached. None if the plan states no day besides the timing of the action."""
    within_timing: bool = False
    """Whether the deadline is the timing of the action itself ("Report finalised within the timeframe", action 1.1). In
    a file, ``true``.
    """
    adds: Adds | None = None
    """How the figures of several reports add up, such as ``cumulative``. It is never assumed: None if the plan does not
    state it.
    """
    parts: tuple[KpiPart, ...] = ()
    """The things that it names, each with its own figures: ``a``, ``b`` and so on. Empty if it names one thing. With
    parts, ``unit`` has the words for all of them, and ``value`` is None, because one number for all would be a sum.
    """

    def __attrs_post_init__(self) -> None:
        if self.parts and (self.value is not None or self.most is not None):
            message = "a KPI with parts has no value of its own: each part has one"
            raise ValueError(message)
        if len(self.parts) == 1 or len(self.parts) > len(string.ascii_lowercase):
            message = f"a KPI has no parts, or 2 to {len(string.ascii_lowercase)} of them, not {len(self.parts)}"
            raise ValueError(message)

    def __str__(self) -> str:
        return self.text

    @property
    def letters(self) -> str:
        """The letters of its parts, such as ``ab``."""
        return string.ascii_lowercase[: len(self.parts)]

    def part(self, letter: str) -> Kpi:
        """Return a part as a KPI of its own, by its letter.

        Raises:
            UnknownIdError: The KPI has no such part.
        """
        check_text("The letter", letter)
        for name, part in zip(self.letters, self.parts, strict=True):
            if name == letter:
                return attrs.evolve(
                    self, text=part.text, unit=part.unit, measures=None, comparison=part.comparison, bound=None,
                    value=part.value, most=None, parts=(),
                )  # fmt: skip
        raise UnknownIdError("Part", letter, self.letters)

    def is_before(self, year: int) -> bool:
        """Return whether the time that it measures, or its deadline, ends before a year, such as that of a plan."""
        check_type("The year", "an int", int, year)
        times = (time for time in (self.period, self.deadline) if time is not None and time.year is not None)
        return any((time.last_year or time.year or year) < year for time in times)

    @property
    def counted(self) -> str | None:
        """What is counted or measured; None if only a change in percent is stated, such as ``5 % fewer``."""
        return self.measures or (None if self.kind is KpiKind.RATIO else self.unit)

    @property
    def direction(self) -> Direction | None:
        """The direction in which the value should change; REACH for any other value."""
        if self.comparison is None:
            return None if self.value is None else Direction.REACH
        return self.comparison.direction

    @property
    def target(self) -> str | None:
        """The target in words: ``at least 50 EUR``; ``increase`` where only the direction is stated."""
        if self.value is None:
            change = self.comparison in {Comparison.INCREASE, Comparison.DECREASE}
            start = "" if self.baseline is None else " from the baseline" if change else " the baseline"
            return None if self.comparison is None else f"{self.comparison.value}{start}"
        bound = "" if self.bound is None else f"{self.bound.value} "
        if self.comparison is Comparison.OF_BASELINE:
            return f"{bound}{self.value:f} {self.unit} of the baseline"
        compare = f"{'' if self.comparison is None else f'{self.comparison.value} '}{bound}"
        joined = "and" if self.comparison is Comparison.BETWEEN else "to"
        end = "" if self.most is None else f" {joined} {self.most:f}"
        unit = f" {self.unit}" if self.unit and (self.measures or self.kind is not KpiKind.COUNT) else ""
        return f"{compare}{self.value:f}{end}{unit}"

    @property
    def _start(self) -> str | None:
        """The baseline in words; for a change by a step without a baseline, that it is missing."""
        if self.baseline is not None:
            return str(self.baseline)
        relative = self.comparison in {Comparison.INCREASE_BY, Comparison.DECREASE_BY, Comparison.OF_BASELINE}
        return str(Baseline()) if relative else None

    @property
    def facts(self) -> tuple[str, ...]:
        """What is understood of the text, in words: baseline, target, per, period, deadline and how its figures add."""
        adds = None if self.adds is None or self.adds.facts.kinds else self.adds  # the kind says the others
        return tuple(
            fact
            for fact in (
                self._start,
                self.target and f"target {self.target}",
                *(part.target and f"target {part.target}" for part in self.parts),
                self.per and f"per {self.per}",
                self.period and f"in {self.period}".replace("in year ", "in "),
                self.deadline and f"by {_by(self.deadline)}",
                adds and f"figures are {adds.value}",
            )
            if fact
        )


def _by(deadline: Window) -> str:
    return "the end of the year" if deadline == Window(unit=Unit.YEAR) else str(deadline).replace("year ", "")


@checked_value
class KpiNumber:
    """The number of a KPI in its action: ``1``; or of one of its parts: ``1a``.

    Raises:
        ValueError: The ordinal is below 1, or the letter is not one of ``a`` to ``z``.
    """

    ordinal: int
    """The position of the KPI in its cell, counted from 1, regardless of printed numbers ("KPI 3")."""
    letter: str | None = None
    """The letter of the part, if the KPI names several things, such as ``a``; None for the KPI itself."""

    def __attrs_post_init__(self) -> None:
        if self.ordinal < 1:
            message = f"the KPIs of an action are counted from 1, not {self.ordinal}"
            raise ValueError(message)
        if self.letter is not None and not re.fullmatch("[a-z]", self.letter):
            message = f"the parts of a KPI have the letters 'a' to 'z', not {self.letter!r}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.ordinal}{self.letter or ''}"


def kpi_number(number: KpiNumber | int | str) -> KpiNumber:
    """Return the number of a KPI that is given as such, as an ordinal, or as a text such as ``1a``.

    Raises:
        TypeError: It is none of these.
        ValueError: The text is not the number of a KPI.
    """
    if isinstance(number, KpiNumber):
        return number
    check_type("The number of a KPI", "an int or a text such as '1a'", (int, str), number)
    match = re.fullmatch("([0-9]{1,9})([a-z])?", str(number).strip(), re.ASCII)
    if match is None:
        message = f"a KPI has a number such as 1, or 1a for a part, not {str(number)!r}"
        raise ValueError(message)
    return KpiNumber(int(match[1]), match[2])


def optional_kpi_number(number: KpiNumber | int | str | None) -> KpiNumber | None:
    """Return the number of a KPI, as :func:`kpi_number` does; None if there is none."""
    return None if number is None else kpi_number(number)


@checked_value(kw_only=True)
class KpiKey:
    """The identity of a KPI in its plan, or of one of its parts."""

    action: str
    """The number of its action, such as ``2.3``."""
    ordinal: int = 1
    """The position of the KPI in its cell, counted from 1, regardless of printed numbers ("KPI 3")."""
    letter: str | None = None
    """The letter of the part, if the KPI names several things; None for the KPI itself."""

    @property
    def number(self) -> KpiNumber:
        """The number of the KPI in its action."""
        return KpiNumber(self.ordinal, self.letter)

    def __str__(self) -> str:
        return f"{self.action} KPI {self.number}"


class Targets(Cell[Target]):
    """The targets of an action, without its KPIs.

    Loop over it for its items: each is a :class:`Target`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.parse_targets` parses a text.
    """

    __slots__ = ()


class Kpis(Cell[Kpi]):
    """The key performance indicators of an action. The text keeps the label ``KPI:``.

    Loop over it for its items: each is a :class:`Kpi`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``emphasis``, ``items``,
    ``stated`` and ``withheld`` are the fields of every :class:`Cell`. :func:`empact.parse_kpis` parses a text.
    """

    __slots__ = ()
