"""What is kept is found again, or it is as if there were nothing."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest

from mkdocs_postmortems.cache.fingerprint import fingerprint, of_folder
from mkdocs_postmortems.cache.store import BUILDS, Store, prepare_folder

KEY = fingerprint("a page")
VALUE = {"content": "<p>Füllstand</p>", "links": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare_folder(tmp_path / "pages")
    return tmp_path / "pages"


def entry(folder: Path) -> Path:
    return folder / KEY[:2] / KEY[2:]


def test_a_value_is_kept_for_the_next_build(folder: Path) -> None:
    Store(folder).keep(KEY, VALUE)
    assert Store(folder).recall(KEY) == VALUE
    assert Store(folder).recall(fingerprint("another page")) is None
    assert (folder / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no compressed data",
        zlib.compress(b"{"),
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(json.dumps(VALUE).encode())[:-3],
        zlib.compress(b'"' + b" " * 60_000_000 + b'"'),
    ],
    ids=["empty", "other", "half", "no text", "nested", "truncated", "a bomb"],
)
def test_a_damaged_entry_is_none_and_is_written_anew(folder: Path, damage: bytes) -> None:
    store = Store(folder)
    store.keep(KEY, VALUE)
    entry(folder).write_bytes(damage)
    assert store.recall(KEY) is None
    store.keep(KEY, VALUE)
    assert store.recall(KEY) == VALUE


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file in the place of the folder")
    store = Store(tmp_path / "pages")
    store.keep(KEY, VALUE)
    assert store.recall(KEY) is None
    store.drop_unused()


def test_a_text_that_no_file_can_hold_is_not_kept(folder: Path) -> None:
    store = Store(folder)
    store.keep(KEY, "\ud800")
    assert store.recall(KEY) is None
    assert list(folder.rglob("*.part")) == []


def test_a_preview_needs_no_file(folder: Path) -> None:
    store = Store(folder, remembers=True)
    store.keep(KEY, VALUE)
    entry(folder).unlink()
    store.turn()
    assert store.recall(KEY) == VALUE
    store.turn()
    assert store.recall(KEY) == VALUE
    store.turn()
    store.turn()
    assert store.recall(KEY) is None


def test_what_the_last_builds_did_not_use_is_dropped(folder: Path) -> None:
    other = fingerprint("another page")
    first = Store(folder, began=1_000_000.0)
    for key in (KEY, other):
        first.keep(key, VALUE)
        os.utime(first.folder / key[:2] / key[2:], (1_000_000, 1_000_000))
    first.drop_unused()
    for build in range(1, BUILDS + 1):
        assert entry(folder).exists()
        store = Store(folder, began=1_000_000.0 + 100 * build)
        assert store.recall(other) == VALUE  # which dates it by the clock of the test
        store.drop_unused()
    assert not entry(folder).exists()
    assert Store(folder).recall(other) == VALUE


@pytest.mark.parametrize("text", ["", "{", '["yesterday"]', "7"])
def test_a_damaged_list_of_builds_begins_anew(folder: Path, text: str) -> None:
    (folder / "builds.json").write_text(text)
    Store(folder, began=7.0).drop_unused()
    assert json.loads((folder / "builds.json").read_bytes()) == [7.0]


def test_a_name_tells_types_and_bounds_apart(tmp_path: Path) -> None:
    names = {fingerprint(*parts) for parts in [("1",), (1,), ("1", ""), (("1", ""),), (1.0,), ()]}
    assert len(names) == 6
    before = of_folder(tmp_path)
    (tmp_path / "template.html").write_text("one")
    after = of_folder(tmp_path)
    (tmp_path / "template.html").write_text("two")
    assert len({before, after, of_folder(tmp_path)}) == 3
