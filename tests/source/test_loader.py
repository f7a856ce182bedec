"""A folder of postmortems to one knowledge base, in one sorted pass."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from closed_folder import close_folders
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.exports.report.excerpt import read_lines
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.attachment import find_attachments
from mkdocs_postmortems.source.loader import Loaded, find_postmortems, is_postmortem, load

Load = Callable[..., Loaded]
Tree = Callable[..., Path]
Whole = Callable[..., str]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-03-15-disk-full.md", True),
        ("Disk full.MD", True),
        ("README.md", False),
        ("readme.md", False),
        ("Index.md", False),
        ("_template.md", False),
        (".hidden.md", False),
        ("notes.txt", False),
        ("services.yml", False),
        ("md", False),
    ],
)
def test_which_files_hold_a_postmortem(name: str, expected: bool) -> None:
    assert is_postmortem(name) is expected


def test_files_are_read_at_any_depth_sorted_by_their_path(load_tree: Load, whole: Whole) -> None:
    names = ["2026/b.md", "2026/a.md", "2025/q4/c.md", "d.md", "2026-x.md"]
    skipped = {"2026/_draft.md": "", ".git/e.md": "", "_old/f.md": "", "README.md": "# Read"}
    loaded = load_tree({**{name: whole() for name in names}, **skipped})
    assert [p.path for p in loaded.knowledge_base.postmortems] == [
        "2025/q4/c.md",
        "2026-x.md",
        "2026/a.md",
        "2026/b.md",
        "d.md",
    ]
    assert [p.id for p in loaded.knowledge_base.postmortems] == ["c", "2026-x", "a", "b", "d"]
    assert set(loaded.places) == set(names)
    assert loaded.knowledge_base.problems == ()


@pytest.mark.parametrize(
    ("name", "has_fields", "is_told"),
    [
        ("index.md", True, True),
        ("2026/README.md", True, True),
        ("2026/readme.md", True, True),
        ("2026/2026-03-15-disk-full.markdown", True, True),
        # Of an index in other letters nobody can tell on which disk it is the page of a folder.
        ("2026/INDEX.md", True, True),
        ("Index.md", False, True),
        ("index.md", False, False),
        ("README.md", False, False),
        ("2026/notes.markdown", False, False),
        ("_template.markdown", True, False),
        ("_old/index.md", True, False),
    ],
)
def test_a_postmortem_that_is_passed_over_for_its_name_is_told_of(
    problems_of: Callable[..., list[str]],
    whole: Whole,
    name: str,
    has_fields: bool,
    is_told: bool,
) -> None:
    text = whole() if has_fields else "---\ntitle: Our postmortems\n---\n\nstarted: in 2019\n"
    lines = problems_of({name: text, "2026/x.md": whole()})
    assert [line.split(": ")[:2] for line in lines] == (
        [[f"{name}:1:1", "error PM126"]] if is_told else []
    )


def test_problems_are_sorted_by_path_and_line(problems_of: Callable[..., list[str]]) -> None:
    files = {"b.md": "", "a.md": "---\nx: 1\ntitle: y\n---\n", "services.yml": "a"}
    assert [line.split(": ")[0] for line in problems_of(files)] == [
        "a.md:2:1", "a.md:2:1", "a.md:2:1", "a.md:2:1", "b.md:1:1", "services.yml:1:1",
    ]  # fmt: skip


@given(st.permutations(["a.md", "b.md", "2025/a.md", "services.yml"]))
def test_the_order_in_which_files_are_written_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, whole: Whole, order: list[str]
) -> None:
    contents = {
        "a.md": whole("severity: SEV9\nservices: [b, a]"),
        "b.md": "---\n[\n---\n",
        "2025/a.md": whole("causes: [unknown]"),
        "services.yml": "- name: a\n- tier: 1\n",
    }
    root = tmp_path_factory.mktemp("tree")
    for name in order:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(contents[name])
    loaded = load(root, Settings())
    assert loaded.knowledge_base == _first(loaded)


_SEEN: list[Loaded] = []


def _first(loaded: Loaded) -> object:
    _SEEN.append(loaded)
    return _SEEN[0].knowledge_base


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_the_folder_may_be_a_link_itself(tmp_path: Path, whole: Whole) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.md").write_text(whole())
    (tmp_path / "postmortems").symlink_to(tmp_path / "real")
    base = load(tmp_path / "postmortems", Settings()).knowledge_base
    assert [p.path for p in base.postmortems] == ["x.md"]
    assert base.problems == ()


def test_what_nobody_may_look_at_is_reported(
    tmp_path: Path, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with `chmod 444`: the names are known, and nothing else."""
    (tmp_path / "2026").mkdir()
    (tmp_path / "a.md").write_text(whole())
    refuse(monkeypatch, "stat", "lstat", "is_symlink", "is_file", "exists", below=tmp_path)
    close_folders(monkeypatch, lambda path: tmp_path in path.parents)
    found = [str(problem) for problem in load(tmp_path, Settings()).knowledge_base.problems]
    assert found == [
        "2026:1:1: error PM101: the folder cannot be read: Permission denied. "
        "Make it readable, or remove it",
        "a.md:1:1: error PM101: the file cannot be read: Permission denied. "
        "Make it readable, or remove it",
        "contacts.yml:1:1: error PM121: the file cannot be read: Permission denied. "
        "Make it readable, or remove it",
        "services.yml:1:1: error PM118: the file cannot be read: Permission denied. "
        "Make it readable, or remove it",
    ]
    assert find_attachments(tmp_path) == ()
    assert read_lines(tmp_path / "a.md", tmp_path) == ()


def test_what_is_shown_in_a_postmortem_is_found(tree: Tree, whole: Whole) -> None:
    root = tree(
        {
            "2026/a.md": whole(),
            "2026/graph.PNG": b"",
            "2026/queue.csv": "",
            "2026/script.js": "",
            "_drafts/graph.png": b"",
            "2026/.hidden.png": b"",
        }
    )
    (root / "link.png").symlink_to(root / "2026/graph.PNG")
    assert find_attachments(root) == ("2026/graph.PNG", "2026/queue.csv")


def refuse(monkeypatch: pytest.MonkeyPatch, *methods: str, below: Path) -> None:
    """Let these methods of paths fail below a folder, as without the right to search it."""
    for name in methods:
        method = getattr(Path, name)

        def closed(path: Path, _method: Callable[..., Any] = method, **options: Any) -> Any:
            if below in path.parents:
                raise PermissionError(13, "Permission denied", str(path))
            return _method(path, **options)

        monkeypatch.setattr(Path, name, closed)


def test_a_folder_that_goes_away_meanwhile_holds_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2026").mkdir()
    scandir = os.scandir

    def gone(path: str) -> Any:
        if Path(path).name == "2026":
            Path(path).rmdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", gone)
    assert find_postmortems(tmp_path) == ([], [])


def test_a_file_instead_of_the_folder_holds_none(tmp_path: Path) -> None:
    (tmp_path / "postmortems").write_text("x")
    assert load(tmp_path / "postmortems", Settings()).knowledge_base.postmortems == ()
