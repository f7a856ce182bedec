"""`postmortems fmt`: a tree of files in, the same data in one layout out."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from closed_folder import close_folders

from mkdocs_postmortems.cli.fmt import fmt

GOOD = """---
title: Orders down
severity: SEV-3
services: [orders]
---

# Body

---
severity:   untouched
"""
LOOSE = GOOD.replace("title: Orders down\nseverity: SEV-3", "severity: 'SEV-3'\ntitle: Orders down")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("plugins: [postmortems]\n")
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "2026/good.md", GOOD)
    write(tmp_path, "loose.md", LOOSE)
    return tmp_path


def write(base: Path, name: str, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    (base / "postmortems" / name).write_bytes(data)


def content(base: Path, name: str) -> bytes:
    return (base / "postmortems" / name).read_bytes()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(fmt, list(arguments))


def test_every_file_gets_the_layout_and_only_those_that_need_it_are_named(base: Path) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "reformatted postmortems/loose.md\n")
    assert result.stderr == "1 file reformatted, 1 file left unchanged.\n"
    assert content(base, "loose.md") == content(base, "2026/good.md") == GOOD.encode()
    assert run().stderr == "2 files left unchanged.\n"


def test_check_lists_and_writes_nothing(base: Path) -> None:
    result = run("--check")
    assert (result.exit_code, result.stdout) == (1, "would reformat postmortems/loose.md\n")
    assert result.stderr == "1 file would be reformatted, 1 file would be left unchanged.\n"
    assert content(base, "loose.md") == LOOSE.encode()
    assert run("--check", "postmortems/2026").exit_code == 0


def test_what_cannot_be_read_is_reported_with_its_place_and_the_others_are_formatted(
    base: Path,
) -> None:
    broken = {
        "a-duplicate.md": "---\ntitle: a\ntitle: b\n---\n",
        "b-bytes.md": b"---\ntitle: \xff\n---\n",
        "c-empty.md": "---\n---\n",
        "d-none.md": "no front matter\n",
        "e-tab.md": "---\nstats:\n\tdowntime: 1m\n---\n",
        "f-alias.md": "---\ntags: &a [x]\nservices: *a\n---\n",
    }
    for name, text in broken.items():
        write(base, name, text)
    result = run()
    assert result.exit_code == 1
    assert result.stdout == "reformatted postmortems/loose.md\n"
    reported = result.stderr.splitlines()
    assert reported[:3] == [
        'postmortems/a-duplicate.md:3:1: found the key "title" a second time (first on line 2). '
        "Keep one of the two",
        "postmortems/b-bytes.md:2:8: found the byte 0xFF, not UTF-8. Save the file as UTF-8",
        "postmortems/c-empty.md:1:1: found nothing where the keys of the front matter are expected."
        " Write `key: value` lines between the two `---`",
    ]
    assert reported[3].startswith("postmortems/d-none.md:1:1: found no front matter. Begin the")
    assert reported[4].startswith("postmortems/e-tab.md:3:1: the YAML cannot be read: found char")
    assert reported[5] == (
        "postmortems/f-alias.md: left as it is, because line 2 could not be read afterwards: "
        "found undefined alias"
    )
    assert reported[6] == (
        "1 file reformatted, 1 file left unchanged, 6 files could not be formatted."
    )
    for name, text in broken.items():
        assert content(base, name) == (text if isinstance(text, bytes) else text.encode())


def test_line_ends_and_byte_order_mark_stay(base: Path) -> None:
    write(base, "loose.md", b"\xef\xbb\xbf" + LOOSE.replace("\n", "\r\n").encode())
    run()
    assert content(base, "loose.md") == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()


def test_only_postmortems_below_the_paths_are_touched(base: Path) -> None:
    others = ("README.md", "_draft.md", "services.yml", ".hidden.md")
    for name in others:
        write(base, name, LOOSE)
    result = run("postmortems/services.yml", "postmortems/2026")
    assert result.exit_code == 0
    assert result.stderr == (
        "postmortems/services.yml is no postmortem; it is left as it is.\n1 file left unchanged.\n"
    )
    assert run(".").stdout == "reformatted postmortems/loose.md\n"
    assert [content(base, name) for name in others] == [LOOSE.encode()] * 4


def test_a_link_is_followed_inside_the_folder_only(base: Path) -> None:
    (base / "outside.md").write_text(LOOSE)
    (base / "postmortems" / "linked.md").symlink_to(base / "outside.md")
    (base / "postmortems" / "again.md").symlink_to("loose.md")
    result = run()
    assert result.exit_code == 1
    assert "postmortems/linked.md:1:1: found a link that leads out of the folder" in result.stderr
    assert (base / "outside.md").read_text() == LOOSE
    assert (base / "postmortems" / "again.md").is_symlink()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mkdocs.yml"], "mkdocs.yml is not below"),
        (["postmortems/nothing.md"], "'postmortems/nothing.md' does not exist"),
        (["--chek"], "No such option"),
    ],
)
def test_wrong_arguments_end_with_two(base: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert content(base, "loose.md") == LOOSE.encode()


def test_a_missing_folder_ends_with_two_and_an_empty_one_is_fine(base: Path) -> None:
    for path in (base / "postmortems").rglob("*.md"):
        path.unlink()
    assert (run().exit_code, run().stderr) == (0, "0 files left unchanged.\n")
    (base / "postmortems" / "2026").rmdir()
    (base / "postmortems").rmdir()
    result = run()
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_paths_are_those_from_here(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base / "postmortems" / "2026")
    assert run().stdout == "reformatted ../loose.md\n"


def test_a_folder_that_cannot_be_read_is_no_success(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_folders(monkeypatch, lambda path: path.name == "2026")
    result = run("--check", "postmortems/2026")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "postmortems/2026: the folder cannot be read: Permission denied. "
        "Make it readable, or remove it\n"
        "0 files would be left unchanged, 1 path could not be read.\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_folder_is_left_out_as_on_the_site(base: Path) -> None:
    (base / "postmortems" / "again").symlink_to("2026")
    result = run()
    assert (result.exit_code, result.stdout) == (1, "reformatted postmortems/loose.md\n")
    assert "postmortems/again: found a link to a folder. Move the" in result.stderr


def test_an_interruption_leaves_every_file_whole(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert run().exit_code == 1
    assert content(base, "loose.md") == LOOSE.encode()
    assert sorted(p.name for p in (base / "postmortems").iterdir()) == ["2026", "loose.md"]
