"""Same files and same `as_of`, same bytes; and nothing is written beside the site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_project import DISK_FULL, ROOT, Built, Project, postmortem

from mkdocs_postmortems.source import loader


def differing(first: Built, second: Built) -> list[str]:
    """Return the files that are not the same in both sites."""
    one, other = first.promised, second.promised
    return sorted(name for name in {**one, **other} if one.get(name) != other.get(name))


def test_neither_the_day_nor_the_place_nor_the_order_of_the_files_changes_a_byte(
    example: Built, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    (project.root / "docs").rmdir()
    project.copy(ROOT / "docs", "docs")
    project.copy(ROOT / "postmortems", "postmortems")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    monkeypatch.setattr(loader.os, "walk", _backwards(os.walk))
    again = project.build(strict=True)
    assert len(example.files) > 100
    assert differing(example, again) == []


def _backwards(walk):  # type: ignore[no-untyped-def]
    def walked(top: Path, **options: bool) -> Iterator[tuple[str, list[str], list[str]]]:
        if Path(top).name != "postmortems":
            yield from walk(top, **options)  # the host's own order is the host's
            return
        found = list(walk(top, **options))
        yield from ((folder, folders[::-1], names[::-1]) for folder, folders, names in found[::-1])

    return walked


def test_nothing_is_written_but_the_site(project: Project) -> None:
    project.write(
        {
            "postmortems/2026/disk-full.md": DISK_FULL,
            "postmortems/services.yml": "- name: orders\n",
            "docs/index.md": "# Welcome\n",
        }
    )
    before = _state(project.root)
    project.build(strict=True)
    after = _state(project.root)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"site", ".cache"}


def _state(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


def _rebuild(project: Project, changed: dict[str, str]) -> Built:
    """Build, change files, and build what changed only, as `mkdocs build --dirty` does."""
    project.build()
    for path in (project.root / "postmortems").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    project.write(changed)
    return project.build(dirty=True)


def test_dirty_shows_a_changed_postmortem_everywhere(project: Project) -> None:
    project.write(
        {
            "postmortems/disk-full.md": DISK_FULL,
            "postmortems/other.md": postmortem("Certificate expired"),
        }
    )
    changed = DISK_FULL.replace("Disk full", "Volume full").replace("disk growth", "free space")
    built = _rebuild(project, {"postmortems/disk-full.md": changed})

    assert "Volume full" in built.page("postmortems/disk-full/").text
    for address in ("", "postmortems/", "actions/", "services/orders/", "owners/storage-team/"):
        text = built.page(address).text
        assert "Volume full" in text, address
        assert "Disk full" not in text, address
    assert "Alert on free space" in built.page("actions/").text
    assert "2 incidents" in built.page("").text
    assert "Certificate expired" in built.page("postmortems/other/").text


def test_dirty_counts_a_new_postmortem(project: Project) -> None:
    project.write({"postmortems/disk-full.md": DISK_FULL})
    built = _rebuild(project, {"postmortems/2026/new.md": postmortem("A new one")})
    assert "2 incidents" in built.page("").text
    assert built.page("postmortems/").href("A new one") == "2026/new/"
    assert "A new one" in built.page("postmortems/2026/new/").text
