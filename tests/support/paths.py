"""Where the files are that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
PLAN_FOLDER = DATA / "plans"
DOCS = ROOT / "docs"
REFERENCE = ROOT / "examples" / "oap_c_2012" / "src" / "oap_c_2012" / "plan.yaml"
