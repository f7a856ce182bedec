"""The public edition: all that is public is in it, nothing else is in any of its files."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import planted_tree
import pyarrow.parquet
import pytest
from mkdocs.exceptions import Abort
from planted_tree import Planter
from site_project import MKDOCS_YML, Built, Project, postmortem

from mkdocs_postmortems.exports.data.files import TABLES

LEFT_OUT = {
    *("teams", "roles", "links.title", "links.url", "change.url", "related"),
    *("actions.owner", "actions.ticket", "retry.requires"),
}
"""Fields of a public postmortem that the public edition has not by default; `related` and
`requires` name what is not in it."""

LEFT_OUT_OF_SERVICES = {"owner", "runbook", "dashboard"}

PUBLIC = MKDOCS_YML.replace("2026-10-05}", "2026-10-05, edition: public}") + (
    "repo_url: https://git.example.com/zqrepo01qz/kb\nedit_uri: edit/main/docs/\n"
    "nav: [index.md, actions/index.md, owners/index.md, notes.md, shared.md]\n"
)


class Planted:
    """The words that were planted: those that everybody may read, and those that nobody may."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.hidden: dict[str, str] = {"zqrepo01qz": "repo_url"}

    def add(self, planter: Planter, hidden: set[str] | None = None, name: str = "") -> None:
        for word, field in planter.planted.items():
            group = self.hidden if hidden is None or field in hidden else self.shown
            group[word] = f"{name} {field}"


def plant(project: Project) -> Planted:
    planted = Planted()
    whole, half, cut, marked, kept = (Planter(sign) for sign in "abcde")
    name, text = planted_tree.internal(whole)
    services, others, contacts = Planter("f"), Planter("g"), Planter("h")
    public = planted_tree.public(half, cut)
    picture = whole.word("picture")
    service = next(word for word, field in half.planted.items() if field == "services")
    entries = [
        planted_tree.catalogue(planted_tree.SERVICE, services, service),
        planted_tree.catalogue(planted_tree.SERVICE, others, None),
    ]
    project.write(
        {
            "mkdocs.yml": PUBLIC,
            f"postmortems/{name}.md": text,
            f"postmortems/{picture}.txt": whole.word("in the picture"),
            "postmortems/2026-03-15-public.md": public,
            "postmortems/2026-03-16-marked.md": planted_tree.marked(marked, kept),
            "postmortems/services.yml": "[" + ", ".join(e[1:-1] for e in entries) + "]",
            "postmortems/contacts.yml": planted_tree.catalogue(
                planted_tree.CONTACT, contacts, None
            ),
            "docs/index.md": f"Welcome, {whole.word('docs/index.md')}\n",
            "docs/notes.md": f"# Notes {whole.word('docs/notes.md')}\n",
            "docs/shared.md": (
                f"---\nvisibility: public\n---\n# Shared {half.word('docs/shared.md')}\n\n"
                f"<!-- internal -->{cut.word('docs/shared.md')}<!-- /internal -->\n"
                f"[notes](notes.md) [one](postmortems/{name}.md) [two](../postmortems/{name}/)\n"
                f"<a href='https://kb.example.com/postmortems/{name}/'>three</a>\n"
                f"[four](../postmortems/{picture}.txt) ![five](postmortems/{picture}.txt)\n\n"
                "```postmortems\nshow: contacts\n```\n\n"
                "```postmortems\nshow: services\n```\n"
            ),
        }
    )
    for planter, hidden in (
        *((whole, None), (half, LEFT_OUT), (cut, None), (marked, None), (kept, set[str]())),
        *((services, LEFT_OUT_OF_SERVICES), (others, None), (contacts, None)),
    ):
        planted.add(planter, hidden)
    return planted


