"""icalendar: the events of a calendar, with their main properties."""

from __future__ import annotations

from typing import Any

import icalendar

from benchmarks.measuring import Works

_TEXTS = ("uid", "summary", "description")
_DATES = ("dtstart", "dtend", "dtstamp")


def works() -> Works:
    """Read the events of a calendar, and write them."""
    return {"read": read, "write": write}


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the properties of each event."""
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return [
        {name: str(event[name]) for name in _TEXTS} | {name: event.decoded(name) for name in _DATES} for event in events
    ]


def write(events: list[dict[str, Any]]) -> bytes:
    """Return the bytes of a calendar."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//benchmark//")
    calendar.add("version", "2.0")
    for properties in events:
        event = icalendar.Event()
        for name, value in properties.items():
            event.add(name, value)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
