"""Runs the examples of the documentation as tests, and configures Hypothesis and the allowed skips.

- ``python`` blocks of README.md, docs/ and examples/*/README.md run; the blocks of one document share their names.
- ``console`` blocks run line by line (`$ empact ...`), and the output has to match the lines below each command. `...`
  matches any text except errors: an error of the call, and a finding about the configuration or a plugin (OAP9xx), has
  to be in the example. A simple call of empact or pytest runs in this process, every other line in a shell.
- ``yaml`` blocks that start with `empact: plan/1` are loaded, and written to `plan.yaml` for the examples after them.
- Examples in the docstrings of src/ and of the reference plan run as doctests.

Each document runs in its own empty folder. A hidden block can call `install_example("oap_cyber_2026")`: its ``console``
blocks then find that example as an installed plugin. `write_plan_of("docs/PAGE.md")` writes the first plan of another
document to `plan.yaml`. Blocks in other languages (``sh``, ``toml``, ``text`` ...) do not run.
"""

from __future__ import annotations

import contextlib
import difflib
import doctest
import functools
import gc
import importlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from sybil import Example, Sybil
from sybil.evaluators.doctest import DocTestEvaluator, DocTestRunner, OutputChecker
from sybil.integration.pytest import SybilItem
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser
from sybil.sybil import SybilCollection

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

pytest_plugins = ["empact.testing.fixtures"]


def _draw_no_constants_of_the_code() -> None:
    """Keep constants of loaded modules out of fixed examples: which modules are loaded depends on the order of tests.

    Hypothesis has no setting for this. If it renames its function, this fails.
    """
    constants_of_loaded_modules = vars(providers)["_get_local_constants"]

    def constants() -> Constants:
        return Constants() if hypothesis.settings().derandomize else constants_of_loaded_modules()

    pytest.MonkeyPatch().setattr(providers, "_get_local_constants", constants)


def _register_profile(name: str, examples: int, *, derandomize: bool) -> None:
    """Register a profile that is the same on every machine: Hypothesis has another default if `CI` is set.

    A property is bounded by its number of examples and by `faulthandler_timeout`. Nothing depends on the time that one
    example takes, since the machine may be busy.
    """
    hypothesis.settings.register_profile(
        name,
        parent=hypothesis.settings.get_profile("default"),
        max_examples=examples,
        derandomize=derandomize,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
        print_blob=True,
    )


# The test command draws the same examples in every run, `.ci/oracles` new ones.
_draw_no_constants_of_the_code()
_register_profile("fixed", 12, derandomize=True)
_register_profile("slow", 2_000, derandomize=False)
hypothesis.settings.load_profile("fixed")

NEEDS_BASH = "needs bash"
ALLOWED_SKIPS = frozenset(
    {NEEDS_BASH, "needs a pseudo-terminal", "needs POSIX pipes", "needs named pipes", "needs SIGKILL"}
    | {"needs a PyYAML with libyaml", "budgets are those of the oldest Python"}
)
"""The reasons for which a test may be skipped: another operating system or Python, or a PyYAML without libyaml."""

_ROOT = Path(__file__).parent
_EXAMPLES = _ROOT / "examples"
_OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_TERMINAL = {"COLUMNS": "100", "NO_COLOR": "1"}
_FOR_A_SHELL = re.compile(r"[|&;<>$`*?~#(){}\\]")

# A message of the command line, an error of its parser, and the code of a finding about the configuration or a plugin.
# An example with such an output has to show it: otherwise `...` hides that the example is wrong.
_FAULT = re.compile(r"^empact: |^Error: |\bOAP9\d\d\b", re.MULTILINE)


def _hides_fault(shown: str, printed: str) -> bool:
    """Whether `...` matches an error."""
    return _FAULT.findall(shown) != _FAULT.findall(printed)


class _OutputChecker(OutputChecker):
    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return not _hides_fault(want, got) and super().check_output(want, got, optionflags)


class _DocTestRunner(DocTestRunner):
    def __init__(self) -> None:
        super().__init__(_OPTIONS)
        self._checker = _OutputChecker()


