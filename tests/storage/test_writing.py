"""Writing: names are checked first, and a file or a folder is there as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from empact import ExportError
from empact.hooks import Artifact
from empact.storage.writing import make_folder, write

NEW = Artifact("X.json", b"new")
TWO = (Artifact("a.json", b"1"), Artifact("b.json", b"2"))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, with hidden ones and those of its folders."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Where to


def test_write__one_artifact_to_a_path_is_a_file(tmp_path: Path) -> None:
    write([NEW], "json", tmp_path / "a.json")
    write([NEW], "json", str(tmp_path / "b"))
    assert contents(tmp_path) == {"a.json": b"new", "b": b"new"}


def test_write__into_a_folder_uses_the_name_of_the_artifact(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"old")
    write([NEW], "json", tmp_path)
    assert contents(tmp_path) == {"other": b"old", "X.json": b"new"}


def test_write__to_a_path_that_ends_in_a_separator_makes_a_folder(tmp_path: Path) -> None:
    write([NEW], "json", f"{tmp_path}/new/folder/")
    assert contents(tmp_path) == {"new/folder/X.json": b"new"}


def test_write__of_several_artifacts_makes_a_folder(tmp_path: Path) -> None:
    write(TWO, "json", tmp_path / "new" / "folder")
    assert contents(tmp_path) == {"new/folder/a.json": b"1", "new/folder/b.json": b"2"}


@pytest.mark.parametrize(("artifacts", "count"), [(TWO, "2 files"), ((NEW,), "1 file")])
def test_write__refuses_a_file_as_folder(tmp_path: Path, artifacts: tuple[Artifact, ...], count: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(ExportError, match=rf"^Cannot write {count}: '.*file' is not a folder\.$"):
        write(artifacts, "json", f"{tmp_path}/file/")
    assert contents(tmp_path) == {"file": b"old"}


def test_write__makes_no_folder_with_the_suffix_of_a_file_unless_a_separator_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^Cannot write 2 files to '.*both\.json'\. Name a folder, such as '.*both'"):
        write(TWO, "json", tmp_path / "both.json")
    assert list(tmp_path.iterdir()) == []
    write(TWO, "json", f"{tmp_path}/both.json/")
    write(TWO, "json", tmp_path / "both.json")  # it exists now
    write(TWO, "json", tmp_path / "v1.2")  # not the suffix of the files
    assert sorted(path.name for path in tmp_path.iterdir()) == ["both.json", "v1.2"]


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/x",
        "a/b",
        "a\\b",
        "..\\x",
        "C:x",
        "",
        ".",
        "..",
        "x\0",
        "a/",
        "./a",
        "//server/x",
        "CON",
        "nul.txt",
        "CON .txt",
        "com\xb9.txt",
        "CONIN$",
        "...",
        "a ",
        "x\x1b",
        "a?",
    ],
)
def test_artifact__refuses_a_name_outside_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match=r"^Artifact\.name is .*, which is not the name of a file on every system\."):
        Artifact(name, b"")


@pytest.mark.parametrize("name", ["plan.json", ".hidden", "console.txt", "é ü.txt", "-o"])
def test_write__accepts_any_plain_name(tmp_path: Path, name: str) -> None:
    write([Artifact(name, b"1")], "test", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_write__refuses_two_files_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^The exporter 'test' writes 'a' twice\.$"):
        write([Artifact("a", b"1"), Artifact("a", b"2")], "test", tmp_path)
    assert list(tmp_path.iterdir()) == []


# One file


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_write__keeps_the_old_file_and_nothing_else_if_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "plan.json"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr({"fsync": os, "replace": Path}[step], step, full)
    with pytest.raises(OSError, match="No space left on device") as caught:
        write([NEW], "json", target)
    assert caught.value.filename == str(target)
    assert contents(tmp_path) == {"plan.json": b"old"}


def test_write__leaves_nothing_behind_if_it_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write([NEW], "json", tmp_path / "plan.json")
    assert list(tmp_path.iterdir()) == []


def test_write__creates_a_missing_folder(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "below" / "plan.json"
    write([NEW], "json", target)
    assert target.read_bytes() == b"new"


def test_write__names_a_file_that_stands_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"kept")
    with pytest.raises(NotADirectoryError) as caught:
        write([NEW], "json", tmp_path / "taken" / "plan.json")
    assert caught.value.filename == str(tmp_path / "taken" / "plan.json")
    assert (tmp_path / "taken").read_bytes() == b"kept"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_write__keeps_the_permissions_of_the_old_file(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "plan.json"
    target.write_bytes(b"old")
    target.chmod(mode)
    write([NEW], "json", target)
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", mode)


def test_write__gives_a_new_file_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write([NEW], "json", tmp_path / "plan.json")
    assert (tmp_path / "plan.json").stat().st_mode == other.stat().st_mode


def test_write__to_a_link_changes_the_file_that_it_leads_to(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(real)
    write([NEW], "json", link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["loop", "loop/", "loop/below"])
def test_write__to_a_link_to_itself_is_an_error_of_the_system(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="Too many levels of symbolic links") as caught:
        write([NEW], "json", f"{tmp_path}/{name}")
    assert caught.value.errno == errno.ELOOP
    assert (tmp_path / "loop").is_symlink()


def test_write__into_a_folder_follows_no_link_out_of_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(b"old")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "X.json").symlink_to(outside)
    write([NEW], "json", folder)
    assert (outside.read_bytes(), (folder / "X.json").read_bytes()) == (b"old", b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_write__to_a_pipe_does_not_replace_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write([NEW], "json", pipe)
    reader.join(10)
    assert received == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# A folder


def test_make_folder__writes_all_files(tmp_path: Path) -> None:
    make_folder(tmp_path / "new", {"a": b"1", "b/c": b"2"})
    assert contents(tmp_path) == {"new/a": b"1", "new/b/c": b"2"}


def test_make_folder__fills_an_empty_folder_and_keeps_it(tmp_path: Path) -> None:
    before = tmp_path.stat().st_ino
    make_folder(tmp_path, {"a": b"1", "b/c": b"2"})
    assert tmp_path.stat().st_ino == before
    assert contents(tmp_path) == {"a": b"1", "b/c": b"2"}


@pytest.mark.parametrize("name", ["folder", "folder/file"])
def test_make_folder__refuses_a_path_where_something_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="nothing is overwritten"):
        make_folder(tmp_path / name, {"file": b"", "other": b""})
    assert contents(tmp_path) == {"folder/file": b"mine"}


@pytest.mark.parametrize("there", [True, False], ids=["empty", "missing"])
def test_make_folder__makes_nothing_if_a_file_cannot_be_written(tmp_path: Path, *, there: bool) -> None:
    target = tmp_path / "target"
    if there:
        target.mkdir()
    with pytest.raises(OSError, match="target"):
        make_folder(target, {"a": b"", "b/c": b"", "a/d": b""})
    assert list(tmp_path.rglob("*")) == ([target] if there else [])


def test_make_folder__leaves_an_empty_folder_empty_if_it_cannot_be_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, target = Path.rename, tmp_path / "target"
    target.mkdir()

    def rename_all_but_one(self: Path, to: Path) -> Path:
        if self.name == "c":
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", rename_all_but_one)
    with pytest.raises(OSError, match=r"No space left on device: .*target"):
        make_folder(target, {"a": b"", "b/x": b"", "c": b""})
    assert list(tmp_path.rglob("*")) == [target]
