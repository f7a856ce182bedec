"""Paths of Windows, by pure path logic: its separators, drives and devices."""

from __future__ import annotations

import os
import re
from pathlib import Path, PureWindowsPath

import pytest

from mkdocs_postmortems.addresses import label_pages
from mkdocs_postmortems.cli.output import shown_path
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.exports.report.report import _relative
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import _shown

PACKAGE = Path(__file__).parents[2] / "plugins" / "mkdocs_postmortems"


@pytest.mark.parametrize(
    "folder",
    [
        "C:/kb",
        "C:\\kb",
        "C:kb",
        "\\kb",
        "\\\\server\\share\\kb",
        "..\\kb",
        "kb\\..\\..\\x",
        "/kb",
        ".",
    ],
)
def test_no_folder_elsewhere_is_taken(folder: str) -> None:
    with pytest.raises(SettingsError, match="write a folder below the one"):
        Settings.from_mapping({"source": folder})


@pytest.mark.parametrize("folder", ["postmortems", "docs/kb", "./kb"])
def test_a_folder_below_is_taken(folder: str) -> None:
    assert Settings.from_mapping({"source": folder}).source == folder.removeprefix("./")


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "Prn", "com1", "LPT9", "com\u00b9"])
def test_a_label_that_is_a_device_has_another_address(name: str) -> None:
    (page,) = label_pages("services", [name]).values()
    assert re.fullmatch(r"services/\w+-2\.md", page)


def test_a_label_that_only_begins_like_a_device_keeps_its_own() -> None:
    pages = label_pages("services", ["console", "aux.", "com10", "con-2", "con"])
    assert sorted(pages.values()) == [
        "services/aux-2.md",
        "services/com10.md",
        "services/con-2-2.md",
        "services/con-2.md",
        "services/console.md",
    ]


@pytest.mark.parametrize(
    "label", ["orders.", "orders ", "a:b", 'a"b', "a\\b", "a/b", "a|b?*<>", "..."]
)
def test_a_label_is_a_name_that_windows_takes(label: str) -> None:
    (page,) = label_pages("services", [label]).values()
    assert re.fullmatch(r"services/[\w-]*\w\.md", page)


def test_paths_in_messages_have_slashes() -> None:
    root = PureWindowsPath("C:\\kb\\postmortems")
    assert _shown(root / "2026" / "disk-full.md", root) == "2026/disk-full.md"  # type: ignore[arg-type]


def test_another_drive_is_named_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    assert shown_path(Path("a/b.md")) == str(Path("a/b.md"))
    assert _relative(Path("a/b.md"), Path("c")) == "a/b.md"


def _separators(text: str) -> list[str]:
    """Return what in a module depends on the separator of the system."""
    below = re.finditer(r"\.relative_to\([^()]*(?:\([^()]*\))?[^()]*\)(\.\w+)?", text)
    found = [match[0] for match in below if match[1] not in (".as_posix", ".parts")]
    return found + re.findall(
        r"os\.sep\b|os\.path\.join|import (?:fcntl|pwd|resource|termios)\b|strftime\(.*%-", text
    )


def test_no_module_depends_on_the_separator_of_the_system() -> None:
    texts = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    assert len(texts) > 200
    assert {str(path): found for path, text in texts.items() if (found := _separators(text))} == {}


def test_what_depends_on_it_would_be_found() -> None:
    assert _separators("str(path.relative_to(root))") == [".relative_to(root)"]
    assert _separators("x = path.relative_to(root.resolve()).as_posix()") == []
