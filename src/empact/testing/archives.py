"""Looks into files that are zip archives, such as workbooks and Word documents, for the checks of exporters.

What has to carry a marking, and what is active in a file, is found by :mod:`empact.containers`; here is what only the
checks need: the texts of an archive, and in what two archives differ.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from collections.abc import Iterator

from empact.containers import ZIP, ContainerError
from empact.containers.markup import parse
from empact.containers.pages import joined
from empact.containers.texts import decoded


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip archive."""
    return data.startswith(ZIP)


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain_text(data: bytes) -> str | None:
    """Return a file as text; None if it is not a text, or its encoding is not certain."""
    texts = decoded(data)
    return texts[0] if len(texts) == 1 else None


def member_text(data: bytes) -> str | None:
    """Return the text of a member: of XML, what its elements contain; None if it is not text."""
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml"):
        # XML that cannot be parsed is reported where the marking is looked for
        with contextlib.suppress(SyntaxError, ContainerError):
            return joined(parse(data))
    return plain_text(data)


def differences(before: bytes, after: bytes) -> list[str]:
    """Return the members in which two archives differ, and what else differs, such as the dates of members."""
    first, second = members(before), members(after)
    names = [name for name in {**first, **second} if first.get(name) != second.get(name)]
    if not names and list(first) != list(second):
        return ["the order of its members"]
    if not names and before != after:
        return ["the dates or the attributes of its members"]
    return names


def clock_readings(data: bytes, since: dt.datetime, until: dt.datetime) -> Iterator[str]:
    """Yield what in an archive has the time at which it was made, to the hour.

    Two archives that are made within two seconds can be equal although they have it.

    Args:
        data: The archive.
        since: A moment before it was made, with its time zone.
        until: A moment after it was made, with its time zone.
    """
    day = dt.timedelta(days=1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            moment = dt.datetime(*member.date_time, tzinfo=dt.UTC)
            if since - day <= moment <= until + day:  # a member has no time zone
                yield f"the date of {member.filename!r}"
    hours = {f"{moment.astimezone(zone):%Y-%m-%dT%H}" for moment in (since, until) for zone in (dt.UTC, None)}
    for name, content in members(data).items():
        text = member_text(content) or ""
        if any(hour in text for hour in hours):
            yield f"a time in {name!r}"