def readable(path: Path) -> str:
    """Return all that stands in a file, compressed or not, and its name."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:4] == b"PAR1":
        return str(pyarrow.parquet.read_table(path).to_pylist())
    return data.decode(errors="replace")


def words_in(built: Built) -> dict[str, set[str]]:
    """Return every planted word of the site, with the files it stands in."""
    found: dict[str, set[str]] = {}
    for path in built.folder.rglob("*"):
        name = path.relative_to(built.folder).as_posix()
        text = name + (readable(path) if path.is_file() else "")
        for word in re.findall(r"zq[a-z]+\d+qz", text, re.IGNORECASE):
            found.setdefault(word.casefold(), set()).add(name)
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planted, Built]:
    project = Project(tmp_path_factory.mktemp("planted"))
    words = plant(project)
    return words, project.build()


def test_nothing_internal_is_in_any_file(planted: tuple[Planted, Built]) -> None:
    words, built = planted
    found = words_in(built)
    assert {(what, *found[word]) for word, what in words.hidden.items() if word in found} == set()


def test_all_that_is_public_is_there(planted: tuple[Planted, Built]) -> None:
    words, built = planted
    found = words_in(built)
    assert {what for word, what in words.shown.items() if word not in found} == set()


def test_it_is_searched(planted: tuple[Planted, Built]) -> None:
    words, built = planted
    found = words_in(built)
    text = next(word for word, field in words.shown.items() if field == " text")
    assert any(name.endswith(".pf_fragment") for name in found[text])


def test_the_navigation_has_no_page_that_is_not_there(planted: tuple[Planted, Built]) -> None:
    built = planted[1]
    assert "This page is part of the internal edition" in built.page("owners/").text
    start = (built.folder / "index.html").read_text("utf-8")
    assert "owners/" not in start
    assert "shared/" in start
    assert "Public edition" in start
    assert not [line for line in built.lines if "notes.md" in line]


def test_a_link_to_an_internal_postmortem_is_its_words(planted: tuple[Planted, Built]) -> None:
    assert "notes one two three four five" in " ".join(planted[1].page("shared/").text.split())


def test_an_internal_page_may_quote_the_addresses_of_the_site(project: Project) -> None:
    address = "https://postmortems.example.com/"
    settings = f"site_url: {address}\n" + MKDOCS_YML.replace(
        "2026-10-05}", "2026-10-05, edition: public, search: material}"
    )
    paths = ("actions.ics", "feed.xml", "trends/")
    quoted = "".join(f"- `{address}{path}`\n" for path in paths)
    project.write(
        {
            "mkdocs.yml": settings,
            "docs/subscribe.md": f"# Subscribe\n\n{quoted}",
            "postmortems/open.md": postmortem(
                "Orders down", more="status: published\nvisibility: public\n"
            ),
        }
    )
    built = project.build(strict=True)
    assert f"{address}feed.xml".encode() in built.files["llms.txt"]


def test_what_another_plugin_prints_fails_the_build_with_its_origin(project: Project) -> None:
    """In other capitals, with a tag or a line end in between, also in a comment."""
    settings = "edition: public, search: material, public: {known: web-team}"
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML.replace("2026-10-05}", f"2026-10-05, {settings}}}")
            + "hooks: [hook.py]\n",
            "hook.py": "def on_page_content(html, page, **_):\n    return html + (\n"
            "        '<p>Ask <b>Anna-K</b> or web-team</p><!-- ops-4127 -->'\n"
            "        'ledger RAN out\\nof sequence numbers'\n    )\n",
            "postmortems/closed.md": postmortem("Ledger ran out of sequence numbers"),
            "postmortems/open.md": postmortem(
                "Orders down",
                more="status: published\nvisibility: public\nactions:\n"
                "  - {title: Alert on disk growth, owner: anna-k, ticket: OPS-4127}\n"
                "  - {title: Say so, owner: web-team}\n",
            ),
        }
    )
    with pytest.raises(Abort):
        project.build()
    error = next(line for line in project.lines if "The public edition" in line)
    assert error.startswith("ERROR The public edition holds 3 texts that it leaves out.")
    for phrase, origin in (
        ("anna-k", "postmortems/open.md: actions.owner"),
        ("ops-4127", "postmortems/open.md: actions.ticket"),
        ("ledger ran out of sequence numbers", "postmortems/closed.md: title"),
    ):
        assert f'found "{phrase}", from {origin}' in error
    assert "web-team" not in error
    assert f"{project.root / 'site'} has been emptied" in error
    assert not any((project.root / "site").rglob("*.html"))


def test_what_the_software_says_of_its_data_is_no_secret(project: Project) -> None:
    """An internal postmortem may say the same words as the descriptions of the data."""
    said = "\n\n".join(field.meaning for table in TABLES for field in table.fields)
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML.replace("2026-10-05}", "2026-10-05, edition: public}"),
            "postmortems/closed.md": postmortem("Ledger lost", body=f"## Impact\n\n{said}\n"),
        }
    )
    assert project.build().files["data/schema/actions.schema.json"]
