"""The kit looks into archives: in what two of them differ, and whether one has the time at which it was made."""

from __future__ import annotations

import datetime as dt

from tests.support.office import archive

from empact.testing import archives


def test_member_text__is_what_the_elements_of_xml_contain() -> None:
    text = archives.member_text(b"<?xml version='1.0'?><a><b>three</b><c d='no'>four</c></a>")
    assert (text or "").split() == ["three", "four"]
    assert archives.member_text(b"one;two") == "one;two"
    assert archives.member_text("\xe9".encode("latin-1")) is None


def test_differences__are_members_by_name_or_their_dates() -> None:
    before = archive({"a.txt": "1", "b.txt": "1", "c.txt": "1"})
    assert archives.differences(before, archive({"a.txt": "1", "b.txt": "2", "d.txt": "1"})) == [
        "b.txt",
        "c.txt",
        "d.txt",
    ]
    assert archives.differences(before, archive({"b.txt": "1", "a.txt": "1", "c.txt": "1"})) == [
        "the order of its members"
    ]
    other = archive({"a.txt": "1", "b.txt": "1", "c.txt": "1"}, (2001, 1, 1, 0, 0, 0))
    assert archives.differences(before, other) == ["the dates or the attributes of its members"]
    assert archives.differences(before, before) == []


def test_clock_readings__are_dates_of_members_and_times_in_texts() -> None:
    since, until = dt.datetime(2026, 3, 1, 10, 59, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 11, 1, tzinfo=dt.UTC)

    def readings(data: bytes) -> list[str]:
        return list(archives.clock_readings(data, since, until))

    assert readings(archive({"a.txt": "2026-03-01T09:59:59Z 2026-03-01"})) == []
    assert readings(archive({"a.txt": "2026-03-01T10:59:59Z"})) == ["a time in 'a.txt'"]
    assert readings(archive({"a.txt": ""}, (2026, 3, 1, 23, 0, 0))) == ["the date of 'a.txt'"]
