"""`postmortems new` with options, as a script gives them."""

import datetime as dt
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from new_base import AT, GIVEN, ID, KNOWN, PATH, files, make_base, run, today

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


def test_with_options_alone_it_asks_nothing(base: Path) -> None:
    result = run(*GIVEN, *AT)
    assert result.exit_code == 0
    assert result.stdout == f"{PATH}\n"
    assert result.stderr.splitlines() == [
        "Fill it in, and delete its guidance.",
        f"Check it:   postmortems check {PATH}",
        "Preview it: mkdocs serve",
    ]
    head = (base / PATH).read_text("utf-8")
    assert head.startswith("---\ntitle: Orders down\nseverity: SEV-2  #")
    assert "\nservices: [orders]\n" in head
    assert "\nstarted: 2026-03-15T14:05:00Z  #" in head


def test_the_knowledge_base_has_no_problem_afterwards(base: Path) -> None:
    assert run(*GIVEN, *AT, "--from", ID).exit_code == 0
    loaded = load(base / "postmortems", Settings())
    assert len(loaded.knowledge_base.postmortems) == 2
    assert check(loaded, Settings(), dt.date(2026, 3, 16)) == ()


def test_without_a_terminal_every_missing_option_is_named_at_once(base: Path) -> None:
    result = run("--severity", "SEV-1")
    assert result.exit_code == 2
    assert result.stderr == (
        "postmortems: missing --title, --service, --started. "
        "Give them, or run it in a terminal, where it asks\n"
    )
    assert files(base) == [f"{ID}.md"]


def test_every_wrong_option_is_named_at_once(base: Path) -> None:
    result = run("--title", "a\nb", "--severity", "SEVV-1", "--service", ",", "--started", "noon")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "postmortems: --title: found the character U+000A. Write one line of text",
        'postmortems: --severity: found "SEVV-1". Did you mean "SEV-1"?',
        "postmortems: --service: found no service. Write one or more, with commas between them",
        f'postmortems: --started: found "noon". Write 14:05, yesterday 14:05, {today()} 14:05 or '
        f"{today()}",
    ]


def test_moments_can_be_given(base: Path) -> None:
    result = run(*GIVEN, *AT, "--detected", "14:10", "--resolved", "2026-03-16T01:00:00+01:00")
    assert result.exit_code == 0
    text = (base / PATH).read_text("utf-8")
    assert "\ndetected: 2026-03-15T14:10:00Z  #" in text
    assert "\nresolved: 2026-03-16T00:00:00Z  #" in text


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--resolved", "2026-03-14 10:00"), "--resolved: found 2026-03-14T10:00:00Z, before"),
        (("--mitigated", "2026-03-15"), '--mitigated: found "2026-03-15", a date alone'),
        (("--from", "orders"), '--from: found no postmortem "orders". '),
    ],
)
def test_options_that_contradict_each_other_write_nothing(
    base: Path, option: tuple[str, str], message: str
) -> None:
    result = run(*GIVEN, *AT, *option)
    assert result.exit_code == 2
    assert f"postmortems: {message}" in result.stderr
    assert files(base) == [f"{ID}.md"]


def test_a_clock_that_has_not_come_is_told_to_be_of_yesterday(base: Path) -> None:
    result = run(*GIVEN, "--started", "23:59:59")
    assert result.exit_code == 0
    told = " ".join(result.stderr.split())
    assert f"so it was taken as {today() - dt.timedelta(days=1)} 23:59:59. " in told


def test_services_teams_and_links_come_from_another_postmortem(base: Path) -> None:
    result = run("--title", "Lag again", "--severity", "sev3", *AT, "--from", ID)
    assert result.exit_code == 0
    text = (base / "postmortems/2026/2026-03-15-lag-again.md").read_text("utf-8")
    assert "\nservices: [orders, orders-db]\nteams: [storage]\n" in text
    assert "\nlinks:\n  - {title: Dashboard, url: https://grafana.example.com/d/1}\n" in text


def test_services_that_are_given_win_over_those_of_another(base: Path) -> None:
    run(*GIVEN, *AT, "--from", f"postmortems/2025/{ID}.md")
    assert "\nservices: [orders]\nteams: [storage]\n" in (base / PATH).read_text("utf-8")


def test_an_id_that_is_taken_is_refused_wherever_it_stands(base: Path) -> None:
    elsewhere = base / "postmortems" / "old" / Path(PATH).name
    elsewhere.parent.mkdir()
    elsewhere.write_text(KNOWN)
    result = run(*GIVEN, *AT)
    assert result.exit_code == 1
    assert result.stderr == (
        "postmortems: postmortems/old/2026-03-15-orders-down.md has the id 2026-03-15-orders-down "
        "already. Open that, or give another --title\n"
    )
    assert not (base / PATH).exists()
    assert elsewhere.read_text() == KNOWN


def test_what_check_says_is_said_at_once(base: Path) -> None:
    (base / "postmortems" / "services.yml").write_text("- name: orders\n")
    result = run("--service", "order", *GIVEN[:4], *AT)
    assert result.exit_code == 0
    assert f'{PATH}:5:12: warning PM302: services[0]: found "order".' in result.stderr


