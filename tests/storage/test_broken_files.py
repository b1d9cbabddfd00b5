"""Files that give no plan: each is told with code, place and cure, exits with 2, and never with a traceback.

The messages stand in ``golden/broken_files.txt``, one file for all, so that a change of one is seen beside the others.
After a change that is meant: ``pytest tests/storage/test_broken_files.py --update-golden``, and read the difference.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from empact import Session
from empact.cli import main
from empact.testing import Golden

HEAD = "empact: plan/1\nid: X-2026\n"
ACTION = HEAD + 'actions:\n  - number: "1.1"\n'

YAML: dict[str, str | bytes] = {
    "an empty file": "",
    "white space and comments": "# nothing yet\n\n",
    "a list at the top": "- empact: plan/1\n",
    "a scalar at the top": "a plan\n",
    "no header": "id: X-2026\n",
    "a format of the future": "empact: plan/9\nid: X-2026\n",
    "a file that was cut": HEAD + 'title: "Operational Action Pl',
    "a file that was cut in a list": HEAD + "driver: [IT, ",
    "a tab that indents": HEAD + "cover:\n\tplace: Brussels\n",
    "UTF-16": (HEAD + "title: Plan\n").encode("utf-16"),
    "Latin-1": (HEAD + "title: Türkei\n").encode("latin-1"),
    "a NUL": (HEAD + "title: a\0b\n").encode(),
    "two documents": HEAD + "---\n" + HEAD,
    "5,000 levels in flow": HEAD + "extensions: " + "[" * 5000 + "]" * 5000,
    "5,000 levels in blocks": HEAD + "extensions:\n" + "".join(" " * n + "a:\n" for n in range(1, 5001)),
    "an alias bomb": HEAD + "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "a Python tag": HEAD + "title: !!python/object/apply:os.system ['touch /tmp/empact-was-here']\n",
    "a duplicate key": ACTION + "    leaders: IT\n    leaders: ES\n",
    "a KPI read as a mapping": ACTION + "    kpis: KPI: Number of arrests\n",
    "a KPI in a list": ACTION + "    kpis:\n      - KPI: Number of arrests\n",
    "a sentence cut by a comment": ACTION + "    activity: Follow up of report #12 of 2025\n",
    "a text that starts with *": ACTION + "    activity: *Weaken* the groups\n",
    "a text that starts with [": ACTION + "    activity: [^7] is the mark\n",
    'a text that starts with "': ACTION + '    activity: "Seahorse" project\n',
    "an unquoted comma in {}": ACTION + "    leaders: {text: HU, AT}\n",
    "an unquoted colon in []": ACTION + "    links: [B: SG 1]\n",
    "keys that are misspelt": HEAD + 'titel: x\nactions:\n  - number: "1.1"\n    leader: IT\n  - nmber: "1.2"\n',
    "values of a wrong type": HEAD + "period: 2026\nactions: none\ncheckpoints: {June: 1}\n",
    "values that are not taken": ACTION
    + "    channels: [{system: SIENA, use: primry}]\n    reservations: [{kind: maybe, stated: section}]\n",
    "a number with a blank": HEAD + 'actions:\n  - number: "1 1"\n',
    "a date that is none": HEAD + "period: {start: 2026-02-30, end: 31.12.2026}\n",
}  # fmt: skip
JSON: dict[str, str | bytes] = {
    "NaN": '{"empact": "plan/1", "id": "X", "extensions": {"x": NaN}}',
    "100,000 levels": '{"empact": "plan/1", "id": "X", "extensions": ' + "[" * 100_000,
    "a number for an action": '{"empact": "plan/1", "id": "X",\n "actions": [{"number": 1.10}]}',
    "false for a text": '{"empact": "plan/1", "id": "X",\n "title": false}',
    "two documents": '{"empact": "plan/1", "id": "X"}\n{"empact": "plan/1"}',
    "a duplicate key": '{"empact": "plan/1",\n "id": "X", "id": "Y"}',
    "a file that was cut": '{"empact": "plan/1",\n "id": "X", "goals": [',
    "an empty file": "",
}
FILES = {f"{name} (yaml)": (data, ".yaml") for name, data in YAML.items()}
FILES |= {f"{name} (json)": (data, ".json") for name, data in JSON.items()}


def content(name: str) -> bytes:
    data, _ = FILES[name]
    return data if isinstance(data, bytes) else data.encode()


def told(name: str) -> str:
    """What reading the file tells, a line each, and its cure beneath."""
    stream = io.BytesIO(content(name))
    reading = Session().read(stream, format=FILES[name][1].removeprefix("."))
    assert reading.value is None
    lines = [f"== {name}"]
    for one in reading.diagnostics:
        lines.append(f"{one.place.line}:{one.place.column} {one.code} {one.message}")
        lines += [f"    {one.hint}"] if one.hint else []
    return "\n".join(lines)


def test_every_broken_file_is_told_as_written_down(golden: Golden) -> None:
    golden("broken_files.txt", "\n\n".join(told(name) for name in FILES) + "\n")


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_exits_with_2_and_names_its_place(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"broken{FILES[name][1]}"
    file.write_bytes(content(name))
    result = CliRunner().invoke(main, ["validate", str(file)])
    assert result.exit_code == 2
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert "broken" in result.output


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    file = tmp_path / "plan.yaml"
    file.write_text(f"{HEAD}title: !!python/object/apply:os.mkdir ['{witness}']\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["validate", str(file)]).exit_code == 2
    assert not witness.exists()


def test_a_folder_and_a_missing_file_exit_with_2(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.yaml"):
        result = CliRunner().invoke(main, ["validate", str(path)])
        assert (result.exit_code, "Traceback" in result.output) == (2, False)
        assert str(path) in result.output


def test_a_file_above_the_bound_exits_with_2(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(HEAD.encode() + b"# " + b"x" * 16_000_000)
    result = CliRunner().invoke(main, ["validate", str(file)])
    assert result.exit_code == 2
    assert "larger than 16,000,000 bytes" in " ".join(result.output.split())


def test_norway_and_a_number_that_ends_in_zero_stay_what_they_are() -> None:
    text = HEAD + "actions:\n  - number: 1.10\n    participants: [NO, DK]\n"
    (action,) = Session().loads(text, format="yaml").actions
    assert action.number == "1.10"
    assert [str(party) for party in action.participants] == ["NO", "DK"]
