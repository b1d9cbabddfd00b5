"""The order of trust: what empact provides comes first, and another reference plan is reported."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.installing import Installer, install
from tests.support.processes import unmeasured

import oap_c_2012
from empact import Session
from empact.cli import main
from empact.hooks import BundledPlan
from empact.hooks.discovery import built_in
from empact.storage.reference_plan import NAME, SHA_256, reference_problems

__all__ = ["install"]

OTHER = "empact: plan/1\nid: X\ntitle: Another plan\n"
PROVIDES = """\
from empact.hooks import BundledPlan, hookimpl

@hookimpl
def empact_plans():
    yield BundledPlan(name={name!r}, package={package!r}, resource="plan.yaml")
"""


def provider(package: str, name: str, plan: str = OTHER) -> dict[str, str]:
    """Return the files of a package that provides a plan."""
    return {f"{package}/__init__.py": PROVIDES.format(name=name, package=package), f"{package}/plan.yaml": plan}


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test find the plugins anew."""
    monkeypatch.setattr("empact.cli.app.default_session", Session.installed)


def faults(session: Session) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.origin, fault.message) for fault in session.plugins.diagnostics]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="empact")


# The order


def test_installed__has_the_plugins_of_empact_first_and_the_others_by_name(install: Installer) -> None:
    install("bbb", provider("bbb", "b-plan"), "bbb = bbb")
    install("aaa", provider("aaa", "a-plan"), "aaa = aaa")
    names = [plugin.name for plugin in Session.installed().plugins]
    assert names == [*(candidate.name for candidate in built_in()), "oap_c_2012", "aaa", "bbb"]


def test_a_plan_with_the_name_of_the_reference_plan__is_ignored_and_its_plugin_is_blamed(install: Installer) -> None:
    install("aaa", provider("aaa", "OAP_C_2012"), "aaa = aaa")
    session = Session.installed()
    plan = session.load("oap-c-2012")
    assert plan.id == "C-2012"
    assert faults(session) == [
        (
            "OAP903",
            "aaa",
            "The plugins 'oap_c_2012' and 'aaa' both provide 'oap-c-2012'; the one from 'oap_c_2012' is used.",
        )
    ]
    assert session.validate(plan, select="links")[-1].message == "Plugins have 1 fault: 'aaa'."


def test_a_plugin_with_the_name_of_the_reference_plugin__is_not_loaded_and_its_distribution_is_blamed(
    install: Installer,
) -> None:
    install("aaa", provider("aaa", "oap-c-2012"), "oap_c_2012 = aaa")
    session = Session.installed()
    plan = session.load("oap-c-2012")
    assert plan.id == "C-2012"
    message = "Two plugins are named 'oap_c_2012'; the one from empact is loaded, the one from aaa is not."
    assert faults(session) == [("OAP901", "aaa", message)]
    assert session.plugins.diagnostics[0].hint == "Disable or uninstall 'aaa'."
    assert session.validate(plan, select="links")[-1].message == "Plugins have 1 fault: 'aaa'."
    assert [(info.distribution, info.state.value) for info in session.plugins if info.name == "oap_c_2012"] == [
        ("empact", "loaded"),
        ("aaa", "broken"),
    ]


def test_a_distribution_whose_metadata_say_empact__is_not_trusted(install: Installer) -> None:
    install("aaa", provider("aaa", "oap-c-2012"), "aaa = aaa", name="empact")
    session = Session.installed()
    assert session.load("oap-c-2012").id == "C-2012"
    assert [fault[:2] for fault in faults(session)] == [("OAP903", "aaa")]
    assert {info.distribution for info in session.plugins if info.name == "aaa"} == {"aaa"}


