"""`postmortems similar`: have we seen this before? The same in the terminal as on the site."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.similar import similar
from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.site import Site, build_site

CONFIG = """site_url: https://kb.example.com/ops/
plugins:
  - postmortems: {as_of: 2026-10-05, aliases: {services: {shop-db: orders-db}}}
"""
DISK = """---
title: Disk full
severity: SEV-1
services: [orders-db]
started: 2026-03-15T14:44:00Z
causes: monitoring-gap
actions:
  - {title: Write snapshots elsewhere, status: done, created: 2026-03-16, closed: 2026-03-17}
  - title: Alert on disk growth
    owner: storage
    ticket: OPS-7
    created: 2026-03-16
    due: 2026-09-25
  - {title: Not yet, created: 2026-11-01}
---
A snapshot filled the disk: ORA-01555.
"""
LAG = """---
title: Replica lag
severity: SEV-2
status: published
services: [orders-db]
started: 2025-11-02
causes: monitoring-gap
---
The replica was behind.
"""
OTHER = """---
title: Other {0}
severity: SEV-3
services: [service-{0}]
started: 2026-01-{0:02}T10:00:00Z
---
Word{0} of its own.
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    files = {"2026/disk.md": DISK, "2025/lag.md": LAG}
    files |= {f"2026/other{n}.md": OTHER.format(n) for n in range(1, 9)}
    for name, text in files.items():
        path = tmp_path / "postmortems" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, columns: int = 100) -> Result:
    return CliRunner().invoke(similar, arguments, env={"COLUMNS": str(columns)})


def found(*arguments: str) -> list[str]:
    return [it["path"] for it in json.loads(run(*arguments, "--format", "json").stdout)["similar"]]


def test_it_says_what_why_what_was_done_and_what_is_open(base: Path) -> None:
    result = run("disk full on orders-db")
    assert result.exit_code == 0
    assert result.stdout == (
        "SEV-1  15 Mar 2026  draft  Disk full\n"
        "  why   has orders-db; text: disk, full\n"
        "  done  Write snapshots elsewhere\n"
        "  open  Alert on disk growth (10 days overdue, storage)\n"
        "  postmortems/2026/disk.md\n"
        "  https://kb.example.com/ops/postmortems/2026/disk/\n"
        "\n"
        "SEV-2  2 Nov 2025  Replica lag\n"
        "  why   has orders-db\n"
        "  done  no action was promised\n"
        "  postmortems/2025/lag.md\n"
        "  https://kb.example.com/ops/postmortems/2025/lag/\n"
        "\n"
        "2 of 10 incidents on 2026-10-05.\n"
    )
    assert result.stderr == "postmortems: read on 2026-10-05, by `as_of` in mkdocs.yml\n"


def test_words_need_no_quotes_and_old_names_are_known(base: Path) -> None:
    assert found("disk", "full", "on", "orders-db") == ["2026/disk.md", "2025/lag.md"]
    assert found("shop-db") == ["2025/lag.md", "2026/disk.md"]
    assert found("ORA-01555") == ["2026/disk.md"]


def test_actions_are_found_by_their_ticket_and_title_and_owners_are_not(base: Path) -> None:
    assert found("OPS-7") == found("snapshots elsewhere") == ["2026/disk.md"]
    assert "label or ticket: storage." in " ".join(run("storage").stdout.split())


def test_two_incidents_are_not_alike_for_their_tickets(base: Path) -> None:
    lag = base / "postmortems" / "2025" / "lag.md"
    alone = lag.read_text().replace("orders-db", "replica").replace("causes: monitoring-gap\n", "")
    action = "actions: [{title: Alert on disk growth, ticket: OPS-7, created: 2026-03-16}]\n---\nT"
    lag.write_text(alone.replace("---\nT", action))
    assert found("disk") == []
    assert set(found("OPS-7")) == {"2026/disk.md", "2025/lag.md"}


def test_an_id_among_words_is_a_word(base: Path) -> None:
    assert found("disk", "full") == ["2026/disk.md"]


def test_an_id_of_two_files(base: Path) -> None:
    (base / "postmortems" / "2025" / "disk.md").write_text(DISK)
    result = run("disk")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        '"disk" is the id of 2025/disk.md and 2026/disk.md. Write the path of one' in result.stderr
    )


def test_the_limit(base: Path) -> None:
    assert found("disk full on orders-db", "--limit", "1") == ["2026/disk.md"]
    assert run("disk", "--limit", "0").exit_code == 2


@pytest.mark.parametrize("name", ["postmortems/2026/disk.md", "disk.md", "2026/disk.md", "disk"])
def test_a_file_or_an_id_of_the_knowledge_base(base: Path, name: str) -> None:
    assert found(name) == ["2025/lag.md"]