def _doctest_evaluator() -> DocTestEvaluator:
    evaluator = DocTestEvaluator()
    evaluator.runner = _DocTestRunner()
    return evaluator


def _enter_own_folder(namespace: dict[str, Any]) -> None:
    """Create an empty folder for a document, and change to it."""
    stack = contextlib.ExitStack()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="empact-example-")))
    stack.enter_context(contextlib.chdir(folder))
    namespace["__stack__"] = stack
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    namespace["install_example"] = functools.partial(_install_example, patch, folder)
    namespace["write_plan_of"] = _write_plan_of


def _write_plan_of(page: str) -> None:
    """Write the first plan of another document to ``plan.yaml``."""
    text = (_ROOT / page).read_text(encoding="utf-8")
    plan = text.partition("```yaml\nempact: plan/1\n")[2].partition("```")[0]
    assert plan, f"{page} has no plan"
    Path("plan.yaml").write_text(f"empact: plan/1\n{plan}", encoding="utf-8")


def _install_example(patch: pytest.MonkeyPatch, folder: Path, name: str) -> None:
    """Write the metadata of an installed example project, so that the programs of a document find its plugin."""
    project = tomllib.loads((_EXAMPLES / name / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = Path(tempfile.mkdtemp(prefix="site-", dir=folder))
    information = site / f"{name}-{project['version']}.dist-info"
    information.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (information / "METADATA").write_text(metadata, encoding="utf-8")
    lines = ["[empact]", *(f"{point} = {module}" for point, module in project["entry-points"]["empact"].items())]
    (information / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    patch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)
    patch.syspath_prepend(site)


@pytest.fixture(scope="module")
def invented_plan_installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the command line find the invented plan, its states and its agency, as if the example was installed."""
    from empact.session.sessions import installed_session

    with pytest.MonkeyPatch.context() as patch:
        _install_example(patch, tmp_path_factory.mktemp("installed"), "oap_invented_2031")
        installed_session.cache_clear()
        yield
    installed_session.cache_clear()


def _leave_own_folder(namespace: dict[str, Any]) -> None:
    from empact.session.sessions import installed_session

    namespace.pop("__stack__").close()
    installed_session.cache_clear()  # it may have an example that is no longer installed


def _load_plan(example: Example) -> None:
    """Load a YAML block if it is a complete file: a plan, a ledger entry, a report ..."""
    import empact
    from empact.serde.kinds import PLAN, kind_with

    text = str(example.parsed)
    first, _, format_ = text.partition("\n")[0].partition(" ")
    kind = kind_with(format_) if first == "empact:" else None
    if kind is None:
        return
    if kind is PLAN:
        Path("plan.yaml").write_text(text, encoding="utf-8")
    empact.loads(text, format="yaml", kind=kind.cls)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """Split a console block into commands, each with the output below it."""
    command, output = "", list[str]()
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            if command:
                yield command, "".join(output)
            command, output = line[2:], []
        elif command.endswith("\\\n") and not output and line.startswith("> "):
            command += line[2:]
        else:
            output.append(line)
    if command:
        yield command, "".join(output)


def _run_console(example: Example) -> str | None:
    """Run the commands of a console block, and compare their output."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip(NEEDS_BASH)
    status = 0
    for command, expected in _commands(str(example.parsed)):
        program, *arguments = shlex.split(command.replace("\\\n", " "))
        run = None if _FOR_A_SHELL.search(command.replace("\\\n", " ")) else _HERE.get(program)
        status, printed = run(arguments) if run else _run_in_shell(shell, f"(exit {status})\n{command}")
        wanted, got = ("".join(f"{line.rstrip()}\n" for line in text.splitlines()) for text in (expected, printed))
        matches = doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS)
        if not matches or _hides_fault(wanted, got):
            difference = difflib.unified_diff(
                wanted.splitlines(), got.splitlines(), "as shown", "as printed", lineterm=""
            )
            return f"$ {command}" + "\n".join(difference)
    return None


def _run_empact(arguments: list[str]) -> tuple[int, str]:
    """Run ``empact`` in this process with a new session: starting Python takes longer than most commands."""
    from click.testing import CliRunner

    from empact.cli import main
    from empact.session.sessions import installed_session

    installed_session.cache_clear()
    done = CliRunner(env=_TERMINAL).invoke(main, arguments, prog_name="empact")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def _run_pytest(arguments: list[str]) -> tuple[int, str]:
    """Run the tests of the current folder in this process, isolated from other loaded test modules."""
    printed = io.StringIO()
    importlib.invalidate_caches()
    with (
        _modules_of_their_own(Path.cwd()),
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        for name, value in {**_TERMINAL, "PYTEST_ADDOPTS": ""}.items():
            patch.setenv(name, value)
        # This plugin would run the garbage collector several times, over all objects of the entire test run.
        status = pytest.main([*arguments, "-p", "no:unraisableexception"])
    return int(status), printed.getvalue()


@contextlib.contextmanager
def _modules_of_their_own(folder: Path) -> Iterator[None]:
    """Hide loaded test modules, which can have the same names, and finally remove the modules of the folder."""
    path = list(sys.path)
    hidden = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in {"conftest", "tests"}}
    for name in hidden:
        del sys.modules[name]
    try:
        yield
    finally:
        sys.path[:] = path
        for name, module in list(sys.modules.items()):
            if Path(getattr(module, "__file__", None) or os.devnull).is_relative_to(folder):
                del sys.modules[name]
        sys.modules.update(hidden)


_HERE = {"empact": _run_empact, "pytest": _run_pytest}


@pytest.fixture
def run_pytest() -> Callable[[list[str]], tuple[int, str]]:
    """Return a function that runs pytest in the current folder and this process, and returns exit code and output."""
    return _run_pytest


def _run_in_shell(shell: str, command: str) -> tuple[int, str]:
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    done = subprocess.run(
        [shell, "-c", command],
        env=os.environ | _TERMINAL | {"PATH": path, "PYTHONUTF8": "1", "PYTEST_ADDOPTS": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


_python_blocks = PythonCodeBlockParser()
_python_blocks.doctest_parser.evaluator = _doctest_evaluator()
_docstrings = DocTestParser()
_docstrings.string_parser.evaluator = _doctest_evaluator()
PAGE_PARSERS = (_python_blocks, CodeBlockParser("console", _run_console), CodeBlockParser("yaml", _load_plan))
# A pattern is matched from the right, and `**` is one folder only: see `pathlib.PurePath.match`.
SOURCES = (
    Sybil(parsers=[_docstrings], path="src", patterns=["*.py"]),
    Sybil(parsers=[_docstrings], path="examples", patterns=["src/*/*.py", "src/*/*/*.py"]),
)

pytest_collect_file = SybilCollection(
    [
        Sybil(
            parsers=PAGE_PARSERS,
            patterns=["README.md", *(f"docs/{folders}*.md" for folders in ("", "*/", "*/*/")), "examples/*/README.md"],
            excludes=["docs/_build/**", "docs/reference/rules/**", "docs/plugins/hooks.md"],
            setup=_enter_own_folder,
            teardown=_leave_own_folder,
        ),
        *SOURCES,
    ]
).pytest()


def fail_unexpected_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure unless its reason is allowed, so that no test is skipped by mistake."""
    if report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if reason.removeprefix("Skipped: ") not in ALLOWED_SKIPS:
        report.outcome = "failed"
        report.longrepr = f"{reason}\nThis reason is not in ALLOWED_SKIPS (conftest.py)."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Check the reason of a test that is skipped."""
    report = yield
    fail_unexpected_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Check the reason of a module that is skipped."""
    report = yield
    fail_unexpected_skip(report)
    return report


def pytest_collection_finish() -> None:
    """Take what collection has made out of the garbage collector: it lives as long as the run, and is large."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Restore the order of the examples of each document after the tests were shuffled."""
    documents: dict[Any, list[SybilItem]] = {}
    for item in items:
        if isinstance(item, SybilItem):
            documents.setdefault(item.parent, []).append(item)
    for examples in documents.values():
        examples.sort(key=lambda item: item.example.region.start)
    ordered: list[pytest.Item] = []
    for item in items:
        if isinstance(item, SybilItem):
            ordered += documents.pop(item.parent, [])
        else:
            ordered.append(item)
    items[:] = ordered
