"""The schema in an editor: what the YAML language server that VS Code uses completes and flags."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import REFERENCE

from empact import Session

pytestmark = pytest.mark.oracle

HEAD = '# yaml-language-server: $schema=plan-1.schema.json\nempact: plan/1\nid: X\nactions:\n  - number: "1"\n'
SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
SERVER = "yaml-language-server"


class Editor:
    """As much of an editor as talks to a language server over its standard input and output."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.folder = folder
        self.asked = 0
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _heard(self) -> dict[str, Any]:
        """The next message that is no question; the server's questions are answered on the way."""
        assert self.process.stdout is not None
        while True:
            size = 0
            while line := self.process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    size = int(line.partition(b":")[2])
            message: dict[str, Any] = json.loads(self.process.stdout.read(size))
            if not {"id", "method"} <= set(message):
                return message
            items = (message.get("params") or {}).get("items", ())
            settings = [SETTINGS if item.get("section") == "yaml" else None for item in items]
            self._send(id=message["id"], result=settings or None)

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self._send(method=method, params=params)

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.asked += 1
        self._send(id=self.asked, method=method, params=params)
        while (message := self._heard()).get("id") != self.asked:
            pass
        return message["result"]

    def open(self, text: str) -> tuple[str, list[str]]:
        """The address of a fresh file with this text, and what the server says of it."""
        uri = (self.folder / f"plan-{self.asked}-{abs(hash(text))}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self._heard()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return uri, [told["message"] for told in message["params"]["diagnostics"]]

    def offers(self, text: str) -> dict[str, str]:
        """What is offered where ``|`` stands, each with its explanation."""
        before, _, after = text.partition("|")
        uri, _ = self.open(before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return {item["label"]: str(item.get("documentation")) for item in found["items"]}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm is not None, "install npm"
    assert node is not None, "install node"
    folder = tmp_path_factory.mktemp("editor")
    subprocess.run([npm, "install", "--prefix", str(folder), SERVER], capture_output=True, check=True)
    (folder / "plan-1.schema.json").write_bytes(Session().schema())
    made = Editor([node, str(folder / "node_modules" / SERVER / "bin" / SERVER), "--stdio"], folder)
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.mark.parametrize(
    "text",
    [
        "    leaders:\n      - |\n",
        "    leaders:\n      - HU\n      - Fr|\n",
        "    leaders: [HU, |]\n",
        "    leaders: |\n",
        "    leaders:\n      text: HU and others\n      items:\n        - |\n",
        "    leaders: {text: HU and others, items: [HU, Fr|]}\n",
    ],
)
def test_parties_are_completed_wherever_one_can_be_written(editor: Editor, text: str) -> None:
    offered = editor.offers(HEAD + text)
    assert {"Frontex", "All MS", "Relevant MS", "Acting EU Presidency", "HU"} <= set(offered)
    assert "Greece" in offered["EL"]


def test_keys_are_completed_with_what_they_are(editor: Editor) -> None:
    offered = editor.offers(HEAD + "    |\n")
    assert {"leaders", "timing", "kpis"} <= set(offered)
    assert offered["timing"] == "When the action takes place: the column Timing, such as `April/May/June`."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("documents:\n  - role: threat\n", '"threat-assessment"'),
        ('  - number: "2 1"\n', "does not match the pattern"),
        ("  - number: 2.1\n", 'Expected "string"'),
        ("    leader: HU\n", "Property leader is not allowed."),
        ("    leaders: {txt: HU}\n", "Property txt is not allowed."),
        ("    leaders:\n      - {party: HU, tentativ: true}\n", "Property tentativ is not allowed."),
        ("    kpis:\n      text: a\n      items:\n        - {text: a, kind: number}\n", '"qualitative"'),
        ("    timing:\n      - {label: a, bound: til}\n", '"undated"'),
    ],
)
def test_what_is_wrong_is_flagged_in_one_message_that_names_it(editor: Editor, text: str, message: str) -> None:
    _, told = editor.open(HEAD + text)
    assert [message in words for words in told] == [True], told


def test_the_reference_plan_is_not_flagged(editor: Editor) -> None:
    plan = REFERENCE
    assert editor.open(f"{HEAD.splitlines()[0]}\n{plan.read_text(encoding='utf-8')}")[1] == []
