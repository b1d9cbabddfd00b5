"""The site of the documentation: a page for each command, the length of pages, their links, and the list of them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support.paths import DOCS

from empact.cli.commands import BUILT_IN

COMMANDS = DOCS / "reference" / "commands"


def _extension(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "_ext"))
        return importlib.import_module(name)


@pytest.fixture(scope="module")
def built_pages() -> ModuleType:
    return _extension("built_pages")


@pytest.fixture(scope="module")
def command_pages() -> ModuleType:
    return _extension("command_pages")


@pytest.fixture(scope="module")
def site_files() -> ModuleType:
    return _extension("site_files")


def test_command_pages__are_those_of_the_built_in_commands() -> None:
    assert sorted(page.stem for page in COMMANDS.glob("*.md")) == sorted(BUILT_IN)
    assert "```{commands}\n```\n" in (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BUILT_IN)
def test_command_page__has_the_usage_and_the_options_of_its_command(name: str, command_pages: ModuleType) -> None:
    page = (COMMANDS / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# `empact {name}`\n")
    assert re.findall(r"```\{usage\} (.*)\n```\n", page) == [name]
    assert sorted(re.findall(r"```\{options\} (.*)\n```\n", page)) == sorted(command_pages.leaves(name))


def _written(command_pages: ModuleType, block: str) -> list[str]:
    class _App:
        class env:  # noqa: N801 - the name that Sphinx gives it
            @staticmethod
            def note_dependency(_file: str) -> None: ...

    source = [block]
    command_pages.write_blocks(_App, "page", source)
    return source[0].splitlines()


def test_usage__of_a_group_is_that_of_each_of_its_commands(command_pages: ModuleType) -> None:
    assert _written(command_pages, "```{usage} ledger\n```") == [
        "```text",
        "empact ledger add [OPTIONS] PLAN KIND",
        "empact ledger check [OPTIONS] PLAN",
        "empact ledger confirm [OPTIONS] PLAN FILE...",
        "empact ledger list [OPTIONS] PLAN",
        "```",
    ]


def test_options__have_those_of_the_document_of_the_command_and_no_help(command_pages: ModuleType) -> None:
    rows = _written(command_pages, "```{options} overlaps\n```")
    assert rows[:2] == ["| Option | Meaning |", "| --- | --- |"]
    options = [row.split("`")[1] for row in rows[2:]]
    assert options[0] == "--least NUMBER"  # of the document `overlaps`
    assert r"--format [text\|json]" in options
    assert not [option for option in options if "--help" in option]


def test_options__show_what_is_typed_as_code(command_pages: ModuleType) -> None:
    (row,) = [row for row in _written(command_pages, "```{options} export\n```") if row.startswith("| `--to FORMAT`")]
    assert "`empact formats`" in row


def test_options__of_a_command_that_does_not_exist__are_an_error(command_pages: ModuleType) -> None:
    with pytest.raises(LookupError, match=r"^empact has no command 'shwo'\.$"):
        _written(command_pages, "```{options} shwo\n```")


def _site(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        page = folder / f"{name.replace('_', '/')}.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return folder


def test_faults__of_a_page_that_is_too_long__name_its_length(built_pages: ModuleType, tmp_path: Path) -> None:
    _site(tmp_path, long="x" * 150_001, short="x" * 150_000)
    (fault,) = built_pages.faults(tmp_path)
    assert fault == "long.html has 150,001 bytes without styles and scripts, more than 150,000: split it."


def test_faults__do_not_count_styles_scripts_and_pictures(built_pages: ModuleType, tmp_path: Path) -> None:
    much = "x" * 100_000
    _site(tmp_path, page=f"<style>{much}</style><script>{much}</script><svg>{much}</svg>{much}")
    assert list(built_pages.faults(tmp_path)) == []


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("there.html", id="no-page"),
        pytest.param("other.html#nowhere", id="no-place-on-another-page"),
        pytest.param("#nowhere", id="no-place-on-this-page"),
        pytest.param("../index.html", id="above-the-site"),
        pytest.param("picture.png", id="no-picture"),
    ],
)
def test_faults__name_a_link_that_leads_nowhere(link: str, built_pages: ModuleType, tmp_path: Path) -> None:
    _site(tmp_path, index=f'<p id="here"><a href="{link}">x</a></p>', other="<p id='there'>x</p>")
    assert list(built_pages.faults(tmp_path)) == [f"index.html has a link to {link!r}, which does not exist."]


@pytest.mark.parametrize(
    "link",
    [
        "#",
        "#here",
        "deep/other.html",
        "deep/other.html#there",
        "deep/other.html?v=1#there",
        "deep/other.html#%C3%A9t%C3%A9",
        "deep/other.html#&quot;",
        "https://example.org/nothing.html",
        "mailto:nobody@example.org",
        "data:,x",
    ],
)
def test_faults__are_none_for_a_link_that_leads_somewhere(link: str, built_pages: ModuleType, tmp_path: Path) -> None:
    other = '<a href="../index.html#here" id="there">x</a><i id="été"></i><i id="&quot;"></i>'
    _site(tmp_path, index=f'<p id="here"><a href="{link}">x</a></p>', deep_other=other)
    assert list(built_pages.faults(tmp_path)) == []


class _Title:
    def __init__(self, text: str) -> None:
        self.text = text

    def astext(self) -> str:
        return self.text


class _Environment:
    """What `llms.txt` reads of the environment of Sphinx."""

    class config:  # noqa: N801 - the name that Sphinx gives it
        project = "empact"
        root_doc = "index"

    def __init__(self) -> None:
        titles = {"index": "empact", "start": "Start here", "ref/index": "Reference", "ref/json": "JSON"}
        self.titles = {page: _Title(title) for page, title in titles.items()}
        self.toctree_includes = {"index": ["start", "ref/index"], "ref/index": ["ref/json"]}
        self.metadata: dict[str, dict[str, Any]] = {page: {} for page in titles}
        self.metadata["ref/json"] = {"first sentence": "What commands print."}


def test_llms_text__lists_each_page_once_with_its_first_sentence(site_files: ModuleType) -> None:
    title, _, summary, *lines = site_files.llms_text(_Environment(), "https://example.org/docs/").splitlines()
    assert title == "# empact"
    assert summary.startswith("> Typed data, ")
    assert [line for line in lines if line] == [
        "## Start",
        "- [empact](https://example.org/docs/index.html)",
        "- [Start here](https://example.org/docs/start.html)",
        "## Reference",
        "- [Reference](https://example.org/docs/ref/index.html)",
        "- [JSON](https://example.org/docs/ref/json.html): What commands print.",
    ]


class _Node:
    """A part of a page, with its text."""

    def __init__(self, tagname: str, text: str = "", parent: _Node | None = None) -> None:
        self.tagname, self.text, self.parent = tagname, text, parent

    def astext(self) -> str:
        return self.text


class _Tree:
    """A page with a table and these paragraphs."""

    def __init__(self, *texts: str) -> None:
        cell, section = _Node("entry"), _Node("section")
        self.nodes = [_Node("paragraph", "Of a table.", cell), *(_Node("paragraph", text, section) for text in texts)]

    def findall(self, condition: Callable[[_Node], bool]) -> Iterator[_Node]:
        return filter(condition, self.nodes)


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ((), ""),
        (("One short sentence. Another one.", "More."), "One short sentence."),
        (("A plan of 2012,\nsuch as\nC-2012. It is public.",), "A plan of 2012, such as C-2012."),
        (("It says so:",), "It says so:"),
        (("Decided. Reading is strict. An error stops it.",), "Reading is strict."),
        (("Decided.", "It is “All MS”. So be it."), "It is “All MS”."),
        (("See section 5.3 for it. Then go on.",), "See section 5.3 for it."),
    ],
)
def test_first_sentence__is_that_of_the_first_paragraph(
    texts: tuple[str, ...], sentence: str, site_files: ModuleType
) -> None:
    assert site_files.first_sentence(_Tree(*texts)) == sentence


@pytest.mark.parametrize(
    ("address", "root"),
    [("", "/"), ("https://example.org/", "/"), ("https://example.org/en/latest/", "/en/latest/")],
)
def test_not_found__has_links_from_the_root_of_the_site(address: str, root: str, site_files: ModuleType) -> None:
    class _App:
        class config:  # noqa: N801 - the name that Sphinx gives it
            html_baseurl = address

        class env:  # noqa: N801 - the name that Sphinx gives it
            titles = dict.fromkeys(site_files._OFFERED, _Title("A title"))

    ((name, context, template),) = site_files.add_not_found(_App)
    assert (name, template) == ("404", "404.html")
    assert context["site_root"] == root
    assert [page for page, _ in context["found_pages"] if not (DOCS / f"{page}.md").is_file()] == []


def test_not_found__says_where_its_links_start_before_the_first_link() -> None:
    text = (DOCS / "_templates" / "404.html").read_text(encoding="utf-8")
    assert text.index('<base href="{{ site_root|e }}">') < text.index("href=", text.index("<base href") + 12)


def test_favicon__is_a_small_picture() -> None:
    assert len((DOCS / "favicon.svg").read_bytes()) < 1_000