def test_a_new_service_that_looks_like_a_known_one_is_told(base: Path) -> None:
    result = run("--service", "order, billing", *GIVEN[:4], *AT)
    assert result.stderr.splitlines()[0] == '"order" is a new service. Did you mean "orders"?'
    assert "billing" not in result.stderr


def test_a_teams_template_is_used(base: Path) -> None:
    (base / "postmortems" / "_template.md").write_text("---\ntitle: TODO\nx-our: 1\n---\n## Ours\n")
    assert run(*GIVEN, *AT).exit_code == 0
    assert (base / PATH).read_text().splitlines() == [
        "---",
        "title: Orders down",
        "severity: SEV-2",
        "services: [orders]",
        "started: 2026-03-15T14:05:00Z",
        "x-our: 1",
        "---",
        "## Ours",
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("---\ntitle: [\n---\n", "postmortems: postmortems/_template.md:"),
        ("---\ntitle: &a b\nx-c: *a\n---\n", "postmortems: postmortems/_template.md: title: "),
    ],
)
def test_a_template_that_cannot_be_used_ends_with_two(
    base: Path, template: str, message: str
) -> None:
    (base / "postmortems" / "_template.md").write_text(template)
    result = run(*GIVEN, *AT)
    assert result.exit_code == 2
    assert result.stderr.startswith(message)
    assert files(base) == [f"{ID}.md", "_template.md"]


def test_the_first_postmortem_makes_its_folder(base: Path) -> None:
    (base / "mkdocs.yml").write_text(
        "plugins:\n  - postmortems: {source: kb/incidents, timezone: Europe/Berlin}\n"
    )
    result = run(*GIVEN, "--started", "2025-12-31T23:30Z")
    assert result.stdout == "kb/incidents/2026/2026-01-01-orders-down.md\n"
    assert "started: 2026-01-01T00:30:00+01:00" in (base / result.stdout.strip()).read_text()


def test_from_another_folder_the_commands_name_their_places(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base / "my notes").mkdir()
    monkeypatch.chdir(base / "my notes")
    result = run(*GIVEN, *AT, "-c", "../mkdocs.yml")
    assert result.stdout == f"../{PATH}\n"
    assert result.stderr.splitlines()[1:] == [
        f"Check it:   postmortems check ../{PATH} -c ../mkdocs.yml",
        "Preview it: mkdocs serve -f ../mkdocs.yml",
    ]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (None, "found no mkdocs.yml in"),
        ("plugins:\n  - postmortems: {timezone: Mars}\n", "plugins.postmortems.timezone: found"),
        ("plugins:\n  - postmortems: {source: mkdocs.yml}\n", "mkdocs.yml is no folder"),
    ],
)
def test_without_a_usable_configuration_it_ends_with_two(
    base: Path, config: str | None, message: str
) -> None:
    (base / "mkdocs.yml").unlink()
    if config is not None:
        (base / "mkdocs.yml").write_text(config)
    result = run(*GIVEN, *AT)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_system_that_refuses_to_write_is_quoted(base: Path) -> None:
    (base / "postmortems" / "2026").write_text("no folder")
    result = run(*GIVEN, *AT)
    assert result.exit_code == 2
    assert "2026 is no folder. Rename it" in result.stderr


def test_the_editor_is_opened_on_the_file(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = base / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('edited')")
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
    assert run(*GIVEN, *AT, "--edit").exit_code == 0
    assert (base / PATH).read_text("utf-8").endswith("edited")


def test_without_an_editor_it_says_so(base: Path) -> None:
    result = run(*GIVEN, *AT, "--edit")
    assert result.exit_code == 0
    assert "No editor opened: set $EDITOR" in result.stderr


@pytest.mark.parametrize("editor", ["no-such-editor", "'unclosed"])
def test_an_editor_that_fails_costs_nothing(
    base: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    result = run(*GIVEN, *AT, "--edit")
    assert result.exit_code == 2
    assert "postmortems: the editor did not work, the file is written: " in result.stderr
    assert (base / PATH).exists()


def test_a_terminal_that_is_not_utf_8_gets_question_marks(base: Path) -> None:
    (base / "postmortems" / "services.yml").write_text("- name: orders\n")
    arguments = ["--title", "Caf\u00e9", *GIVEN[2:4], "--service", "caf\u00e9-\u8ba2", *AT]
    result = CliRunner(charset="latin-1").invoke(main, ["new", *arguments])
    assert result.exit_code == 0
    assert result.stdout == "postmortems/2026/2026-03-15-cafe.md\n"
    assert 'found "caf\u00e9-?"' in result.stderr
    assert "title: Caf\u00e9\n" in (base / result.stdout.strip()).read_text("utf-8")


def test_bytes_that_the_system_could_not_decode_are_utf_8(base: Path) -> None:
    assert run("--title", "Caf\udcc3\udca9", *GIVEN[2:], *AT).exit_code == 0
    assert "title: Caf\u00e9\n" in (base / PATH.replace("orders-down", "cafe")).read_text("utf-8")
    result = run("--title", "Caf\udcff", *GIVEN[2:], *AT)
    assert result.exit_code == 2
    assert "--title: found the character U+DCFF. Write one line of text" in result.stderr
