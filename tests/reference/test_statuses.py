"""The words for the status of an action."""

from __future__ import annotations

import pytest

from empact.model import ActionStatus
from empact.reference import read_status, status_words


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("live", ActionStatus.LIVE),
        ("Successfully  Completed", ActionStatus.COMPLETED),
        ("not-completed", ActionStatus.NOT_COMPLETED),
        ("carried over", ActionStatus.CARRIED_OVER),
        ("continue", ActionStatus.UNCLEAR),
        ("on track", None),
        ("", None),
    ],
)
def test_read_status__knows_the_words_of_every_cycle(word: str, status: ActionStatus | None) -> None:
    assert read_status(word) is status
    assert read_status(word, "2011-2013") is status


def test_status_words__have_a_word_for_each_status_with_its_source() -> None:
    words = status_words("2011-2013")
    assert {one.status for one in words} == set(ActionStatus)
    assert all(read_status(status.value) is status for status in ActionStatus)
    assert all(one.source for one in words)
    assert len({one.word for one in words}) == len(words)
