"""The pages of the documentation as axe sees them, on a phone and on a desktop, light and dark."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import DOCS

pytestmark = pytest.mark.oracle

CHECK = Path(__file__).with_name("check_access.cjs")
PAGES = (
    *("index", "five-minutes", "installation", "glossary", "genindex", "search", "404", "tutorials/first-plan"),
    *("howto/index", "howto/export", "howto/report", "plugins/hooks", "plugins/rules", "explanation/progress"),
    *(f"reference/{page}" for page in ("index", "claims", "file-format", "plan-keys", "command-line", "rules")),
    *(f"reference/{page}" for page in ("commands/report", "api/index", "api/plan", "families/kpis")),
)
LOOKS = 2
"""The looks at a page: light on a phone, and dark on a desktop."""


def _run(*command: str | Path) -> str:
    program = shutil.which(str(command[0]))
    assert program is not None, f"install {command[0]}"
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    site, node = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("node")
    _run(Path(sys.executable).with_name("sphinx-build"), "-q", DOCS, site)
    _run("npm", "install", "--no-fund", "--no-audit", "--prefix", node, "axe-core", "puppeteer-core")
    chromium = shutil.which("chromium")
    assert chromium is not None, "install chromium"
    found: list[dict[str, Any]] = json.loads(
        _run("node", CHECK, node / "node_modules", chromium, *(site / f"{page}.html" for page in PAGES))
    )
    assert len(found) == LOOKS * len(PAGES)
    return found


def test_axe__finds_no_violation_in_any_page_of_the_documentation(looks: list[dict[str, Any]]) -> None:
    assert [(look["page"], look["width"], look["violations"]) for look in looks if look["violations"]] == []
    assert all(look["passes"] > 15 for look in looks)


def test_a_page_of_the_documentation__never_scrolls_to_the_side(looks: list[dict[str, Any]]) -> None:
    assert [(look["page"], look["width"]) for look in looks if look["overflow"] > 0] == []
