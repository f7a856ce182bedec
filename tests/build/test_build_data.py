"""The data in the built site: what the command writes; a file of the author's is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from site_project import DISK_FULL, Built, Project, postmortem

from mkdocs_postmortems.cli import main


@pytest.fixture
def written(project: Project) -> Project:
    project.write(
        {
            "postmortems/2026/disk-full.md": DISK_FULL,
            "postmortems/2026/a <b> ü.md": postmortem("Other"),
            "postmortems/services.yml": "- name: orders\n",
        }
    )
    return project


def below_data(built: Built) -> dict[str, bytes]:
    found = {name.removeprefix("data/"): data for name, data in built.files.items()}
    ours = {name: data for name, data in found.items() if name not in built.files}
    return {n: d for n, d in ours.items() if not n.startswith(("game-days/", "listings/"))}


def test_the_site_has_what_the_command_writes(
    written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = written.build(strict=True)
    monkeypatch.chdir(written.root)
    assert CliRunner().invoke(main, ["export", "-o", "out"]).exit_code == 0
    folder = written.root / "out"
    exported = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert "postmortems/2026/a <b> ü.json" in exported
    assert below_data(built) == exported
    assert built.files["llms.txt"].startswith(b"# Postmortems\n")


def test_an_own_llms_txt_is_kept(written: Project) -> None:
    written.write({"docs/llms.txt": "# Ours\n"})
    built = written.build(strict=True)
    assert built.files["llms.txt"] == b"# Ours\n"
    assert built.warnings == []


def test_other_files_at_addresses_of_the_data_give_way_with_a_warning(written: Project) -> None:
    written.write({"docs/data/actions.csv": "mine"})
    built = written.build()
    assert built.files["data/actions.csv"].startswith(b"\xef\xbb\xbfincident,")
    assert built.warnings == [
        "WARNING postmortems: data/actions.csv: not shown, generated data stands there"
    ]
    assert Path(written.root, "docs/data/actions.csv").read_text() == "mine"
