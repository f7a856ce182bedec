"""The public edition of a knowledge base: what it keeps of which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_postmortems.edition import make_edition
from mkdocs_postmortems.edition.chat import is_chat
from mkdocs_postmortems.edition.hidden import Hidden
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

Tree = Callable[..., Path]
OPEN = "status: published\nvisibility: public\n"


@pytest.fixture
def public(tree: Tree, whole: Callable[..., str]) -> Callable[..., KnowledgeBase]:
    """Read files, given as fields and body, and return their public edition."""

    def make(files: dict[str, tuple[str, str]], **options: Any) -> KnowledgeBase:
        settings = Settings.from_mapping({"edition": "public", **options})
        loaded = load(tree({name: whole(*file) for name, file in files.items()}), settings)
        return make_edition(loaded.knowledge_base, settings).knowledge_base

    return make


@pytest.fixture
def one(public: Callable[..., KnowledgeBase]) -> Callable[..., Postmortem | None]:
    """Return what is public of one postmortem, None for nothing."""

    def make(fields: str, body: str = "", **options: Any) -> Postmortem | None:
        return next(iter(public({"x.md": (OPEN + fields, body)}, **options).postmortems), None)

    return make


def test_the_internal_edition_is_what_was_read() -> None:
    base, settings = KnowledgeBase(), Settings()
    edition = make_edition(base, settings)
    assert edition.knowledge_base is base
    assert edition.settings is settings


@pytest.mark.parametrize(
    "fields",
    ["", "status: published", "visibility: public", f"{OPEN}x-internal: true"],
)
def test_only_what_is_published_and_public_is_there(
    public: Callable[..., KnowledgeBase], fields: str
) -> None:
    assert public({"x.md": (fields, "")}).postmortems == ()


@pytest.mark.parametrize(
    "mark",
    ["x-internal: [stats.revenue]", "x-internal: 3", "actions: [{title: a, x-internal: [titel]}]"],
)
def test_a_name_that_means_nothing_hides_all_of_it(
    one: Callable[..., Postmortem | None], mark: str
) -> None:
    found = one(mark)
    assert found is None or found.actions == ()


def test_marked_fields_entries_and_sections_are_gone(
    one: Callable[..., Postmortem | None],
) -> None:
    found = one(
        "x-internal: [stats.revenue_lost, causes.note, what we learned]\n"
        "stats: {revenue_lost: 12 EUR, affected_users: 3}\n"
        "causes:\n  - {factor: monitoring-gap, note: a}\n"
        "  - {factor: runbook-gap, x-internal: true}\n"
        "actions:\n  - {title: a, x-internal: true}\n"
        "  - {title: b, reason: c, addresses: [runbook-gap, monitoring-gap],\n"
        "     x-internal: [reason]}\n"
        "retry: {requires: [A1, A2]}\n",
        "## Lessons learned\n\nSecret.\n\n## Impact\n\nShown.\n",
    )
    assert found
    assert (found.stats.revenue_lost, found.stats.affected_users) == (None, 3)
    assert [(c.factor, c.note) for c in found.causes] == [("monitoring-gap", "")]
    (action,) = found.actions
    assert (action.id, action.title, action.reason) == ("A2", "b", "")
    assert action.addresses == ("monitoring-gap",)
    assert found.retry
    assert found.retry.requires == ("A2",)
    assert [s.heading for s in found.body.sections] == ["Impact"]


def test_hidden_rows_are_in_no_timeline(one: Callable[..., Postmortem | None]) -> None:
    found = one(
        "",
        "## Timeline\n\n| Time | Event |\n| - | - |\n| 14:44 | Full |\n<!-- internal -->\n"
        "| 14:50 | Called |\n<!-- /internal -->\n| 15:07 | Over <!-- internal -->by luck"
        "<!-- /internal --> |\n",
    )
    assert found
    assert [event.text for event in found.body.timeline] == ["Full", "Over"]


NAMED = (
    "teams: [a]\nroles: {lead: b}\nlinks: [{title: c, url: https://wiki.example.com}, "
    "{title: talk, url: https://chat.example.com/c}]\n"
    "actions: [{title: d, owner: e, ticket: OPS-1}]"
)


def test_what_is_left_out_by_default_can_be_shown(
    one: Callable[..., Postmortem | None],
) -> None:
    hidden = one(NAMED)
    shown = one(NAMED, public={"owners": True, "roles": True, "tickets": True, "links": True})
    assert hidden
    assert shown
    assert (hidden.teams, hidden.roles, hidden.links) == ((), {}, ())
    assert (hidden.actions[0].owner, hidden.actions[0].ticket) == (None, None)
    assert (shown.teams, shown.roles) == (("a",), {"lead": "b"})
    assert [link.title for link in shown.links] == ["c"]
    assert (shown.actions[0].owner, shown.actions[0].ticket) == ("e", "OPS-1")


def test_nothing_leads_to_an_internal_postmortem(
    public: Callable[..., KnowledgeBase],
) -> None:
    base = public(
        {
            "2026/2026-03-15-open.md": (
                f"{OPEN}related: [2026-02-01-closed]",
                "## Impact\n\nAs in [that one](2026-02-01-closed.md), 2026-02-01-closed, "
                "<a href='https://kb.example.com/postmortems/2026/2026-02-01-closed/'>there</a>.\n",
            ),
            "2026/2026-02-01-closed.md": ("", ""),
        }
    )
    (found,) = base.postmortems
    assert found.related == ()
    assert found.body.sections[0].text == (
        "As in that one, (an internal postmortem), <a>there</a>."
    )


@pytest.mark.parametrize(
    ("address", "is_hidden"),
    [
        ("postmortems/2026/2026-02-02-lost.md", True),
        ("../postmortems/2026/2026-02-02-lost/", True),
        ("../../kb/incidents/2026/short.md#impact", True),
        ("https://internal.example.com/kb/postmortems/2026/2026-02-02-lost/", True),
        ("https://internal.example.com/postmortems/2026/short.html", True),
        ("/postmortems/2026/short/?x=1", True),
        ("../../data/postmortems/2026/short.json", True),
        ("https://internal.example.com/search/?q=2026-02-02-lost", True),
        ("postmortems/2026/2026%2D02-02&#45;lost.md", True),
        ("../short/", True),
        ("short.md", True),
        ("open.md", False),
        ("../../../short/", False),
        ("https://example.com/short", False),
        ("postmortems/2026/open.md", False),
        ("#short", False),
    ],
)
def test_an_address_of_an_internal_postmortem_is_known(address: str, is_hidden: bool) -> None:
    """From `postmortems/2026/open.md`, by the file, on this site, on that of the other edition."""
    hidden = Hidden(
        {"2026/2026-02-02-lost", "2026/short"},
        {"2026-02-02-lost", "short"},
        {"postmortems", "incidents"},
    )
    assert hidden.of_postmortem(address, "2026/open.md") is is_hidden


def test_saved_views_name_only_what_is_there(tree: Tree, whole: Callable[..., str]) -> None:
    options = {
        "edition": "public",
        "views": {"a": {"service": "orders"}, "b": {"service": "ledger"}, "c": {"owner": "x"}},
        "quick_links": {"Board": "https://grafana.example.com"},
        "must_read": ["x", "y"],
    }
    settings = Settings.from_mapping(options)
    loaded = load(tree({"x.md": whole(OPEN)}), settings)
    public = make_edition(loaded.knowledge_base, settings).settings
    assert (list(public.views), public.quick_links, public.must_read) == (["a"], {}, ("x",))


@pytest.mark.parametrize(
    ("address", "is_hidden"),
    [
        ("../postmortems/2026/lost/graph.png", True),
        ("postmortems/2026/lost/Graph.PNG#x", True),
        ("../incidents/2026/lost/customers%20hit.pdf", True),
        ("https://internal.example.com/postmortems/2026/lost/graph.png", True),
        ("postmortems/2026/open/graph.png", False),
        ("postmortems/2026/index.md", False),
        ("postmortems/2026/", False),
        ("postmortems/2026/open.md", False),
        ("lost/graph.png", False),
    ],
)
def test_an_address_of_a_file_beside_an_internal_postmortem_is_known(
    read: Callable[..., tuple[Postmortem, list[str]]], address: str, is_hidden: bool
) -> None:
    shown, _ = read()
    shown = shown.model_copy(update={"path": "2026/open.md", "id": "open"})
    files = ["2026/lost/graph.png", "2026/lost/customers hit.pdf", "2026/index.md", "2026/open.md"]
    hidden = Hidden.of([shown], [shown], "kb/incidents", files)
    assert hidden.leads_here(address, "shared.md") is is_hidden


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.slack.com/archives/C1", True),
        ("https://chat.example.com/x", True),
        ("slack://channel", True),
        ("https://[", True),
        ("https://status.example.com/chat", False),
        ("https://slack.example.org.example.com", True),
        ("OPS-1", False),
        ("zorbax.slack.com/archives/C1", True),
        ("zorbax.slack.com:443/archives/C1", True),
        ("hxxps://zorbax.slack.com/archives/C1", True),
        ("hxxp[:]//zorbax[.]slack[.]com/archives/C1", True),
        ("Chat.Example.com/room/3", True),
        ("zorbax.slack.com", False),
        ("chat.md/x", False),
        ("teams.v2.md", False),
        ("../chat/x.md", False),
        ("#slack.com/x", False),
    ],
)
def test_a_chat_is_known_by_its_host(address: str, is_one: bool) -> None:
    assert is_chat(address) is is_one


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("slack at zorbax.slack.com/archives/C1/p2.", "slack at (link left out)."),
        ("(see hxxps://zorbax.slack.com/archives/C1)", "(see (link left out))"),
        ("hxxps[:]//zorbax[.]slack[.]com/archives/C1 x", "(link left out) x"),
        ("zorbax[.]slack[.]com/archives/C1", "(link left out)"),
        ("HTTPS://ZORBAX.SLACK.COM/archives/C1", "(link left out)"),
        ("**chat.example.com/room/3**", "**(link left out)**"),
        ("[there](zorbax.slack.com/archives/C1)", "there"),
        ("room=zorbax.slack.com/archives/C1", "room=(link left out)"),
        ("| 14:02 | zorbax.slack.com/archives/C1 |", "| 14:02 | (link left out) |"),
        ("We use slack.com, and 10.2/s on api.example.com/v1.", None),
        ("[a](https://example.com/chat.example.org.md/x) b.c/d", None),
        ("ops@chat.example.com/desk", None),
    ],
)
def test_an_address_of_a_chat_is_left_out_however_it_is_written(
    one: Callable[..., Postmortem | None], text: str, left: str | None
) -> None:
    found = one("", f"## Impact\n\n{text}\n")
    assert found
    assert found.body.sections[0].text == (text if left is None else left)