@pytest.mark.parametrize("kind", ["a folder", "an egg", "a zipped egg"])
def test_a_distribution_whose_metadata_say_empact__is_not_trusted_beside_an_archive(
    kind: str, install: Installer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata, points = "Metadata-Version: 2.1\nName: empact\nVersion: 1.0\n", "[empact]\naaa = aaa\n"
    with zipfile.ZipFile(tmp_path / "unrelated.zip", "w") as file:
        file.writestr("unrelated.py", "")
    monkeypatch.syspath_prepend(str(tmp_path / "unrelated.zip"))
    install("aaa", provider("aaa", "oap-c-2012"), "aaa = aaa", name="empact")
    if kind != "a folder":
        shutil.rmtree(install.folder / "aaa-2.5.dist-info")
        egg = tmp_path / "aaa-1.0-py3.11.egg"
        if kind == "an egg":
            (egg / "EGG-INFO").mkdir(parents=True)
            (egg / "EGG-INFO" / "PKG-INFO").write_text(metadata, encoding="utf-8")
            (egg / "EGG-INFO" / "entry_points.txt").write_text(points, encoding="utf-8")
        else:
            with zipfile.ZipFile(egg, "w") as file:
                file.writestr("EGG-INFO/PKG-INFO", metadata)
                file.writestr("EGG-INFO/entry_points.txt", points)
        monkeypatch.syspath_prepend(str(egg))
    session = Session.installed()
    assert [info.distribution for info in session.plugins if info.name in {"aaa", "oap_c_2012"}] == ["empact", "aaa"]
    assert session.load("oap-c-2012").id == "C-2012"
    assert [fault[:2] for fault in faults(session)] == [("OAP903", "aaa")]


@pytest.mark.parametrize("name", ["empact", "empact.rules", "Empact.Text", "empact.mine"])
def test_a_plugin_of_another_distribution__cannot_have_a_name_of_empact(install: Installer, name: str) -> None:
    install("aaa", provider("aaa", "a-plan"), f"{name} = aaa")
    session = Session.installed(disable=[] if name == "empact" else ["empact"])
    assert "a-plan" not in {plan.name for plan in session.bundled}
    (fault,) = session.plugins.diagnostics
    assert (fault.origin, name in fault.message) == ("aaa", True)


# The reference plan


def test_reference_plan__has_the_digest_that_empact_knows() -> None:
    data = (Path(oap_c_2012.__file__).parent / "plan.yaml").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA_256
    (plan,) = oap_c_2012.empact_plans()
    assert plan.name == NAME
    assert reference_problems(plan, data) == ()


def test_reference_problems__of_another_name__are_none() -> None:
    assert reference_problems(BundledPlan(name="oap-x-2031", package="x", resource="plan.yaml"), b"") == ()


MESSAGE = "The plan 'oap-c-2012' is not the reference plan of empact: its file has other bytes."


def test_read__of_a_reference_plan_in_an_earlier_folder__reports_its_path(install: Installer) -> None:
    install("unrelated", provider("oap_c_2012", "oap-c-2012"), "")
    session = Session.installed()
    reading = session.read("oap-c-2012")
    assert reading.require().title == "Another plan"
    (found,) = reading.diagnostics
    assert (found.code, str(found.severity), found.message) == ("OAP909", "error", MESSAGE)
    assert found.place.file == str(install.folder / "oap_c_2012" / "plan.yaml")
    assert session.validate(reading.require(), select="links") == Session().validate(reading.require(), select="links")


def test_load__of_a_reference_plan_in_an_earlier_folder__warns_at_the_line_of_the_call(install: Installer) -> None:
    install("unrelated", provider("oap_c_2012", "oap-c-2012"), "")
    session = Session.installed()
    expected = f"{install.folder / 'oap_c_2012' / 'plan.yaml'}: error OAP909 not-the-reference-plan: {MESSAGE}"
    for load in (session.load, lambda name: session.portfolio(name).plans[0]):
        with pytest.warns(UserWarning, match="OAP909") as caught:
            assert load("oap-c-2012").title == "Another plan"
        (warning,) = caught
        assert (str(warning.message), warning.filename) == (expected, __file__)


def test_load__where_another_plugin_provides_the_name_alone__warns(install: Installer) -> None:
    install("aaa", provider("aaa", "OAP_C_2012"), "aaa = aaa")
    session = Session.installed(disable=["oap_c_2012"])
    with pytest.warns(UserWarning, match=r"aaa.plan\.yaml: error OAP909 not-the-reference-plan: The plan 'OAP_C_2012'"):
        assert session.load("oap-c-2012").id == "X"


def test_load__of_the_same_bytes_in_another_package__warns_of_nothing(install: Installer) -> None:
    same = (Path(oap_c_2012.__file__).parent / "plan.yaml").read_text(encoding="utf-8")
    install("aaa", provider("aaa", "oap-c-2012", same), "aaa = aaa")
    session = Session.installed(disable=["oap_c_2012"])
    assert list(session.read("oap-c-2012").diagnostics) == []
    assert session.load("oap-c-2012").id == "C-2012"


def test_load__of_a_renamed_fork__warns_of_nothing(install: Installer) -> None:
    install("oap-x-2031", provider("oap_x_2031", "oap-x-2031"), "oap_x_2031 = oap_x_2031")
    session = Session.installed()
    assert session.load("oap-x-2031").id == "X"
    assert session.load("oap-c-2012").id == "C-2012"
    assert faults(session) == []


@pytest.mark.parametrize(
    ("arguments", "status", "stream"),
    [
        (["validate", "oap-c-2012"], 1, "stdout"),
        (["show", "oap-c-2012"], 0, "stderr"),
        (["export", "oap-c-2012", "--to", "json", "-o", "-"], 1, "stderr"),
        (["workload", "oap-c-2012"], 0, "stderr"),
    ],
)
def test_a_command__about_another_reference_plan__names_its_path(
    install: Installer, arguments: list[str], status: int, stream: str
) -> None:
    install("unrelated", provider("oap_c_2012", "oap-c-2012"), "")
    done = run(*arguments)
    output = " ".join(getattr(done, stream).split())
    assert "OAP909" in output
    assert str(install.folder / "oap_c_2012" / "plan.yaml") in output.replace(" ", "")
    assert done.exit_code == status


def test_load__of_another_plan__imports_no_digest() -> None:
    plan = "empact.loads('empact: plan/1\\nid: X\\ntitle: T\\n', format='yaml')"
    script = f"import sys, empact; {plan}; print('hashlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=unmeasured())
    assert done.stdout.split() == ["False"]
