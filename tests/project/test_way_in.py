"""What a newcomer meets first: README.md, the installation page and the search of the documentation."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT

_WORDS = ["excel", "deadline", "declassified"]
_README = (ROOT / "README.md").read_text(encoding="utf-8")
_PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text)


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
def test_readme__links_are_relative_and_lead_to_this_checkout(link: str) -> None:
    assert not link.startswith(("http:", "https:", "/"))
    assert (ROOT / link.partition("#")[0]).exists(), link


def test_readme_script__makes_links_absolute_for_a_package_page(readme_script: dict[str, Any]) -> None:
    text = "[a](docs/a.md), [b](https://example.org/b) and [c](#c)"
    changed = readme_script["with_address"](text, "https://example.org/source/")
    assert changed == text.replace("](docs", "](https://example.org/source/docs")
    readme = readme_script["with_address"](_README, "https://example.org")
    assert all(link.startswith("https://example.org/") for link in _links(readme))


def test_installation__names_every_extra() -> None:
    page = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
    assert [extra for extra in _PROJECT["optional-dependencies"] if f"`{extra}`" not in page] == []


def test_the_extra_all__is_each_extra_of_a_feature() -> None:
    (together,) = _PROJECT["optional-dependencies"]["all"]
    features = _PROJECT["optional-dependencies"].keys() - {"all", "test", "docs", "dev"}
    assert together == f"empact[{','.join(sorted(features))}]"


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
    assert list(searches["EXPECTED"]) == ["install", "glossary", "what is an OAP", *_WORDS, "architecture"]
    assert [page for page in searches["EXPECTED"].values() if not (ROOT / "docs" / f"{page}.md").is_file()] == []
