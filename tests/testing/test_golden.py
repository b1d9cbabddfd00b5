"""Golden files and the fixtures of the kit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import shipped

import empact
from empact.testing import Golden

CURE = "run 'pytest --update-golden', and read it before you commit it."


def failure(golden: Golden, name: str, made: bytes | str) -> list[str]:
    with pytest.raises(AssertionError) as caught:
        golden(name, made)
    return str(caught.value).splitlines()


def test_a_missing_file_fails_and_says_how_to_make_it(tmp_path: Path) -> None:
    (told,) = failure(Golden(tmp_path), "plan.csv", "a")
    assert told == f"The golden file {tmp_path / 'plan.csv'} does not exist. To create it, {CURE}"


def test_a_file_that_is_updated_holds_what_was_made(tmp_path: Path) -> None:
    folder = tmp_path / "golden"
    Golden(folder, update=True)("deep/plan.csv", "é\n")
    assert (folder / "deep" / "plan.csv").read_bytes() == "é\n".encode()
    Golden(folder)("deep/plan.csv", "é\n")
    Golden(folder)("deep/plan.csv", "é\n".encode())
    Golden(folder, update=True)("deep/plan.csv", b"\xff")
    Golden(folder)("deep/plan.csv", b"\xff")


def test_a_difference_is_shown_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("a\nb\nc\n", encoding="utf-8")
    for made in ("a\nB\nc\n", b"a\nB\nc\n"):
        first, *lines = failure(Golden(tmp_path), "plan.csv", made)
        assert first == f"The output differs from {tmp_path / 'plan.csv'}. To update the file, {CURE}"
        assert lines == ["--- golden file", "+++ output", "@@ -1,3 +1,3 @@", " a", "-b", "+B", " c"]


def test_a_long_difference_is_cut(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("", encoding="utf-8")
    lines = failure(Golden(tmp_path), "plan.csv", "a\n" * 1000)
    assert len(lines) == 202
    assert lines[-1] == "... and 803 more lines"


def test_of_bytes_the_first_difference_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"PK\xff\x01")
    told = "The first difference is at byte {}; the golden file has 4 bytes, the output {}."
    assert failure(Golden(tmp_path), "plan.xlsx", b"PK\xff\x02")[1:] == [told.format(3, 4)]
    assert failure(Golden(tmp_path), "plan.xlsx", b"PK\xff")[1:] == [told.format(3, 3)]


def test_the_end_of_a_line_matters_in_bytes_and_not_in_a_text(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_bytes(b"a\r\nb\r\n")
    Golden(tmp_path)("plan.csv", "a\nb\n")
    assert failure(Golden(tmp_path), "plan.csv", b"a\nb\n")[1:] == [
        "The first difference is at byte 1; the golden file has 6 bytes, the output 4."
    ]


def test_a_name_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'\.\./plan\.csv' is outside its folder"):
        Golden(tmp_path / "golden", update=True)("../plan.csv", "a")
    assert list(tmp_path.iterdir()) == []


# The fixtures


def test_the_session_knows_no_plugin_unless_a_test_names_one(empact_session: empact.Session) -> None:
    assert [one.name for one in empact_session.plugins] == shipped.PLUGINS


def test_the_reference_plan_is_a_fixture(reference_plan: empact.Plan) -> None:
    assert reference_plan == empact.load("oap-c-2012")


CONFTEST = 'pytest_plugins = ["empact.testing.fixtures"]\n'
TESTS = """
import pytest
import oap_c_2012

@pytest.fixture
def empact_plugins():
    return [oap_c_2012]

def test_the_session_knows_the_plugin(empact_session):
    assert empact_session.bundled[0].name == "oap-c-2012"

def test_the_export_is_as_it_was(empact_session, reference_plan, golden):
    golden("plan.json", empact_session.export(reference_plan, to="json"))
"""


def test_a_project_of_its_own_uses_the_fixtures_and_the_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_pytest: Callable[[list[str]], tuple[int, str]]
) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_mine.py").write_text(TESTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*options: str) -> tuple[int, str]:
        return run_pytest(["-q", "-p", "no:cacheprovider", "-W", "error", *options])

    status, told = run()
    assert (status, "1 failed, 1 passed" in told) == (1, True), told
    assert CURE in told
    assert run("--update-golden")[0] == 0
    written = tmp_path / "tests" / "golden" / "plan.json"
    assert written.read_bytes() == empact.export(empact.load("oap-c-2012"), to="json")
    assert run()[0] == 0


def test_links_that_lead_to_each_other_are_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    with pytest.raises(OSError, match="symbolic links"):
        Golden(tmp_path)("one", "a")
