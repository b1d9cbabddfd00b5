"""How documents are laid out: in Chromium at two widths and on paper, and as LibreOffice prints them."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.driver_papers import PLAN as INVENTED
from tests.support.driver_papers import RECORDS
from tests.support.written import NAMES, SESSION

pytestmark = pytest.mark.oracle

MEASURE = Path(__file__).with_name("measure_layout.cjs")
REFERENCE = SESSION.load("oap-c-2012")
NOBODY_EXCLUDED = "c-exclusion"
CUT = {"c-findings", "q-findings"}
"""Documents with paths, addresses and digests, which no column has room for."""
OF_MONTHS = {"handbook", "responsibilities", "timeline", "workload"}
"""Documents with a table of twelve narrow columns, which scrolls to the side on a phone."""
BREAKS = re.compile(r"[-\u2010-\u2014/>]|\n")


def _documents(to: str, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each document of the reference plan, and of the invented plan with its reports."""
    known: dict[str, Any] = {"as_of": dt.date(2031, 12, 31), "records": RECORDS}
    more: dict[str, Any]
    for letter, plan, party, more in (("c", REFERENCE, "HU", {}), ("q", INVENTED, "QN", known)):
        for name in names:
            options: dict[str, Any] = {"party": party} if name in {"handbook", "tasking", "exclusion"} else {}
            if f"{letter}-{name}" != NOBODY_EXCLUDED:
                yield f"{letter}-{name}", SESSION.export(plan, document=name, to=to, **more, **options)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0]))
    assert program is not None, f"install {command[0]}"
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder, chromium = tmp_path_factory.mktemp("layouts"), shutil.which("chromium")
    assert chromium is not None, "install chromium"
    _run("npm", "install", "--no-fund", "--no-audit", "--prefix", folder, "puppeteer-core")
    for name, data in _documents("html", NAMES):
        (folder / f"{name}.html").write_bytes(data)
    pages = sorted(folder.glob("*.html"))
    found: list[dict[str, Any]] = json.loads(_run("node", MEASURE, folder / "node_modules", chromium, *pages).stdout)
    assert len(found) == 3 * len(pages)
    return found


def _found(layouts: list[dict[str, Any]], what: str, *where: str) -> dict[str, Any]:
    return {f"{each['page']} {each['where']}": each[what] for each in layouts if each["where"] in where and each[what]}


def test_a_page__fits_a_window_of_1280_pixels_a_phone_and_paper(layouts: list[dict[str, Any]]) -> None:
    assert sum(each["tables"] for each in layouts if each["where"] == "window") > 150
    assert _found(layouts, "overflow", "window", "phone", "paper") == {}
    assert _found(layouts, "wide", "window", "paper") == {}
    assert {name.partition("-")[2].split()[0] for name in _found(layouts, "wide", "phone")} <= OF_MONTHS


def test_a_page__breaks_no_word_and_no_code(layouts: list[dict[str, Any]]) -> None:
    assert sum(each["words"] for each in layouts if each["where"] == "window") > 40_000
    found = _found(layouts, "broken", "window", "phone", "paper")
    assert {name: words for name, words in found.items() if name.split()[0] not in CUT} == {}


def _words(data: bytes) -> Iterator[str]:
    """The words of a Word file, with those of its notes and of what is above and below its pages."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|header\d*|footer\d*)\.xml", name):
                for text in re.findall(r"<w:t[ >][^<]*", archive.read(name).decode()):
                    yield from html.unescape(text.partition(">")[2]).split()


def _pieces(word: str) -> set[str]:
    return {piece.strip("()[].,;:'\"\u201c\u201d") for piece in BREAKS.split(word)}


def test_a_printed_word_file__breaks_no_word_and_no_code(tmp_path: Path) -> None:
    files = dict(_documents("docx", ["governance", "handbook", "progress", "tasking", "workload"]))
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    given = sorted(tmp_path.glob("*.docx"))
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *given)
    for name, data in files.items():
        known = {piece for word in _words(data) for piece in _pieces(word)}
        printed = _run("pdftotext", "-bbox", tmp_path / f"{name}.pdf", "-").stdout
        found = [html.unescape(word) for word in re.findall(r"<word [^>]*>(.*?)</word>", printed)]
        assert len(found) > 200
        broken = [word for word in found if any(piece not in known for piece in _pieces(re.sub(r"\d+$", "", word)))]
        assert [word for word in broken if any(piece not in known for piece in _pieces(word))] == [], name
