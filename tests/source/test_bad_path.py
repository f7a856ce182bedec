"""Links, pipes, names and permissions: what the folder of postmortems may hold."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load

Lines = Callable[..., list[str]]
Load = Callable[..., Loaded]
Whole = Callable[..., str]
Tree = Callable[..., Path]

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@needs_links
def test_a_link_out_of_the_folder_is_refused_and_its_text_is_nowhere(
    tree: Tree, whole: Whole, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text(whole("title: The secret"))
    root = tree({"good.md": whole()})
    (root / "x.md").symlink_to(tmp_path / "secret.md")
    (root / "gone.md").symlink_to(tmp_path / "nothing.md")
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        f"{name}.md:1:1: error PM108: found a link that leads out of the folder. "
        "Copy the file into it"
        for name in ("gone", "x")
    ]
    assert "secret" not in repr(base)


@needs_links
def test_a_linked_folder_is_refused_and_nothing_in_it_is_read(
    tree: Tree, whole: Whole, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text(whole("title: The secret"))
    root = tree({"good.md": whole(), ".git/x.md": "", "_drafts/x.md": ""})
    (root / "2025").symlink_to(tmp_path / "elsewhere")
    (root / ".hidden").symlink_to(tmp_path / "elsewhere")
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        "2025:1:1: error PM108: found a link to a folder. Move the folder itself to this place"
    ]
    assert [p.id for p in base.postmortems] == ["good"]


@needs_links
def test_a_link_within_the_folder_is_read(tree: Tree, whole: Whole) -> None:
    root = tree({"texts/_x.md": whole("title: Linked")})
    (root / "x.md").symlink_to(root / "texts" / "_x.md")
    base = load(root, Settings()).knowledge_base
    assert [p.title for p in base.postmortems] == ["Linked"]
    assert base.problems == ()


@needs_links
def test_links_that_lead_nowhere_or_in_a_circle_are_reported(tree: Tree) -> None:
    root = tree({})
    (root / "circle.md").symlink_to(root / "circle.md")
    (root / "nowhere.md").symlink_to(root / "nothing.md")
    reasons = [str(problem) for problem in load(root, Settings()).knowledge_base.problems]
    assert len(reasons) == 2
    assert reasons[0].startswith("circle.md:1:1: error PM101: the file cannot be read: ")
    assert reasons[1] == (
        "nowhere.md:1:1: error PM101: the file cannot be read: No such file or directory. "
        "Make it readable, or remove it"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tree: Tree) -> None:
    root = tree({})
    os.mkfifo(root / "x.md")
    assert [str(problem) for problem in load(root, Settings()).knowledge_base.problems] == [
        "x.md:1:1: error PM101: found no regular file. Put a file of text in its place"
    ]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody can enter, while the test is not the superuser."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no permissions of this kind here")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65_534)
        try:
            yield folder
        finally:
            if superuser:
                os.seteuid(0)


def as_superuser(change: Callable[[], object]) -> None:
    euid = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    change()
    os.seteuid(euid)


def test_a_file_and_a_folder_without_permission_are_reported(
    open_folder: Path, whole: Whole
) -> None:
    def write() -> None:
        for name in ("closed", "open"):
            (open_folder / name).mkdir()
            (open_folder / name / f"in-{name}.md").write_text(whole())
        (open_folder / "x.md").write_text(whole())
        (open_folder / "x.md").chmod(0)
        (open_folder / "closed").chmod(0)

    as_superuser(write)
    base = load(open_folder, Settings()).knowledge_base
    as_superuser(lambda: (open_folder / "closed").chmod(stat.S_IRWXU))
    assert [str(problem) for problem in base.problems] == [
        "closed:1:1: error PM101: the folder cannot be read: Permission denied. "
        "Make it readable, or remove it",
        "x.md:1:1: error PM101: the file cannot be read: Permission denied. "
        "Make it readable, or remove it",
    ]
    assert [p.id for p in base.postmortems] == ["in-open", "x"]


def test_a_folder_named_like_a_file_is_a_folder(load_tree: Load, whole: Whole) -> None:
    base = load_tree({"x.md/y.md": whole()}).knowledge_base
    assert [p.path for p in base.postmortems] == ["x.md/y.md"]
    assert base.problems == ()


NAMES = ["With Spaces.md", 'it\'s "quoted".md', "störung-注文.md", "UPPER.MD", "a#b?c%20&d.md"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
def test_any_name_is_fine(load_tree: Load, whole: Whole) -> None:
    base = load_tree({f"2026/{name}": whole() for name in NAMES}).knowledge_base
    assert sorted(p.path for p in base.postmortems) == sorted(f"2026/{name}" for name in NAMES)
    assert {p.id for p in base.postmortems} == {name[:-3] for name in NAMES}
    assert base.problems == ()


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
def test_a_name_with_a_line_end_does_not_break_the_message(problems_of: Lines) -> None:
    assert problems_of({"a\nb.md": ""}) == [
        "a\ufffdb.md:1:1: error PM117: the file is empty. "
        "Begin with `---`, the front matter and another `---`"
    ]


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are UTF-8")
def test_a_name_that_is_not_utf_8_is_refused(tree: Tree, whole: Whole) -> None:
    root = tree({"good.md": whole()})
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text(whole())
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        "?.md:1:1: error PM101: found bytes in the file's name that are not UTF-8. Rename the file"
    ]
    assert [p.id for p in base.postmortems] == ["good"]


@pytest.mark.parametrize("exists", [True, False])
def test_no_postmortems_or_no_folder_is_an_empty_knowledge_base(
    tmp_path: Path, exists: bool
) -> None:
    root = tmp_path / "postmortems"
    if exists:
        root.mkdir()
    base = load(root, Settings()).knowledge_base
    assert (base.postmortems, base.services, base.problems) == ((), (), ())
