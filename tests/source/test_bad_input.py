"""Bad input: each is one clear message, and everything else is still there.

A message names file, line, column, level, rule, field, what was found and what to write.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load

Lines = Callable[..., list[str]]
Load = Callable[..., Loaded]
Whole = Callable[..., str]
Tree = Callable[..., Path]

LIST_KEYS = "Write `key: value` lines between the two `---`"
SYNTAX = "Quote values that hold `: `, ` #` or begin with a special sign; indent with spaces"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(
            "",
            "x.md:1:1: error PM117: the file is empty. "
            "Begin with `---`, the front matter and another `---`",
            id="empty file",
        ),
        pytest.param(
            " \n\n",
            "x.md:1:1: error PM117: the file is empty. "
            "Begin with `---`, the front matter and another `---`",
            id="nothing but blank lines",
        ),
        pytest.param(
            "# Orders down\n\nThe disk was full.\n",
            "x.md:1:1: error PM102: found no front matter. "
            "Begin the file with a line `---`, the front matter, and another `---`",
            id="no front matter",
        ),
        pytest.param(
            "---\ntitle: Orders down\n\nThe disk was full.\n",
            "x.md:1:1: error PM102: found front matter that is not closed. "
            "End the front matter with a line `---`",
            id="front matter not closed",
        ),
        pytest.param(
            "---\n---\n",
            "x.md:1:1: error PM104: found nothing where the keys of the front matter are "
            f"expected. {LIST_KEYS}",
            id="nothing in the front matter",
        ),
        pytest.param(
            "---\n- title\n- severity\n---\n",
            "x.md:2:1: error PM104: found a list where the keys of the front matter are "
            f"expected. {LIST_KEYS}",
            id="a list",
        ),
        pytest.param(
            "---\nOrders down\n---\n",
            'x.md:2:1: error PM104: found "Orders down" where the keys of the front matter are '
            f"expected. {LIST_KEYS}",
            id="a text",
        ),
        pytest.param(
            "---\ntitle: Orders: down\n---\n",
            "x.md:2:14: error PM103: the YAML cannot be read: mapping values are not allowed in "
            f"this context. {SYNTAX}",
            id="broken YAML",
        ),
        pytest.param(
            "---\ntitle: x\nteams:\n\t- a\n---\n",
            "x.md:4:1: error PM103: the YAML cannot be read: found character that cannot start "
            f"any token. {SYNTAX}",
            id="indented with a tab",
        ),
        pytest.param(
            "---\ntitle: x\n? [a, b]\n: c\n---\n",
            "x.md:3:3: error PM103: found a list as a key. Write a word as the key",
            id="a list as a key",
        ),
        pytest.param(
            "---\ntitle: x\nseverity: SEV-1\ntitle: y\n---\n",
            'x.md:4:1: error PM105: found the key "title" a second time (first on line 2). '
            "Keep one of the two",
            id="duplicate key",
        ),
        pytest.param(
            "---\ntitle: x\nactions:\n  - title: a\n    owner: b\n    owner: c\n---\n",
            'x.md:6:5: error PM105: found the key "owner" a second time (first on line 5). '
            "Keep one of the two",
            id="duplicate key in an action",
        ),
        pytest.param(
            "---\ntitle: !!python/name:os.system x\n---\n",
            'x.md:2:8: error PM106: found the tag "python/name:os.system". Write a plain value',
            id="a tag",
        ),
        pytest.param(
            "---\ntitle: !!binary aGk=\n---\n",
            'x.md:2:8: error PM106: found the tag "binary". Write a plain value',
            id="a tag of YAML that is not plain",
        ),
        pytest.param(
            "---\ntitle: x\n--- {title: y}\n---\n",
            "x.md:3:1: error PM106: found a second document. Keep one of the two",
            id="a second document",
        ),
        pytest.param(
            "---\ntitle: *other\n---\n",
            "x.md:2:8: error PM106: found undefined alias. Quote a value that begins with `*`",
            id="an alias of nothing",
        ),
        pytest.param(
            "---\ntitle: x\na: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
                for before, name in zip("abcde", "bcdef", strict=True)
            )
            + "---\n",
            "x.md:3:29: error PM106: found more than 5,000 values, each alias counted in full. "
            "Write less, without aliases",
            id="an alias bomb",
        ),
        pytest.param(
            "---\ntitle: &x [*x]\n---\n",
            "x.md:2:8: error PM106: found values nested more than 20 levels deep. "
            "Write flat values",
            id="an alias of itself",
        ),
        pytest.param(
            f"---\ntitle: {'[' * 100_000}\n---\n",
            "x.md:2:27: error PM106: found values nested more than 20 levels deep. "
            "Write flat values",
            id="100,000 brackets",
        ),
        pytest.param(
            f"---\ntitle:\n  {'- ' * 100_000}x\n---\n",
            "x.md:3:41: error PM106: found values nested more than 20 levels deep. "
            "Write flat values",
            id="100,000 dashes",
        ),
        pytest.param(
            "---\ntitle: x\n" + "\n".join(f"{' ' * n}a:" for n in range(1_200)) + "\n---\n",
            "x.md:24:22: error PM106: found values nested more than 20 levels deep. "
            "Write flat values",
            id="1,200 steps of indentation",
        ),
        pytest.param(
            b"---\ntitle: \xc3\xa4\xff\n---\n",
            "x.md:2:9: error PM101: found the byte 0xFF, not UTF-8. Save the file as UTF-8",
            id="not UTF-8",
        ),
        pytest.param(
            "---\ntitle: x\n---\n".encode("utf-16"),
            "x.md:1:4: error PM101: found a NUL byte. Save the file as UTF-8 text",
            id="UTF-16",
        ),
        pytest.param(
            b"---\r\ntitle: \xc3\xa4\0\r\n---\r\n",
            "x.md:2:9: error PM101: found a NUL byte. Save the file as UTF-8 text",
            id="NUL",
        ),
        pytest.param(
            "---\ntitle: ä\x07\n---\n",
            "x.md:2:9: error PM101: found the control character U+0007. "
            "Remove it; YAML allows tab and line end only",
            id="a control character",
        ),
        pytest.param(
            "---\ntitle: a\u2028b\nseverity: [\n---\n",
            "x.md:2:9: error PM101: found the control character U+2028. "
            "Remove it; YAML allows tab and line end only",
            id="a line end that editors do not count",
        ),
        pytest.param(
            b"x" * 5 * 1024 * 1024,
            "x.md:1:1: error PM107: found 5.0 MiB, the limit is 1 MiB. "
            "Link to logs and pictures instead of pasting them",
            id="5 MB",
        ),
    ],
)
def test_a_file_that_cannot_be_read_has_one_message_and_the_others_are_there(
    load_tree: Load, whole: Whole, content: str | bytes, line: str
) -> None:
    loaded = load_tree({"x.md": content, "2026/good.md": whole()})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [line]
    assert [p.id for p in loaded.knowledge_base.postmortems] == ["good", "x"]
    assert loaded.knowledge_base.postmortems[0].title == "Orders down"


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            "stats:\n  time_to_resolve: 1:30",
            "x.md:7:20: error PM113: stats.time_to_resolve: found 1:30, which YAML reads as 90. "
            "Write 1h 30m, or 1m 30s",
        ),
        (
            "stats:\n  time_to_resolve: 90",
            "x.md:7:20: error PM113: stats.time_to_resolve: found 90 without a unit. "
            "Write 90m for minutes, or another unit",
        ),
        (
            "detected: 22025-03-15T14:44:00Z",
            'x.md:6:11: error PM114: detected: found "22025-03-15T14:44:00Z", whose year is '
            "outside 1990 to 2100. Check the digits of the year",
        ),
        (
            "published: 2202-03-18",
            'x.md:6:12: error PM114: published: found "2202-03-18", whose year is outside 1990 '
            "to 2100. Check the digits of the year",
        ),
        (
            "detected: 14:45",
            'x.md:6:11: error PM114: detected: found "14:45", not an instant. '
            "Write an instant such as 2026-03-15T14:44:00Z, with Z or an offset",
        ),
        (
            "trigger: code deploy",
            'x.md:6:10: error PM115: trigger: found "code deploy". Did you mean "code-deploy"?',
        ),
        (
            "trigger: [code-deploy, dependency]",
            "x.md:6:10: error PM112: trigger: found a list. "
            "Write a text; put it in quotes if it looks like something else",
        ),
        (
            "colour: red",
            "x.md:6:1: warning PM111: colour: found an unknown key. Known are title, severity, "
            "status, services, teams, tags, visibility, started, detected, acknowledged, "
            "mitigated, resolved, published, detection, trigger, causes, stats, actions, change, "
            "retry, roles, links, related; keys of your own begin with x-",
        ),
        (
            "sevices: [a]",
            'x.md:6:1: warning PM111: sevices: found an unknown key. Did you mean "services"?',
        ),
        (
            "actions:\n  - title: a\n    owners: b",
            "x.md:8:5: warning PM111: actions[0].owners: found an unknown key. "
            'Did you mean "owner"?',
        ),
        (
            "actions:\n  title: a\n  owners: b",
            "x.md:8:3: warning PM111: actions[0].owners: found an unknown key. "
            'Did you mean "owner"?',
        ),
        (
            "links:\n  - {title: a, url: 'javascript:alert(1)'}",
            'x.md:7:21: error PM116: links[0].url: found "javascript:alert(1)". '
            "Write a link that begins with https://, http:// or mailto:",
        ),
        (
            "change: {summary: a, url: 'java\\tscript:alert(1)'}",
            'x.md:6:27: error PM116: change.url: found "java\\tscript:alert(1)". '
            "Write a link that begins with https://, http:// or mailto:",
        ),
        (
            'change: {summary: a, url: "https://x.example/\\u0009y"}',
            'x.md:6:27: error PM116: change.url: found "https://x.example/\ufffdy". '
            "Write a link that begins with https://, http:// or mailto:",
        ),
        (
            "change: {summary: a, url: 'https://['}",
            'x.md:6:27: error PM116: change.url: found "https://[". '
            "Write a link that begins with https://, http:// or mailto:",
        ),
    ],
)
def test_a_bad_value_has_one_message_and_the_rest_of_the_record_is_there(
    load_tree: Load, whole: Whole, fields: str, line: str
) -> None:
    loaded = load_tree({"x.md": whole(fields, "## Impact\n\nNobody could order.")})
    (postmortem,) = loaded.knowledge_base.postmortems
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [line]
    assert (postmortem.title, postmortem.services) == ("Orders down", ("orders",))
    assert postmortem.body.sections[0].text == "Nobody could order."


def test_an_unknown_severity_is_reported_and_kept_as_written(load_tree: Load, whole: Whole) -> None:
    loaded = load_tree({"x.md": whole("severity: SEVERITY-1")})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        'x.md:5:11: error PM115: severity: found "SEVERITY-1". Did you mean "SEV-1"?'
    ]
    assert loaded.knowledge_base.postmortems[0].severity == "SEVERITY-1"


def test_what_ends_before_it_began_is_reported(checked: Lines, whole: Whole) -> None:
    fields = (
        "mitigated: 2026-03-15T14:43:00Z\nresolved: 2026-03-15T14:43:30Z\npublished: 2026-03-16"
    )
    assert checked({"x.md": whole(fields)}) == [
        "x.md:6:12: error PM301: mitigated: found 2026-03-15T14:43:00Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
        "x.md:7:11: error PM301: resolved: found 2026-03-15T14:43:30Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
    ]


def test_the_four_required_fields_are_asked_for_by_name(problems_of: Lines) -> None:
    assert problems_of({"x.md": "---\nstatus: draft\n---\n"}) == [
        "x.md:2:1: error PM110: services: missing. "
        "Write `services:` (what was affected, such as [orders])",
        "x.md:2:1: error PM110: severity: missing. "
        "Write `severity:` (how bad it was, such as SEV-2)",
        "x.md:2:1: error PM110: started: missing. "
        "Write `started:` (the first impact: 2026-03-15T14:44:00Z)",
        "x.md:2:1: error PM110: title: missing. Write `title:` (what broke, in one line)",
    ]


def test_two_files_with_one_id_are_both_there(load_tree: Load, whole: Whole) -> None:
    loaded = load_tree({"2025/x.md": whole("title: A"), "2026/x.md": whole("title: B")})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        '2026/x.md:1:1: error PM109: id: found the id "x", which 2025/x.md has as well. '
        "Rename one of the two files"
    ]
    assert [p.title for p in loaded.knowledge_base.postmortems] == ["A", "B"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="both"),
    ],
)
def test_a_byte_order_mark_and_other_line_ends_are_fine_and_the_lines_are_right(
    load_tree: Load, whole: Whole, change: Callable[[str], str]
) -> None:
    text = whole("severity: SEV9", "## Timeline\n\n- soon it broke\n")
    loaded = load_tree({"x.md": change(text)})
    assert [str(problem) for problem in loaded.knowledge_base.problems] == [
        'x.md:5:11: error PM115: severity: found "SEV9". Did you mean "SEV-1"?',
        "x.md:9:1: warning PM119: timeline: found a row without a time. "
        "Write 14:44 or 2026-03-15 14:44",
    ]
    assert "\r" not in loaded.knowledge_base.postmortems[0].body.sections[0].text


needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@needs_links
def test_a_link_out_of_the_folder_is_refused_and_its_text_is_nowhere(
    tree: Tree, whole: Whole, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text(whole("title: The secret"))
    root = tree({"good.md": whole()})
    (root / "x.md").symlink_to(tmp_path / "secret.md")
    (root / "gone.md").symlink_to(tmp_path / "nothing.md")
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        f"{name}.md:1:1: error PM108: found a link that leads out of the folder. "
        "Copy the file into it"
        for name in ("gone", "x")
    ]
    assert "secret" not in repr(base)


@needs_links
def test_a_linked_folder_is_refused_and_nothing_in_it_is_read(
    tree: Tree, whole: Whole, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text(whole("title: The secret"))
    root = tree({"good.md": whole(), ".git/x.md": "", "_drafts/x.md": ""})
    (root / "2025").symlink_to(tmp_path / "elsewhere")
    (root / ".hidden").symlink_to(tmp_path / "elsewhere")
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        "2025:1:1: error PM108: found a link to a folder. Move the folder itself to this place"
    ]
    assert [p.id for p in base.postmortems] == ["good"]


@needs_links
def test_a_link_within_the_folder_is_read(tree: Tree, whole: Whole) -> None:
    root = tree({"texts/_x.md": whole("title: Linked")})
    (root / "x.md").symlink_to(root / "texts" / "_x.md")
    base = load(root, Settings()).knowledge_base
    assert [p.title for p in base.postmortems] == ["Linked"]
    assert base.problems == ()


@needs_links
def test_links_that_lead_nowhere_or_in_a_circle_are_reported(tree: Tree) -> None:
    root = tree({})
    (root / "circle.md").symlink_to(root / "circle.md")
    (root / "nowhere.md").symlink_to(root / "nothing.md")
    reasons = [str(problem) for problem in load(root, Settings()).knowledge_base.problems]
    assert len(reasons) == 2
    assert reasons[0].startswith("circle.md:1:1: error PM101: the file cannot be read: ")
    assert reasons[1] == (
        "nowhere.md:1:1: error PM101: the file cannot be read: No such file or directory. "
        "Make it readable, or remove it"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tree: Tree) -> None:
    root = tree({})
    os.mkfifo(root / "x.md")
    assert [str(problem) for problem in load(root, Settings()).knowledge_base.problems] == [
        "x.md:1:1: error PM101: found no regular file. Put a file of text in its place"
    ]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody can enter, while the test is not the superuser."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no permissions of this kind here")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65_534)
        try:
            yield folder
        finally:
            if superuser:
                os.seteuid(0)


def as_superuser(change: Callable[[], object]) -> None:
    euid = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    change()
    os.seteuid(euid)


def test_a_file_and_a_folder_without_permission_are_reported(
    open_folder: Path, whole: Whole
) -> None:
    def write() -> None:
        for name in ("closed", "open"):
            (open_folder / name).mkdir()
            (open_folder / name / f"in-{name}.md").write_text(whole())
        (open_folder / "x.md").write_text(whole())
        (open_folder / "x.md").chmod(0)
        (open_folder / "closed").chmod(0)

    as_superuser(write)
    base = load(open_folder, Settings()).knowledge_base
    as_superuser(lambda: (open_folder / "closed").chmod(stat.S_IRWXU))
    assert [str(problem) for problem in base.problems] == [
        "closed:1:1: error PM101: the folder cannot be read: Permission denied. "
        "Make it readable, or remove it",
        "x.md:1:1: error PM101: the file cannot be read: Permission denied. "
        "Make it readable, or remove it",
    ]
    assert [p.id for p in base.postmortems] == ["in-open", "x"]


def test_a_folder_named_like_a_file_is_a_folder(load_tree: Load, whole: Whole) -> None:
    base = load_tree({"x.md/y.md": whole()}).knowledge_base
    assert [p.path for p in base.postmortems] == ["x.md/y.md"]
    assert base.problems == ()


NAMES = ["With Spaces.md", 'it\'s "quoted".md', "störung-注文.md", "UPPER.MD", "a#b?c%20&d.md"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
def test_any_name_is_fine(load_tree: Load, whole: Whole) -> None:
    base = load_tree({f"2026/{name}": whole() for name in NAMES}).knowledge_base
    assert sorted(p.path for p in base.postmortems) == sorted(f"2026/{name}" for name in NAMES)
    assert {p.id for p in base.postmortems} == {name[:-3] for name in NAMES}
    assert base.problems == ()


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
def test_a_name_with_a_line_end_does_not_break_the_message(problems_of: Lines) -> None:
    assert problems_of({"a\nb.md": ""}) == [
        "a\ufffdb.md:1:1: error PM117: the file is empty. "
        "Begin with `---`, the front matter and another `---`"
    ]


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are UTF-8")
def test_a_name_that_is_not_utf_8_is_refused(tree: Tree, whole: Whole) -> None:
    root = tree({"good.md": whole()})
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text(whole())
    base = load(root, Settings()).knowledge_base
    assert [str(problem) for problem in base.problems] == [
        "?.md:1:1: error PM101: found bytes in the file's name that are not UTF-8. Rename the file"
    ]
    assert [p.id for p in base.postmortems] == ["good"]


def test_one_service_instead_of_a_list_is_accepted(load_tree: Load, whole: Whole) -> None:
    fields = "services: orders\nteams: payments\ntags: postgresql\ncauses: monitoring-gap"
    base = load_tree({"x.md": whole(fields)}).knowledge_base
    (postmortem,) = base.postmortems
    assert base.problems == ()
    assert postmortem.services == ("orders",)
    assert (postmortem.teams, postmortem.tags) == (("payments",), ("postgresql",))
    assert [cause.factor for cause in postmortem.causes] == ["monitoring-gap"]


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "# *Markdown* `code` | a | b |",
    "{{ 7 * 7 }}{% raw %}",
    "--8<-- 'secret'",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_text_is_text(load_tree: Load, whole: Whole, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    fields = f"""
