"""Documents with random damage: each is read, or reported with its place, and never stops the program."""

from __future__ import annotations

import functools
import importlib.resources
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from empact import Severity, session
from empact.diagnostics import PLUGIN_FAILED

SESSION = session.default_session()
WORDS = (
    *(
        "\t",
        "\n",
        "\0",
        "\x1b[2J",
        "\u2028",
        "\ufeff",
        "\ud800",
        "é",
        "🇪🇺",
        "#",
        " #",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!python/object:os.system",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "|",
        ">",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "<<: ",
        "null",
        "~",
        "yes",
        "1e999",
        "0x10",
        "2012-13-45",
    ),
    *(
        "All MS",
        "SG 99",
        "B-2012:2.1",
        "at least 2 of",
        "Q5",
        "31 February",
        "(tbc)",
        "KPI: 50 %",
        "[^99]",
        "x" * 11_000,
    ),
    *(
        "id: C-2012\n",
        "actions:\n",
        "number: 2.1\n",
        "items: [",
        "text: ",
        "withheld: true",
        "stated: 9.9",
        "extensions: {a: 1}\n",
    ),
)
"""What is inserted: syntax of both formats, words of the notation, and characters that few programs like."""


@functools.cache
def document(format: str) -> str:
    """Return the reference plan as a text."""
    if format == "yaml":
        return (importlib.resources.files("oap_c_2012") / "plan.yaml").read_text(encoding="utf-8")
    return (SESSION.export(SESSION.load("oap-c-2012"), to="json") or b"").decode()


@st.composite
def damaged(draw: st.DrawFn, format: str) -> str:
    """Return the text of the plan with one to four changes: a part removed, repeated, moved or replaced by a word."""
    text = document(format)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        part = text[start : start + draw(st.sampled_from((0, 1, 3, 20, 200, 5_000)))]
        end = start + len(part)
        match draw(st.sampled_from(("remove", "repeat", "move", "replace", "cut"))):
            case "remove":
                text = text[:start] + text[end:]
            case "repeat":
                text = text[:end] + part + text[end:]
            case "move":
                rest = text[:start] + text[end:]
                to = draw(st.integers(0, len(rest)))
                text = rest[:to] + part + rest[to:]
            case "cut":
                text = text[:start]
            case _:
                text = text[:start] + draw(st.sampled_from(WORDS)) + text[end:]
    return text


@pytest.mark.parametrize("format", ["yaml", "json"])
@settings(deadline=None, max_examples=settings().max_examples // 2)
@given(data=st.data())
def test_a_damaged_plan__is_read_or_reported_with_its_place(format: str, data: st.DataObject) -> None:
    text = data.draw(damaged(format))
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    reading = SESSION.read(stream, format=format)
    errors = [found for found in reading.diagnostics if found.severity is Severity.ERROR]
    assert (reading.value is None) == bool(errors)
    assert all(found.place.line is not None for found in errors)
    if reading.value is None:
        return
    findings = SESSION.validate(reading.value)
    assert not [found for found in findings if found.kind is PLUGIN_FAILED]
    tree = json.loads(SESSION.export(reading.value, to="json") or b"")
    again = SESSION.loads(json.dumps(tree), format="json")
    assert again == reading.value
