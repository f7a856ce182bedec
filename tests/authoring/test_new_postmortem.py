"""A new postmortem: a place of its own, and a file that `check` has nothing against."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mkdocs_postmortems.authoring.answer import AnswerError, AnswerReader
from mkdocs_postmortems.authoring.document import read_document
from mkdocs_postmortems.authoring.edit import EditError
from mkdocs_postmortems.authoring.layout import lay_out
from mkdocs_postmortems.authoring.new import (
    NewError,
    NewPostmortem,
    check_new,
    create_new,
    find_id,
    find_postmortem,
    write_new,
)
from mkdocs_postmortems.authoring.template import find_template
from mkdocs_postmortems.model import KnowledgeBase, Link, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load
from mkdocs_postmortems.source.postmortem import read_postmortem_text

AT = dt.datetime(2026, 3, 15, 23, 30, tzinfo=dt.UTC)
NOWHERE = Path("no-such-folder")
BERLIN = Settings(timezone="Europe/Berlin")
TEAMS_OWN = {
    "timezone": "Europe/Berlin",
    "severities": {"major": {"sections": ["timeline"]}, "yes": "Less", "3": ""},
    "triggers": ["deploy # 1", "no"],
    "causes": [f"factor {number}: of many" for number in range(99)],
    "priorities": {"now": 7, "[later]": None},
    "sections": {"timeline": ["Chronology"]},
}


def begun(severity: str = "SEV-2", **more: object) -> NewPostmortem:
    fields = {"title": "Orders down", "services": ("orders",), "started": AT} | more
    return NewPostmortem(severity=severity, **fields)  # type: ignore[arg-type]


def written(new: NewPostmortem, settings: Settings, root: Path = NOWHERE) -> str:
    template = find_template(root, settings, new.severity, new.started)
    return write_new(template, new, settings.zone).decode()


def read(text: str, settings: Settings | None = None) -> Postmortem:
    return read_postmortem_text(text, "x.md", settings or Settings()).postmortem


@pytest.mark.parametrize(
    ("new", "settings", "path"),
    [
        (begun(), Settings(), "2026/2026-03-15-orders-down.md"),
        (begun(), BERLIN, "2026/2026-03-16-orders-down.md"),
        (begun(started=dt.date(2025, 12, 31)), BERLIN, "2025/2025-12-31-orders-down.md"),
        (begun(title="\u5b95\u673a"), Settings(), "2026/2026-03-15-orders-sev-2.md"),
        (begun(title="CON"), Settings(), "2026/2026-03-15-con.md"),
    ],
)
def test_its_place_is_the_day_and_the_title(
    new: NewPostmortem, settings: Settings, path: str
) -> None:
    assert new.path(settings.zone) == path


@pytest.mark.parametrize("options", [{}, TEAMS_OWN], ids=["default", "of a team"])
@pytest.mark.parametrize("started", [AT, dt.date(2026, 3, 15)], ids=["instant", "day"])
def test_check_has_nothing_against_it(
    checked: Callable[..., list[str]], options: dict[str, object], started: dt.date
) -> None:
    settings = Settings.from_mapping(options)
    for severity in settings.severities:
        text = written(begun(severity, started=started), settings)
        assert checked({"x.md": text}, settings) == []


def test_every_hint_can_be_uncommented(checked: Callable[..., list[str]]) -> None:
    text = written(begun(), Settings())
    for hint, filled in {
        "#   source:": "  source: employee",
        "#   gap:": "  gap: no-alert",
        "#   - factor:": "  - factor: test-gap",
        "#     scope: specific  #": "    scope: specific  #",
        "#     note:": "    note: It was",
        "#   affected": "  affected",
        "#   failed": "  failed",
        "#   revenue": "  revenue",
        "#   data_loss:": "  data_loss: 0m",
        "#   - title:": "  - title: Do it",
        "#     type: prevent  #": "    type: prevent  #",
        "#     priority: high  #": "    priority: high  #",
        "#     owner:": "    owner: a-team",
        "#     ticket:": "    ticket: OPS-1",
        "#     due:": "    due: 2026-04-01",
        "#     addresses: []  #": "    addresses: [test-gap]  #",
        "# change: {summary: , url: }": "change: {summary: Move, url: https://example.com}",
        "# retry: {planned: , requires": "retry: {planned: 2026-05-01, requires",
    }.items():
        assert text.count(hint) == 1, hint
        text = text.replace(hint, filled)
    assert checked({"x.md": text}) == []
    found = read(text)
    filled_in = (found.detection, found.causes, found.stats.data_loss, found.change, found.retry)
    assert None not in filled_in
    assert found.actions[0].addresses == ("test-gap",)


def test_fmt_leaves_it_as_it_is() -> None:
    links = (Link(title="Chat", url="https://a.example"),)
    block = read_document(written(begun(links=links, teams=("a",)), BERLIN).encode()).block
    assert lay_out(block) == block


HOSTILE = (
    'It\'s "down": #1 {x} [y] & *z* | <script> <!-- --> \\ `',
    "# title",
    "- a",
    "no",
    "1:30",
    "2026-03-15",
    "null",
    "---",
    "{{ severity }}",
    "\u6570\u636e\u5e93\u5b95\u673a \U0001f525",
    "abc\u202etxt",
    "copied-link-0",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_read_back_as_it_is(
    checked: Callable[..., list[str]], title: str
) -> None:
    link = Link(title=title, url="https://example.com/a#b,c")
    text = written(begun(title=title, services=(title,), teams=(title,), links=(link,)), BERLIN)
    found = read(text, BERLIN)
    assert (found.title, found.services, found.teams) == (title, (title,), (title,))
    assert found.links == (link,)
    assert checked({"x.md": text}, BERLIN) == []


@given(st.text())
@hypothesis_settings(max_examples=40)
def test_any_title_that_is_accepted_is_read_back(title: str) -> None:
    try:
        title = AnswerReader(Settings(), (), AT).title(title)
    except AnswerError:
        return
    assert read(written(begun(title=title), Settings())).title == title


def test_moments_are_written_in_the_zone_of_the_site() -> None:
    text = written(begun(moments={"mitigated": AT + dt.timedelta(minutes=42)}), BERLIN)
    assert "\nstarted: 2026-03-16T00:30:00+01:00  # first impact" in text
    assert "\nmitigated: 2026-03-16T01:12:00+01:00  # impact ended\nresolved:  #" in text
    assert "\nstarted: 2026-03-15T23:30:00Z  #" in written(begun(), Settings())
    assert "\nstarted: 2026-03-15  #" in written(begun(started=AT.date()), Settings())


def test_links_come_along_a_line_each_broken_ones_stay_behind() -> None:
    links = (Link(title="Chat", url="https://a.example"), Link(title="No address"))
    text = written(begun(links=(*links, Link(title="B", url="https://b.example"))), Settings())
    assert (
        "\nlinks:\n  - {title: Chat, url: https://a.example}\n"
        "  - {title: B, url: https://b.example}\nrelated: []\n" in text
    )


OWN = """---
# Ours. Keep it short.
severity: SEV-4 # what the customer felt
title: TODO
x-cost-centre: 12
services:
- shop
teams: [payments]
links: [{title: Old, url: "https://old.example"}]
---