def test_a_draft_outside_even_without_front_matter(base: Path) -> None:
    (base / "draft.txt").write_text(DISK.replace("Disk full", "Disk full again"))
    assert found("draft.txt") == ["2026/disk.md", "2025/lag.md"]
    (base / "notes").write_bytes(b"\xef\xbb\xbf# Disk full\r\n\r\nA snapshot filled the disk.\r\n")
    result = run("notes", "--format", "json")
    assert [it["path"] for it in json.loads(result.stdout)["similar"]] == []
    assert "notes:1: found no front matter; only its text is compared." in result.stderr


def test_it_finds_what_the_page_of_the_site_shows(base: Path) -> None:
    configuration = read_configuration(base / "mkdocs.yml")
    day = configuration.settings.as_of
    assert day
    site: Site = build_site(configuration.folder, configuration.settings, day)
    for one in site.library.knowledge_base.postmortems:
        shown = [it.path for it in site.library.relations.of(one)]
        assert found(f"postmortems/{one.path}") == shown


def test_for_programs(base: Path) -> None:
    record = json.loads(run("disk full xyzzy", "--format", "json").stdout)
    assert (record["version"], record["incidents"]) == (1, 10)
    assert (record["asked"], record["unknown"]) == (["disk", "full", "xyzzy"], ["xyzzy"])
    (one,) = record["similar"]
    assert one["url"] == "https://kb.example.com/ops/postmortems/2026/disk/"
    assert one["labels"] == []
    assert set(one["words"]) == {"disk", "full"}
    assert one["why"].startswith("text: ")
    assert [action["id"] for action in one["done"]] == ["A1"]
    assert one["open"] == [
        {
            "id": "A2",
            "title": "Alert on disk growth",
            "owner": "storage",
            "ticket": "OPS-7",
            "due": "2026-09-25",
            "closed": None,
            "days_overdue": 10,
        }
    ]


def test_nothing_is_found_and_what_to_try(base: Path) -> None:
    assert run("quorum election").stdout == (
        "None of 10 incidents on 2026-10-05 has enough of these words. Not in any title, "
        "text, label or\n"
        "ticket: quorum, election. Try other words, the name of a service, or a line of the error "
        "message.\n"
    )
    many = run("word1 word2 word3 word4 word5").stdout
    assert many.startswith(
        "None of 10 incidents on 2026-10-05 has enough of these words. Try fewer"
    )
    result = run("postmortems/2026/other1.md")
    assert result.stdout.startswith("None of 10 incidents on 2026-10-05 shares enough with it.")
    assert 'postmortems similar "disk full on orders-db"' in " ".join(result.stdout.split())


def test_an_empty_knowledge_base(base: Path) -> None:
    for path in (base / "postmortems").rglob("*.md"):
        path.unlink()
    assert run("disk").stdout == "There is no incident to compare with yet.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("",), 'write what you see: postmortems similar "disk full on orders-db"'),
        (("2026/dsk.md",), 'there is no postmortem "2026/dsk.md". Did you mean "disk"?'),
        (("disk.md", "full"), 'found the file "disk.md" among 2 arguments. Write one FILE, or'),
        (("disk", "--format", "xml"), "'xml' is not one of"),
        (("disk", "--config", "nowhere.yml"), "does not exist"),
    ],
)
def test_wrong_arguments(base: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_file_that_cannot_be_read(base: Path) -> None:
    (base / "bad.md").write_bytes(b"---\ntitle: \xff\n---\n")
    result = run("bad.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bad.md: found the byte 0xFF, not UTF-8. Save the file as UTF-8" in result.stderr


def test_unreadable_files_are_counted(base: Path) -> None:
    (base / "postmortems" / "broken.md").write_text("---\ntitle: [\n---\n")
    (base / "postmortems" / "bytes.md").write_bytes(b"\xff")
    result = run("disk full")
    assert result.exit_code == 0
    assert "postmortems: 2 files could not be read: see `postmortems check`" in result.stderr
    assert "Disk full" in result.stdout


def test_there_is_no_folder(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {source: nowhere}\n")
    result = run("disk")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no folder" in result.stderr


def test_nothing_commands_the_terminal(base: Path) -> None:
    hostile = "Disk \\e]0;owned\\a \\u202efull"
    text = DISK.replace("title: Disk full", f'title: "{hostile}"')
    text = text.replace("Alert on disk growth", '"Alert \\e[2J \\u2066 on"')
    (base / "postmortems" / "2026" / "disk.md").write_text(text)
    for arguments in (("disk full on orders-db",), ("disk \x1b[31m \u202exyzzy",)):
        result = run(*arguments)
        told = (result.stdout + result.stderr).replace("\n", "")
        assert "Disk ]0;owned full" in told
        assert all(character.isprintable() for character in told)


def test_a_narrow_terminal_keeps_paths_whole(base: Path) -> None:
    lines = run("disk full on orders-db", columns=40).stdout.splitlines()
    assert all(len(line) <= 40 or "/" in line for line in lines)
    assert "  https://kb.example.com/ops/postmortems/2026/disk/" in lines
