"""The words for the status of an action."""

from __future__ import annotations

import pytest

from empact.model import ActionStatus
from empact.reference import own_status_words, read_status, status_words


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("live", ActionStatus.LIVE),
        ("Successfully  Completed", ActionStatus.COMPLETED),
        ("not-completed", ActionStatus.NOT_COMPLETED),
        ("carried over", ActionStatus.CARRIED_OVER),
        ("continue", ActionStatus.UNCLEAR),
        ("ongoing", ActionStatus.LIVE),
        ("On-going", ActionStatus.LIVE),
        ("On\u2011going", ActionStatus.LIVE),
        ("in\u00a0progress", ActionStatus.LIVE),
        ("on track", ActionStatus.LIVE),
        ("Ontrack", ActionStatus.LIVE),
        ("delayed", ActionStatus.LIVE),
        ("started", ActionStatus.LIVE),
        ("not started", ActionStatus.NOT_STARTED),
        ("Finalised", ActionStatus.COMPLETED),
        ("finalized", ActionStatus.COMPLETED),
        ("achieved", ActionStatus.COMPLETED),
        ("implemented", ActionStatus.COMPLETED),
        ("done", ActionStatus.COMPLETED),
        ("not implemented", ActionStatus.NOT_COMPLETED),
        ("NOT ACHIEVED", ActionStatus.NOT_COMPLETED),
        ("withdrawn", ActionStatus.CANCELLED),
        ("partially implemented", None),
        ("live?", None),
        ("", None),
    ],
)
def test_read_status__knows_the_words_of_every_cycle(word: str, status: ActionStatus | None) -> None:
    assert read_status(word) is status
    assert read_status(word, "2011-2013") is status


def test_status_words__have_a_word_for_each_status_with_its_source() -> None:
    words = status_words("2011-2013").words
    assert {known.status for known in words} == set(ActionStatus)
    assert all(read_status(status.value) is status for status in ActionStatus)
    assert len({known.word for known in words}) == len(words)
    assert {known.source for known in words if known.status is ActionStatus.CANCELLED} == {
        "progress reports on operational action plans",
        "empact's own",
    }


def test_status_words__of_a_plan_go_before_those_of_empact() -> None:
    own = own_status_words({"Done": ActionStatus.LIVE, "in delivery": ActionStatus.LIVE}, "the plan Q-2031")
    words = status_words(own=own)
    done, delivery = words.find("done"), words.find("in-delivery")
    assert done is not None
    assert delivery is not None
    assert (done.word, done.status, done.source) == ("Done", ActionStatus.LIVE, "the plan Q-2031")
    assert delivery.status is ActionStatus.LIVE
    assert [known.word for known in words][:2] == ["Done", "in delivery"]
    assert "implemented or done" not in words.listed


def test_status_words__closest__is_a_known_word_that_was_mistyped() -> None:
    assert status_words().closest("on trak") == "on track"
    assert status_words().closest("parked") is None