title: {quoted}
services: [{quoted}]
teams: [{quoted}]
tags: [{quoted}]
causes:
  - {{factor: unknown, note: {quoted}}}
actions:
  - {{title: {quoted}, id: {quoted}, owner: {quoted}, ticket: {quoted}, reason: {quoted}}}
change: {{summary: {quoted}}}
roles: {{{quoted}: {quoted}}}
links:
  - {{title: {quoted}, url: https://x.example/}}
"""
    base = load_tree({"x.md": whole(fields)}).knowledge_base
    (postmortem,) = base.postmortems
    assert base.problems == ()
    (action,) = postmortem.actions
    assert postmortem.change
    assert {
        postmortem.title,
        *postmortem.services,
        *postmortem.teams,
        *postmortem.tags,
        postmortem.causes[0].note,
        action.title,
        action.id,
        action.owner,
        action.ticket,
        action.reason,
        postmortem.change.summary,
        *postmortem.roles,
        *postmortem.roles.values(),
        postmortem.links[0].title,
    } == {text}


def test_all_problems_of_a_file_are_reported_in_one_run(checked: Lines, whole: Whole) -> None:
    fields = """
severity: SEV-0
status: finished
colour: red
detected: yesterday
resolved: 2026-03-15T14:00:00Z
stats:
  affected_users: many
  time_to_resolve: 90
actions:
  - {title: a, due: soon, owners: b}
  - {owner: b, status: done}
"""
    body = "## Timeline\n\n| Time (UTC) | Event |\n| --- | --- |\n| soon | It broke |\n"
    assert checked({"x.md": whole(fields, body)}) == [
        'x.md:5:11: error PM115: severity: found "SEV-0". Did you mean "SEV-1"?',
        'x.md:6:9: error PM112: status: found "finished". Write draft, in-review or published',
        "x.md:7:1: warning PM111: colour: found an unknown key. Known are title, severity, "
        "status, services, teams, tags, visibility, started, detected, acknowledged, "
        "mitigated, resolved, published, detection, trigger, causes, stats, actions, change, "
        "retry, roles, links, related; keys of your own begin with x-",
        'x.md:8:11: error PM114: detected: found "yesterday", not an instant. '
        "Write an instant such as 2026-03-15T14:44:00Z, with Z or an offset",
        "x.md:9:11: error PM301: resolved: found 2026-03-15T14:00:00Z, before `started`, "
        "2026-03-15T14:44:00Z. Check date, time and offset of both",
        'x.md:11:19: error PM112: stats.affected_users: found "many". '
        "Write a whole number without separators, such as 2400",
        "x.md:12:20: error PM113: stats.time_to_resolve: found 90 without a unit. "
        "Write 90m for minutes, or another unit",
        'x.md:14:21: error PM114: actions[0].due: found "soon", not a date. '
        "Write a date such as 2026-03-15",
        'x.md:14:27: warning PM111: actions[0].owners: found an unknown key. Did you mean "owner"?',
        "x.md:15:5: error PM110: actions[1].title: missing. "
        "Write `title:` (What is done, in one line)",
        "x.md:15:5: warning PM307: actions[1].closed: found `status: done` without a date. "
        "Write `closed:`, the day on which it was done",
        'x.md:21:3: warning PM119: timeline: found the time "soon". '
        "Write 14:44 or 2026-03-15 14:44",
    ]


@pytest.mark.parametrize("exists", [True, False])
def test_no_postmortems_or_no_folder_is_an_empty_knowledge_base(
    tmp_path: Path, exists: bool
) -> None:
    root = tmp_path / "postmortems"
    if exists:
        root.mkdir()
    base = load(root, Settings()).knowledge_base
    assert (base.postmortems, base.services, base.problems) == ((), (), ())
