"""`postmortems new`: options as a script gives them, answers as a person types them."""

import contextlib
import datetime as dt
import os
import select
import signal
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.checks import check
from mkdocs_postmortems.cli import main
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

CONFIG = "plugins:\n  - search\n  - postmortems\n"
KNOWN = """---
title: Replica lag
severity: SEV-3
services: [orders, orders-db]
teams: [storage]
started: 2025-11-02T08:00:00Z
links:
  - {title: Dashboard, url: https://grafana.example.com/d/1}
---
"""
ID = "2025-11-02-orders-replica-lag"
GIVEN = ("--title", "Orders down", "--severity", "2", "--service", "orders")
AT = ("--started", "2026-03-15 14:05")
PATH = "postmortems/2026/2026-03-15-orders-down.md"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "postmortems" / "2025").mkdir(parents=True)
    (tmp_path / "postmortems" / "2025" / f"{ID}.md").write_text(KNOWN)
    monkeypatch.chdir(tmp_path)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def terminal(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same base, with somebody who answers."""
    monkeypatch.setattr("mkdocs_postmortems.cli.new.is_terminal", lambda: True)
    return base


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=typed)


def files(base: Path) -> list[str]:
    return sorted(path.name for path in (base / "postmortems").rglob("*") if path.is_file())


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


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


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


# Answers


def test_it_asks_for_what_no_option_says(terminal: Path) -> None:
    result = run(typed="Orders down\n2\norders\n2026-03-15 14:05\n")
    assert result.exit_code == 0
    assert "Severity:\n  1  SEV-1  Core function unavailable or data at risk\n" in result.stderr
    assert "Known are orders, orders-db.\n" in result.stderr
    assert f"Started [{today()}]: " in result.output
    assert "\nseverity: SEV-2  #" in (terminal / PATH).read_text("utf-8")


def test_enter_takes_today_as_the_start(terminal: Path) -> None:
    before = today()
    result = run(*GIVEN, typed="\n")
    day = next(day for day in (before, today()) if str(day) in result.stdout)
    path = terminal / f"postmortems/{day.year}/{day}-orders-down.md"
    assert f"\nstarted: {day}  #" in path.read_text("utf-8")


def test_an_answer_that_cannot_be_used_is_asked_for_again(terminal: Path) -> None:
    result = run(typed=" \nOrders down\nSEVV-2\nsev2\norders\n2099-12-31\n2026-03-15 14:05\n")
    assert result.exit_code == 0
    assert "found nothing. Write a few words\n" in result.stderr
    assert 'found "SEVV-2". Did you mean "SEV-2"?\n' in result.stderr
    assert "which is in the future. It is" in " ".join(result.stderr.split())
    assert (terminal / PATH).exists()


def test_a_typed_clock_that_has_not_come_is_told_too(terminal: Path) -> None:
    result = run(*GIVEN, typed="23:59:59\n")
    assert "23:59:59 has not come yet today in UTC" in " ".join(result.stderr.split())


def test_a_service_nobody_knows_is_asked_about(terminal: Path) -> None:
    result = run(*GIVEN[:4], *AT, typed="order\nn\nordering\ny\n")
    assert '"order" is not known. Did you mean "orders"?\n' in result.stderr
    assert "\nservices: [ordering]\n" in (terminal / PATH).read_text("utf-8")


def test_with_a_postmortem_to_copy_from_less_is_asked(terminal: Path) -> None:
    result = run("--from", ID, typed=f"Orders down\n\n{AT[1]}\n")
    assert result.exit_code == 0
    assert "Severity [SEV-3]: " in result.output
    assert "Services" not in result.output
    assert "\nservices: [orders, orders-db]\n" in (terminal / PATH).read_text("utf-8")


def test_a_title_that_is_taken_is_asked_for_again(terminal: Path) -> None:
    run(*GIVEN, *AT)
    first = (terminal / PATH).read_bytes()
    result = run(*GIVEN[2:], *AT, typed="Orders down\nOrders down!\nOrders down again\n")
    assert result.exit_code == 0
    assert " ".join(result.stderr.split()).count(f"{PATH} has the id") == 2
    assert result.stdout.splitlines()[-1].endswith("2026-03-15-orders-down-again.md")
    assert (terminal / PATH).read_bytes() == first


@pytest.mark.parametrize("answers", ["", "Orders down\n", "Orders down\n2\norders\n"])
def test_who_leaves_in_the_middle_leaves_nothing_behind(terminal: Path, answers: str) -> None:
    result = run(typed=answers)
    assert result.exit_code == 1
    assert "Aborted!" in result.output
    assert "Traceback" not in result.output
    assert files(terminal) == [f"{ID}.md"]
    assert not (terminal / "postmortems" / "2026").exists()


def test_a_label_cannot_command_the_terminal(terminal: Path) -> None:
    text = KNOWN.replace("[orders, orders-db]", '["a\\u001b[31mb"]')
    (terminal / "postmortems" / "2025" / f"{ID}.md").write_text(text)
    result = run(typed=f"Orders down\n2\nnew\ny\n{AT[1]}\n")
    assert result.exit_code == 0
    assert "\x1b" not in result.output


# The editor, and other terminals


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


def test_it_asks_without_readline_too(terminal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    assert run(*GIVEN, typed=f"{AT[1]}\n").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_in_a_real_terminal_tab_completes_and_ctrl_c_leaves_nothing(base: Path) -> None:
    shown = in_terminal(
        ("one line: ", "Slow\r"),
        ("Severity: ", "2\r"),
        ("Services: ", "orders-\t"),
        ("-db", "\x03"),
    )
    assert (
        "Severity:\r\n  1  SEV-1  Core function unavailable\r\n            or data at risk" in shown
    )
    assert shown.rstrip().endswith("Aborted!")
    assert files(base) == [f"{ID}.md"]


class StuckError(Exception):
    """The terminal takes no more keys."""


def in_terminal(*typed: tuple[str, str]) -> str:
    """Type keys, each once a text is seen, in a terminal of 40 columns; return what it shows.

    On a machine with much to do readline can get stuck for good: then all is typed anew.
    """
    for _ in range(3):
        with contextlib.suppress(StuckError):
            return typed_in_terminal(*typed)
    raise AssertionError("the command got stuck three times")


def typed_in_terminal(*typed: tuple[str, str]) -> str:
    import pty

    code = "from mkdocs_postmortems.cli.new import new; new()"
    child, screen = pty.fork()
    if child == 0:
        os.environ |= {"COLUMNS": "40", "TERM": "dumb"}
        os.execv(sys.executable, [sys.executable, "-c", code])
    shown, seen = "", 0
    try:
        for text, keys in typed:
            while text not in shown[seen:]:
                more = _next(screen, f"waiting for {text!r} after {shown!r}")
                assert more, f"it ended before it showed {text!r}: {shown}"
                shown += more
            seen = len(shown)
            os.write(screen, keys.encode())
        while more := _next(screen, shown, again=typed[-1][1]):
            shown += more
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(screen)
    return shown


def _next(screen: int, told: str, again: str = "\x05") -> str:
    """Return what a terminal shows next, nothing where the command has ended.

    Readline can sit on keys that came before it was ready, until the next one: where nothing
    happens, a key is pressed `again`, else the cursor is moved to the end of the line, where it is.
    """
    for _ in range(20):
        if select.select([screen], [], [], 1)[0]:
            break
        os.write(screen, again.encode())
    else:
        raise StuckError(told)
    try:
        return os.read(screen, 1024).decode(errors="replace")
    except OSError:  # Linux says so at the end.
        return ""


@pytest.mark.usefixtures("terminal")
def test_an_empty_answer_is_asked_for_again_with_the_reason(base: Path) -> None:
    result = run(*GIVEN[2:], *AT, typed="\nOrders down\n")
    assert "found nothing. Write a few words" in result.output
