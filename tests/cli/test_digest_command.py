"""`postmortems digest`, as a person or a scheduled job runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli.digest import digest

CONFIG = "site_name: Example\nsite_url: https://pm.example.com/\nplugins:\n  - postmortems\n"
NEW = """---
title: Orders \u4e8b\u6545 down
severity: SEV-3
services: [orders]
started: 2026-10-01T22:30:00Z
mitigated: 2026-10-01T23:00:00Z
---
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "new.md").write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(digest, list(arguments))


def title(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.partition("\n")[0]


def test_the_last_seven_days_are_told_in_text(base: Path) -> None:
    result = run("--as-of", "2026-10-05")
    assert result.exit_code == 0
    assert result.stdout == (
        "Postmortems, 28 Sep 2026 to 5 Oct 2026\n"
        "1 new incident. Debt: 0 overdue actions + 0 overdue postmortems = 0. Open: 0\n"
        "actions, 0 without an owner, 0 without a due date.\n"
        "\n"
        "New incidents\n"
        "- Orders \u4e8b\u6545 down: SEV-3, orders, 30 min of impact\n"
        "  https://pm.example.com/postmortems/new/\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--since", "2w"], "21 Sep 2026 to 5 Oct 2026"),
        (["--since", "2026-10-05"], "5 Oct 2026"),
        (["--week", "2026-W40"], "28 Sep 2026 to 4 Oct 2026"),
        (["--week", "2026-W41"], "5 Oct 2026"),
    ],
)
def test_the_period(base: Path, arguments: list[str], told: str) -> None:
    assert title(run(*arguments, "--as-of", "2026-10-05")) == f"Postmortems, {told}"


def test_today_is_that_of_the_site(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790893800")  # 2026-10-01T22:30:00Z
    assert title(run("--since", "0d")) == "Postmortems, 1 Oct 2026"
    (base / "mkdocs.yml").write_text(
        CONFIG.replace("- postmortems", "- postmortems:\n      timezone: Europe/Berlin")
    )
    assert title(run("--since", "0d")) == "Postmortems, 2 Oct 2026"
    assert "New incidents" in run("--since", "0d").stdout


def test_a_week_is_told_as_of_its_sunday(base: Path) -> None:
    (base / "postmortems" / "new.md").write_text(
        NEW.replace("mitigated", "actions: [{title: Cap, due: 2026-10-02, owner: a}]\nmitigated")
    )
    told = [
        run("--week", "2026-W40", "--as-of", day).stdout for day in ("2026-10-04", "2026-12-31")
    ]
    assert told[0] == told[1]
    assert "due 2 Oct 2026 (2 days ago)" in told[0]


@pytest.mark.parametrize(
    ("shown", "first"),
    [
        ("markdown", "### Postmortems, 28 Sep 2026 to 5 Oct 2026"),
        ("slack", "*Postmortems, 28 Sep 2026 to 5 Oct 2026*"),
        ("html", "<!doctype html>"),
    ],
)
def test_what_is_posted_is_utf_8(base: Path, shown: str, first: str) -> None:
    runner = CliRunner(charset="latin-1")
    result = runner.invoke(digest, ["--format", shown, "--as-of", "2026-10-05"])
    text = result.stdout_bytes.decode("utf-8")
    assert text.startswith(f"{first}\n")
    assert "Orders \u4e8b\u6545 down" in text


@pytest.mark.parametrize(
    "site_url",
    [
        "",
        "site_url: !ENV NO_SUCH_SITE\n",
        "site_url: 42\n",
        "site_url: javascript:alert(1)\n",
        "site_url: 'https://a.example/> <b>'\n",
    ],
)
def test_without_a_plain_address_of_the_site_there_is_no_link(base: Path, site_url: str) -> None:
    (base / "mkdocs.yml").write_text(re.sub(r"site_url: .*\n", site_url, CONFIG))
    result = run("--format", "html", "--as-of", "2026-10-05")
    assert result.exit_code == 0
    assert "href" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "7x"], '--since: found "7x", not a date. Write a length such as 7d or 2w'),
        (["--week", "2025-W53"], "--week: found week 53 of 2025, which has weeks 1 to 52"),
        (["--week", "2026-W50"], "--week: 2026-W50 had not begun on 2026-10-05"),
        (["--since", "7d", "--week", "2026-W40"], "found --since and --week. Give one of them"),
        (["--as-of", "tomorrow"], '--as-of: found "tomorrow", not a date'),
    ],
)
def test_what_cannot_be_told(base: Path, arguments: list[str], message: str) -> None:
    result = run("--as-of", "2026-10-05", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"postmortems: {message}")


def test_a_day_that_the_settings_hold_is_told_beside_the_message(base: Path) -> None:
    (base / "mkdocs.yml").write_text("plugins:\n  - postmortems: {as_of: 2020-10-05}\n")
    result = run()
    assert title(result) == "Postmortems, 28 Sep 2020 to 5 Oct 2020"
    assert result.stderr == "postmortems: read on 2020-10-05, by `as_of` in mkdocs.yml\n"
    assert run("--as-of", "2026-10-05").stderr == ""


def test_an_unknown_format(base: Path) -> None:
    result = run("--format", "pdf")
    assert result.exit_code == 2
    assert "'pdf'" in result.stderr


def test_without_a_configuration_or_a_folder(base: Path) -> None:
    (base / "postmortems" / "new.md").unlink()
    (base / "postmortems").rmdir()
    assert "there is no folder" in run().stderr
    (base / "mkdocs.yml").unlink()
    result = run()
    assert result.exit_code == 2
    assert result.stderr.startswith("postmortems: found no mkdocs.yml in ")


def test_broken_files_are_told_as_far_as_they_can_be_read(base: Path) -> None:
    (base / "postmortems" / "crlf.md").write_bytes(
        b"\xef\xbb\xbf" + NEW.replace("Orders", "CRLF").replace("\n", "\r\n").encode()
    )
    (base / "postmortems" / "latin.md").write_bytes(NEW.encode("utf-16"))
    (base / "postmortems" / "undated.md").write_text("---\ntitle: No date\n---\n")
    (base / "postmortems" / "empty.md").write_bytes(b"")
    result = run("--as-of", "2026-10-05")
    assert result.exit_code == 0
    assert "1 file could not be read, its actions are not counted: see" in result.stdout
    assert "2 new incidents" in " ".join(result.stdout.split())
    assert "- CRLF \u4e8b\u6545 down: SEV-3" in result.stdout
