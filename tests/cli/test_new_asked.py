"""`postmortems new` asks for what no option says: answers as a person types them."""

import contextlib
import os
import select
import signal
import sys
from pathlib import Path

import pytest
from new_base import AT, GIVEN, ID, KNOWN, PATH, files, make_base, run, today


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_base(tmp_path, monkeypatch)


@pytest.fixture
def terminal(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same base, with somebody who answers."""
    monkeypatch.setattr("mkdocs_postmortems.cli.new.is_terminal", lambda: True)
    return base


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