## Chronology

{{ nothing is filled in here }}
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_teams_own_template_keeps_everything_else(tmp_path: Path, line_end: str) -> None:
    (tmp_path / "_template.md").write_bytes(OWN.replace("\n", line_end).encode())
    link = Link(title="Chat", url="https://a.example")
    text = written(begun(links=(link,)), Settings(), tmp_path)
    assert text.replace(line_end, "\n") == OWN.replace("SEV-4 #", "SEV-2 #").replace(
        "TODO", "Orders down"
    ).replace("- shop", "- orders").replace(
        'links: [{title: Old, url: "https://old.example"}]',
        "links:\n  - {title: Chat, url: https://a.example}",
    ).replace("teams: [payments]\n", "teams: [payments]\nstarted: 2026-03-15T23:30:00Z\n")
    assert text.count("\r\n") == (text.count("\n") if line_end == "\r\n" else 0)


def test_a_template_that_cannot_be_edited_is_refused() -> None:
    template = read_document(b"---\ntitle: &t TODO\nx-also: *t\n---\n")
    with pytest.raises(EditError, match="title"):
        write_new(template, begun(), Settings().zone)


def test_what_check_will_say_is_known_before_it_is_written() -> None:
    early = {"mitigated": AT - dt.timedelta(hours=1)}
    data = written(begun(moments=early), Settings()).encode().replace(b"\n", b"\r\n")
    found = check_new(Loaded(KnowledgeBase(), {}), "2026/x.md", data, Settings(), AT.date())
    assert [(problem.rule, problem.field) for problem in found] == [("PM301", "mitigated")]


def test_it_is_created_with_its_folder_and_never_over_another_file(tmp_path: Path) -> None:
    path = create_new(tmp_path, "2026/x.md", b"new")
    assert path.read_bytes() == b"new"
    with pytest.raises(NewError, match="exists already and was left as it is"):
        create_new(tmp_path, "2026/x.md", b"newer")
    assert path.read_bytes() == b"new"


def test_a_way_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "postmortems", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "2026").symlink_to(elsewhere)
    (root / "2025").write_text("a file")
    with pytest.raises(NewError, match="is a link"):
        create_new(root, "2026/x.md", b"new")
    with pytest.raises(NewError, match="is no folder"):
        create_new(root, "2025/x.md", b"new")
    assert list(elsewhere.iterdir()) == []


def test_a_postmortem_is_found_by_id_or_path(
    tree: Callable[..., Path], whole: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree({"2026/disk-full.md": whole(), "2026/broken.md": "---\na: [\n---\n"})
    monkeypatch.chdir(root.parent)
    loaded = load(root, Settings())
    for wanted in (
        "disk-full",
        "2026/disk-full.md",
        "postmortems/2026/disk-full.md",
        str(root / "2026" / "disk-full.md"),
    ):
        assert find_postmortem(loaded, root, wanted).id == "disk-full"
    with pytest.raises(AnswerError, match=r'found no postmortem "disk-ful"\. Did you mean "disk-f'):
        find_postmortem(loaded, root, "disk-ful")
    with pytest.raises(AnswerError, match="Give an id or a path"):
        find_postmortem(loaded, root, "../../x\0")
    with pytest.raises(AnswerError, match=r"front matter of 2026/broken\.md cannot be read"):
        find_postmortem(loaded, root, "broken")
    assert find_id(loaded, "Disk-FULL") == "2026/disk-full.md"
    assert find_id(loaded, "disk") is None
