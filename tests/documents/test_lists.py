"""Lists in texts: a paragraph, or a line of one, that starts with a hyphen is an item of a list in each format."""

from __future__ import annotations

import re

import pytest

from empact import Plan, Session
from empact.analysis import PlanContext
from empact.documents import Document, Section, Text
from empact.hooks import DocumentSpec, hookimpl

TEXTS = {
    "paragraphs": ("These are completed:", "- 1.2 Compare the *movements*.", "- 2. Train.", "End."),
    "lines": ("These are completed:\n- 1.2 Compare the *movements*.\n- 2. Train.", "End."),
}
"""The text as the paper writes it, and as the prose of a plan has it."""


def document(texts: str) -> Document:
    section = Section(key="a", title="A", body=Text(TEXTS[texts]))
    return Document(kind="listed", title="Listed", name="listed", sections=(section,))


def build_paragraphs(_ctx: PlanContext) -> Document:
    return document("paragraphs")


def build_lines(_ctx: PlanContext) -> Document:
    return document("lines")


class Plugin:
    """A document for each text."""

    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        return [DocumentSpec(name=name, summary="A list.", build=f"{__name__}:build_{name}") for name in TEXTS]


SESSION = Session([Plugin()])


def exported(name: str, to: str) -> str:
    return SESSION.export(Plan(id="X-2031"), document=name, to=to).decode()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_html__a_list_is_a_list(name: str) -> None:
    page = re.sub(r"<wbr>", "", exported(name, "html"))
    items = re.search(r"<p>These are completed:</p>\s*<ul>(.*?)</ul>\s*<p>End.</p>", page, re.DOTALL)
    assert items is not None
    assert re.findall(r"<li>(.*?)</li>", items[1]) == ["1.2 Compare the *movements*.", "2. Train."]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_markdown__a_list_is_a_list(name: str) -> None:
    text = exported(name, "markdown")
    assert "These are completed:\n\n- 1\\.2 Compare the \\*movements\\*.\n- 2\\. Train.\n\nEnd.\n" in text


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_text__the_items_of_a_list_stand_together(name: str) -> None:
    assert "- 1.2 Compare the *movements*.\n- 2. Train.\n\nEnd." in exported(name, "text")
