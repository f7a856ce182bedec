"""Files appear whole or not at all, and only in the place of what may be replaced."""

import os
import stat
from pathlib import Path

import pytest

from mkdocs_postmortems.authoring.written import create_file, replace_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_comes_with_its_folders(tmp_path: Path) -> None:
    create_file(tmp_path / "2026" / "a.md", b"text\n")
    assert (tmp_path / "2026" / "a.md").read_bytes() == b"text\n"
    assert names(tmp_path / "2026") == ["a.md"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.md"]


def test_a_link_that_leads_nowhere_is_not_followed_for_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.md", b"new")
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "a.md").symlink_to("real.md")
    replace_file(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_an_interruption_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.md"]
