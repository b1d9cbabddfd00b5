"""The entry points of installed plugins: found without ``importlib.metadata``, with the same result."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from empact.hooks.discovery import EntryPoint, entry_points, normalised


def lay_down(folder: Path, name: str, points: str, version: str = "1.0", kind: str = "dist-info") -> None:
    """Write the files that an installer leaves of a distribution."""
    information = folder / f"{name}-{version}.{kind}"
    information.mkdir(parents=True)
    headers = "METADATA" if kind == "dist-info" else "PKG-INFO"
    (information / headers).write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: not a header\n", encoding="utf-8"
    )
    if points:
        (information / "entry_points.txt").write_text(points, encoding="utf-8")
    importlib.invalidate_caches()


def facts(points: list[EntryPoint]) -> list[tuple[str, str, str | None]]:
    return [(point.name, point.distribution, point.version) for point in points]


def expected(group: str) -> list[tuple[str, str, str | None]]:
    """Return what ``importlib.metadata`` finds."""
    found = [(p.name, p.dist.name, p.dist.version) for p in metadata.entry_points(group=group) if p.dist is not None]
    return sorted(found)


@pytest.mark.parametrize("group", ["empact", "console_scripts", "pytest11", "no_such_group"])
def test_entry_points__are_those_of_importlib_metadata(group: str) -> None:
    assert sorted(facts(entry_points(group))) == expected(group)


def test_entry_points__reads_sections_comments_and_spaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    own = "[gnomes]\n# a comment\n b =  json \na.b=json:dumps\n"
    lay_down(tmp_path, "Garden_Gnomes", f"[console_scripts]\nbird = birds:main\n\n{own}[other]\nc = json\n")
    lay_down(tmp_path, "old-gnomes", "[gnomes]\nd = json\n", kind="egg-info")
    found = entry_points("gnomes")
    assert facts(found) == expected("gnomes")
    assert [(point.name, point.distribution) for point in found] == [
        ("a.b", "Garden_Gnomes"),
        ("b", "Garden_Gnomes"),
        ("d", "old-gnomes"),
    ]
    assert [point.load() for point in found] == [json.dumps, json, json]


def test_entry_points__of_one_distribution_in_two_folders__are_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_down(tmp_path / "second", "gnomes", "[gnomes]\nold = json\n", version="1.0")
    lay_down(tmp_path / "first", "Gnomes", "[gnomes]\nnew = json\n", version="2.0")
    lay_down(tmp_path / "second", "elves", "[gnomes]\nelf = json\n")
    lay_down(tmp_path / "first", "elves", "", version="2.0")
    monkeypatch.syspath_prepend(str(tmp_path / "second"))
    monkeypatch.syspath_prepend(str(tmp_path / "first"))
    assert facts(entry_points("gnomes")) == expected("gnomes") == [("new", "Gnomes", "2.0")]


def test_entry_points__with_an_archive_on_the_path__are_those_of_importlib_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "gnomes.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("gnomes-3.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: gnomes\nVersion: 3.0\n")
        file.writestr("gnomes-3.0.dist-info/entry_points.txt", "[gnomes]\nzipped = json\n")
    monkeypatch.syspath_prepend(str(archive))
    (point,) = entry_points("gnomes")
    assert facts([point]) == [("zipped", "gnomes", "3.0")]
    assert point.load() is json


def test_entry_points__of_the_finder_of_another_library__are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder(metadata.DistributionFinder):
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(self, context: object = None) -> list[metadata.Distribution]:  # noqa: ARG002
            return [Bundle()]

    class Bundle(metadata.Distribution):
        def read_text(self, filename: str) -> str | None:
            files = {"METADATA": "Name: bundle\nVersion: 4\n", "entry_points.txt": "[gnomes]\nbundled = json\n"}
            return files.get(filename)

        def locate_file(self, path: object) -> Path:
            return Path(str(path))

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert facts(entry_points("gnomes")) == [("bundled", "bundle", "4")]


def test_entry_points__import_no_importlib_metadata() -> None:
    script = "import sys, empact; empact.Session.installed().bundled; print('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_normalised__is_the_same_for_each_spelling_of_a_distribution() -> None:
    assert {normalised(name) for name in ("OAP_C.2012", "oap-c-2012", "Oap__C-.2012")} == {"oap-c-2012"}
