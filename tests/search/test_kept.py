"""Indexes kept from build to build."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from mkdocs_postmortems.search.kept import Kept

FILES = {"pagefind.js": b"js", "index/en_1.pf_index": b"\x1f\x8b" * 100}


def test_what_is_kept_is_taken_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "search")
    assert kept.take("a") is None
    kept.keep("a", FILES)
    assert kept.take("a") == FILES
    assert kept.take("b") is None
    assert (tmp_path / "search/.gitignore").read_text() == "*\n"


def test_no_part_of_it_is_taken(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.keep("a", FILES)
    path = tmp_path / "a.index"
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert kept.take("a") is None
    at = whole.index(b"\x1f\x8b\x1f\x8b")
    path.write_bytes(whole[:at] + b"?" + whole[at + 1 :])
    assert kept.take("a") is None
    path.write_bytes(whole)
    path.rename(tmp_path / "b.index")
    assert kept.take("b") is None


@pytest.mark.parametrize("name", ["../out.html", "/etc/out", "a/../../out", "c:out", "a\\out"])
def test_no_file_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.index", "w") as archive:
        archive.comment = b"a"
        archive.writestr(name, "x")
    assert Kept(tmp_path).take("a") is None


def test_those_used_last_are_left(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for at, key in enumerate("abcd"):
        kept.keep(key, FILES)
        os.utime(tmp_path / f"{key}.index", (at, at))
    kept.take("a")
    kept.leave(2)
    assert {path.stem for path in tmp_path.glob("*.index")} == {"a", "d"}


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file" / "search")
    kept.keep("a", FILES)
    kept.leave(0)
    assert kept.take("a") is None
