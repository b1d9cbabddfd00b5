"""Times that no longer hold, times left out, and lists that go back: what the rest of a timing then means."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.grammar import parse_timing, parse_timing_item
from empact.model import Bound, Choice, Period, TimingStatus, Unit, Unparsed, Window
from empact.model.timing import MONTHS

MARCH, MAY = Window(first=3), Window(first=5)

months = st.integers(1, 12)
windows = st.one_of(
    st.builds(Window, first=months, year=st.sampled_from([None, 2031])),
    st.lists(months, min_size=2, max_size=2, unique=True).map(lambda ends: Window(first=min(ends), last=max(ends))),
    st.builds(Window, unit=st.just(Unit.QUARTER), first=st.integers(1, 4)),
    st.builds(Window, first=months, day=st.integers(1, 28)),
)


@pytest.mark.parametrize(
    "text",
    [
        "postponed from March to May",
        "Postponed from March until May.",
        "postponed to May from March",
        "postponed to May (from March)",
        "postponed to May, originally planned for March",
        "March, postponed to May",
        "March; postponed to May",
        "March\n- postponed to May",
        "March (postponed to May)",
        "March - deferred to May",
    ],
)
def test_a_move__has_the_new_time_and_keeps_the_old_one_apart(text: str) -> None:
    assert parse_timing(text).items == (Period(status=TimingStatus.POSTPONED, windows=(MAY,), moved_from=(MARCH,)),)


@pytest.mark.parametrize("text", ["postponed from March", "March, postponed", "March (postponed)"])
def test_a_move__without_a_new_time_has_none(text: str) -> None:
    assert parse_timing(text).items == (Period(status=TimingStatus.POSTPONED, moved_from=(MARCH,)),)


def test_a_move__of_a_phase_leaves_the_other_phases() -> None:
    first, second = parse_timing("Phase 1: June\nPhase 2: postponed from March to May")
    assert first == Period(phase="1", windows=(Window(first=6),))
    assert second == Period(phase="2", status=TimingStatus.POSTPONED, windows=(MAY,), moved_from=(MARCH,))


@given(new=windows, old=st.none() | windows, provisional=st.booleans(), open_ended=st.booleans())
def test_a_move__prints_what_parses_to_the_same(
    new: Window, old: Window | None, *, provisional: bool, open_ended: bool
) -> None:
    period = Period(
        status=TimingStatus.POSTPONED,
        windows=(new,),
        bound=Bound.FROM if open_ended and new.single else Bound.IN,
        moved_from=() if old is None else (old,),
        provisional=provisional,
    )
    assert parse_timing_item(str(period)) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("to be determined by the Driver", Period(provisional=True, decided_by="the Driver")),
        ("T.B.C. by COSI", Period(provisional=True, decided_by="COSI")),
        ("May (to be confirmed by COSI)", Period(provisional=True, decided_by="COSI", windows=(MAY,))),
        ("phase 2: May (tbc by COSI)", Period(provisional=True, decided_by="COSI", windows=(MAY,), phase="2")),
    ],
)
def test_who_decides__is_kept_and_printed(text: str, period: Period) -> None:
    assert parse_timing_item(text) == period
    assert parse_timing_item(str(period)) == period


@given(
    left_out=st.sets(months, min_size=1, max_size=11), joint=st.sampled_from([", ", " and "]), brackets=st.booleans()
)
def test_an_exception__leaves_all_other_months(left_out: set[int], joint: str, *, brackets: bool) -> None:
    names = joint.join(MONTHS[number - 1] for number in sorted(left_out))
    text = f"whole year (except {names})" if brackets else f"whole year, except {names}"
    (item,) = parse_timing(text)
    assert isinstance(item, Period)
    kept = {number for window in item.windows for number in range(window.first, window.last + 1)}
    assert kept == set(range(1, 13)) - left_out
    assert item.choice is (Choice.EACH if len(item.windows) > 1 else Choice.ANY)


@given(numbers=st.lists(months, min_size=2, max_size=4, unique=True), sign=st.sampled_from(["/", ", ", " and "]))
def test_a_list__that_goes_back_is_one_time_over_the_new_year_or_not_understood(numbers: list[int], sign: str) -> None:
    (item,) = parse_timing(sign.join(MONTHS[number - 1] for number in numbers))
    if numbers == sorted(numbers):
        assert isinstance(item, Period)
        assert [window.first for window in item.windows] == numbers
    elif all(after == before % 12 + 1 for before, after in itertools.pairwise(numbers)):
        assert item == Period(windows=(Window(first=numbers[0], last=numbers[-1]),))
    else:
        assert isinstance(item, Unparsed)
