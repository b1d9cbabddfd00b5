"""What a newcomer meets first: README.md, the installation page and the search of the documentation."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT

_README = (ROOT / "README.md").read_text(encoding="utf-8")
_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_URLS: dict[str, str] = _PROJECT["urls"]


def _links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text)


def _in_checkout(link: str) -> Path:
    """The file or folder of this checkout that stands behind a link."""
    documentation, source = _URLS["Documentation"], _URLS["Source"]
    if link.startswith(documentation):
        page = link.removeprefix(documentation).partition("#")[0] or "index.html"
        return ROOT / "docs" / f"{page.removesuffix('.html')}.md"
    assert link.startswith(source), f"{link!r} starts with no address of [project.urls]"
    return ROOT / re.sub(r"^/(blob|tree)/main/", "", link.removeprefix(source))


@pytest.fixture(scope="module")
def readme_script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "_scripts" / "readme.py"))


@pytest.fixture(scope="module")
def searches() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "_ext" / "searches.py"))


def test_readme__shows_what_the_program_prints(readme_script: dict[str, Any]) -> None:
    assert readme_script["with_example"](_README) == _README, "run: python docs/_scripts/readme.py"


def test_readme__shows_eight_lines_of_output_at_80_columns(readme_script: dict[str, Any]) -> None:
    (block,) = re.findall(r"```text\n(.*?)```", readme_script["example"](), re.DOTALL)
    command, *lines = [line for line in block.splitlines() if line not in {"", "..."}]
    assert command == "$ empact validate oap-c-2012"
    assert len(lines) == 8
    assert max(map(len, lines)) <= 80


def test_readme_script__names_the_missing_marker(readme_script: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^README\.md needs the lines "):
        readme_script["with_example"]("# empact\n")


def test_readme__prose_fits_80_columns() -> None:
    prose = re.sub(r"```.*?```|^\|.*?$", "", _README, flags=re.DOTALL | re.MULTILINE)
    assert [line for line in prose.splitlines() if len(line) > 80 and "](" not in line] == []


@pytest.mark.parametrize("link", sorted(set(_links(_README))))
def test_readme__links_are_absolute_and_lead_to_this_checkout(link: str) -> None:
    assert _in_checkout(link).exists(), link


def test_project_urls__lead_to_this_checkout() -> None:
    assert _in_checkout(_URLS["Documentation"]).is_file()
    assert _in_checkout(_URLS["Changelog"]) == ROOT / "CHANGELOG.md"
    assert all(url.startswith("https://") for url in _URLS.values())


def test_installation__links_to_the_source_are_those_of_the_project() -> None:
    page = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
    links = [link for link in _links(page) if "://" in link]
    assert links
    assert [link for link in links if not _in_checkout(link).exists()] == []


def test_installation__names_every_extra() -> None:
    page = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
    assert [extra for extra in _PROJECT["optional-dependencies"] if f"`{extra}`" not in page] == []


def _index(**titles: str) -> dict[str, Any]:
    """A search index of pages with these titles, and no index entries."""
    return {
        "docnames": list(titles),
        "titles": list(titles.values()),
        "alltitles": {title: [[page, None]] for page, title in enumerate(titles.values())},
        "indexentries": {},
    }


def test_first_page__is_the_page_with_this_title(searches: dict[str, Any]) -> None:
    index = _index(words="Glossary", more="Words of the glossary")
    assert searches["first_page"](index, "glossary") == "words"


def test_first_page__prefers_a_main_index_entry_to_a_title(searches: dict[str, Any]) -> None:
    index = _index(setup="Installation", other="Install") | {"indexentries": {"install": [[0, "index-0", True]]}}
    assert searches["first_page"](index, "Install") == "setup"


@pytest.mark.parametrize(
    "index",
    [
        pytest.param(_index(setup="Installation"), id="part-of-a-title"),
        pytest.param(_index(setup="The rest"), id="no-match"),
        pytest.param(
            _index(one="One", two="Two") | {"indexentries": {"install": [[0, "a", True], [1, "b", True]]}}, id="a-tie"
        ),
        pytest.param(_index(one="One") | {"indexentries": {"install": [[0, "a", False]]}}, id="no-main-entry"),
    ],
)
def test_first_page__is_none_where_another_page_may_come_first(index: dict[str, Any], searches: dict[str, Any]) -> None:
    assert searches["first_page"](index, "install") is None


def test_read_index__reads_what_sphinx_writes(tmp_path: Path, searches: dict[str, Any]) -> None:
    (tmp_path / "searchindex.js").write_text('Search.setIndex({"docnames":["index"]})', encoding="utf-8")
    assert searches["read_index"](tmp_path) == {"docnames": ["index"]}


def test_searches__expect_pages_that_exist(searches: dict[str, Any]) -> None:
    assert list(searches["EXPECTED"]) == ["install", "glossary", "what is an OAP", "architecture"]
    assert [page for page in searches["EXPECTED"].values() if not (ROOT / "docs" / f"{page}.md").is_file()] == []
