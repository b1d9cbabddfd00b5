"""The faults that are planted in a plugin without a fault, one at a time: the kit reports each."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from empact.testing import plugin_problems
from empact.testing.surroundings import kept

HERE = Path(__file__).parent / "planted"
NAME = "oap_planted"
GROUPS = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
ALWAYS = {"extensions", "parties"}
"""The hooks that no fault switches off, since the plan and the cases of the plugin use what they provide."""


def planted(group: dict[str, Any], fault: dict[str, str], folder: Path, name: str) -> None:
    """Write the plugin with a fault to a folder, as a package of another name, with the hooks of its group only."""
    package = folder / name
    shutil.copytree(HERE / NAME, package, ignore=shutil.ignore_patterns("__pycache__"))
    changed = package / group["file"]
    text, anchor = changed.read_text(encoding="utf-8"), group["anchor"]
    if "add" in fault:
        assert text.count(anchor) == 1
        text = text.replace(anchor, f"{re.match(' *', anchor)[0]}{fault['add']}\n{anchor}")  # type: ignore[index] # matches
    if "old" in fault:
        assert fault["old"] in text
        text = text.replace(fault["old"], fault["new"])
    changed.write_text(text, encoding="utf-8")
    hooks = package / "__init__.py"
    text = hooks.read_text(encoding="utf-8")
    if "only" in group:
        text = re.sub(rf'    yield Exporter\(\s*name="(?!{group["only"]}|q)[^)]*\)\n', "", text)
    keep = {*group["hooks"], *ALWAYS, "exporter"}
    dropped = [hook for hook in re.findall(r"def (empact_\w+)", text) if hook.removeprefix("empact_") not in keep]
    hooks.write_text(f"{text}\n\ndel {', '.join(dropped)}\n", encoding="utf-8")
    for file in package.rglob("*.*"):
        content = file.read_text(encoding="utf-8")
        file.write_text(content.replace(NAME, name), encoding="utf-8")


FAULTS = {name: (group, fault) for group in GROUPS for name, fault in group["faults"].items()}
USUAL = {
    *(
        "rule-order-of-a-set",
        "rule-changes-the-context",
        "document-keys-by-position",
        "document-withheld-cell-is-empty",
    ),
    *("pack-marking-on-the-first-page-only", "exporter-names-that-differ-in-case", "formatter-changes-the-plan"),
    *("extension-converter-that-doubles", "party-successor-that-nobody-knows", "plan-id-of-another"),
    *("command-without-the-marking", "import-writes-past-the-output"),
}
"""The faults that are planted in each run of the tests: those of which no other test has one alike. All others take
minutes.
"""


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Import a package of the temporary folder, and forget it afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)  # some faults write a file
    before = set(sys.modules)

    def imported(name: str) -> ModuleType:
        importlib.invalidate_caches()
        with kept():  # what the import of a plugin prints and changes is its fault, not ours
            return importlib.import_module(name)

    yield imported
    for name in set(sys.modules) - before:
        if name.partition(".")[0].startswith(NAME):
            del sys.modules[name]


@pytest.mark.one_python
def test_plugin_problems__reports_nothing_about_a_plugin_without_a_fault(
    tmp_path: Path, load: Callable[[str], ModuleType]
) -> None:
    shutil.copytree(HERE / NAME, tmp_path / NAME, ignore=shutil.ignore_patterns("__pycache__"))
    assert plugin_problems(load(NAME)) == ()


@pytest.mark.one_python
@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in USUAL else [pytest.mark.oracle]) for n in FAULTS])
def test_plugin_problems__reports_a_planted_fault(name: str, tmp_path: Path, load: Callable[[str], ModuleType]) -> None:
    group, fault = FAULTS[name]
    package = f"{NAME}_{name.replace('-', '_')}"
    planted(group, fault, tmp_path, package)
    problems = plugin_problems(load(package))
    assert [problem for problem in problems if fault["says"] in problem], problems


def test_faults__name_only_what_the_plugin_has() -> None:
    assert set(FAULTS) >= USUAL
    assert len(FAULTS) > 200  # 91 were planted once, of which 66 were found
