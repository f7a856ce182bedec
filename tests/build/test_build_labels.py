"""A label leads to its page, or to the list of what has it; so does what counts labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from link_check import Choices, dead_choices, dead_links, dead_listings, listed_choices
from site_project import MKDOCS_YML, ROOT, Built, Project

from mkdocs_postmortems.configuration import read_configuration
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.saved_view import FACETS
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load


def labels_of(postmortem: Postmortem) -> dict[str, list[str]]:
    """Return every label of a postmortem by the facet that has it, as it is written."""
    source = postmortem.detection.source if postmortem.detection else None
    return {
        "severity": [postmortem.severity or ""],
        "service": list(postmortem.services),
        "team": list(postmortem.teams),
        "cause": [cause.factor for cause in postmortem.causes],
        "trigger": [postmortem.trigger or ""],
        "detection": [source or ""],
        "year": [str(postmortem.day.year)] if postmortem.day else [],
        "status": [postmortem.status.value],
        "owner": [action.owner for action in postmortem.actions if action.owner],
        "tag": list(postmortem.tags),
    }


def choices(built: Built, postmortems: tuple[Postmortem, ...]) -> Choices:
    known: dict[str, set[str]] = {facet: set() for facet in FACETS}
    for postmortem in postmortems:
        for facet, labels in labels_of(postmortem).items():
            known[facet] |= set(labels)
    return {
        "postmortems/index.html": known,
        "actions/index.html": listed_choices(built, "actions"),
        "actions/closed/index.html": listed_choices(built, "actions-closed"),
        "learn/game-day/index.html": {"incident": exercises(built)},
    }


def exercises(built: Built) -> set[str]:
    folder = "data/game-days/"
    return {name[len(folder) : -len(".json")] for name in built.files if name.startswith(folder)}


def read(root: Path, settings: Settings) -> tuple[Postmortem, ...]:
    return load(root, settings).knowledge_base.postmortems


@pytest.fixture(scope="module")
def postmortems() -> tuple[Postmortem, ...]:
    settings = read_configuration(ROOT / "mkdocs.yml").settings
    return read(ROOT / "postmortems", settings)


def unlinked(built: Built, postmortem: Postmortem) -> Iterator[str]:
    """Yield the labels that the page of a postmortem shows and does not link."""
    page = built.page(f"postmortems/{postmortem.path.removesuffix('.md')}/")
    links = [urlsplit(a.get("href")) for a in page.in_article("a")]
    chosen = {pair for link in links for pair in parse_qsl(link.query, keep_blank_values=True)}
    for facet, labels in labels_of(postmortem).items():
        for label in labels:
            if facet in ("service", "cause", "owner"):
                folder = f"/{facet}s/"
                texts = {a.text for a in page.in_article("a") if folder in a.get("href")}
                if label and label not in texts:
                    yield f"{facet} {label}"
            elif (
                facet != "year" and (label or facet == "severity") and (facet, label) not in chosen
            ):
                yield f"{facet} {label}"


def test_every_label_of_a_postmortem_is_a_link(
    example: Built, postmortems: tuple[Postmortem, ...]
) -> None:
    assert {p.path: found for p in postmortems if (found := [*unlinked(example, p)])} == {}


def test_what_a_link_chooses_is_there_to_be_chosen(
    example: Built, postmortems: tuple[Postmortem, ...]
) -> None:
    assert dead_choices(example, choices(example, postmortems)) == []


def test_what_the_script_draws_leads_somewhere_as_well(example: Built) -> None:
    assert [*dead_listings(example)] == []


def test_lists_lead_to_the_row_of_an_action(example: Built) -> None:
    page, address = "postmortems/2026/2026-03-15-orders-database-disk-full/", "#action-a2"
    (row,) = [e for e in example.page(page).elements if e.get("id") == "action-a2"]
    assert row.text.startswith("Alert on disk usage above 80%")
    for listed in ("actions/", "owners/spatel/", "services/orders/", "causes/monitoring-gap/"):
        up = "../" * (listed.count("/"))
        found = example.page(listed).href("Alert on disk usage above 80% on every database host")
        assert found == f"{up}{page}{address}"


def test_bars_and_cells_of_the_trends_lead_to_the_incidents_behind_them(example: Built) -> None:
    year = example.page("trends/2026/")
    bars = [a for a in year.in_article("a") if a.get("xlink:href").startswith("../../reviews/")]
    assert [bar.get("xlink:href") for bar in bars] == [
        f"../../reviews/2026-q{number}/" for number in (1, 2, 3)
    ]
    assert bars[0].text == "2026-Q1: 4 incidents, in its review"
    cells = [a.get("href") for td in year.all("td") for a in year.in_article("a") if td in a.within]
    assert "../../postmortems/?year=2026&cause=monitoring-gap" in cells
    grid = [href for href in cells if "cause=" in href and "service=" in href]
    assert grid
    assert all("year=2026" in href for href in grid)
    # Nothing can be chosen that shows the last eight quarters and no others.
    last = example.page("trends/last-8-quarters/")
    assert not [a for a in last.in_article("a") if "cause=" in a.get("href")]


def test_the_pages_of_labels_lead_on(example: Built) -> None:
    service = example.page("services/orders/")
    assert service.href("7 incidents") == "../../postmortems/?service=orders"
    assert service.href("9 open actions") == "../../actions/?service=orders"
    assert service.href("storage-team") == "../../owners/storage-team/"
    cause = example.page("causes/monitoring-gap/")
    assert cause.href("12 incidents") == "../../postmortems/?cause=monitoring-gap"
    owner = example.page("owners/storage-team/")
    assert owner.href("3 open actions") == "../../actions/?owner=storage-team"
    assert owner.href("7 closed") == "../../actions/closed/?owner=storage-team"
    assert owner.href("5 incidents") == "../../postmortems/?owner=storage-team"
    assert owner.href("4 incidents") == "../../postmortems/?team=storage-team"
    assert owner.href("orders-db") == "../../services/orders-db/"
    assert owner.href("runbook-gap") == "../../causes/runbook-gap/"


LABELS = {
    "alike": ["Order DB", "order-db", "ORDER DB"],
    "slashes": ["payments/api", "..", "../../etc/passwd", "/"],
    "reserved": ["index", "CON", "nul", "constructor", "__proto__", "none", "this"],
    "right to left": ["שירות הזמנות", "خدمة الطلبات", "\u202eorders"],
    "long": ["x" * 300, "x" * 299 + "y", "注" * 300],
    "markup": ["<b>bold</b>", "a&b=c", "50%", "a+b c", '"quoted"', "#hash?query", "*"],
}


def hostile(labels: list[str]) -> str:
    """Return a postmortem whose every label is one of these."""
    listed = json.dumps(labels)
    actions = [
        {"title": f"Do {n}", "id": label, "owner": label, "addresses": label, "due": "2026-04-01"}
        for n, label in enumerate(labels)
    ]
    first = json.dumps(labels[0])
    return (
        f"---\ntitle: Labels\nseverity: {first}\nservices: {listed}\nteams: {listed}\n"
        f"tags: {listed}\nstarted: 2026-03-15T14:44:00Z\nmitigated: 2026-03-15T15:00:00Z\n"
        f"resolved: 2026-03-15T15:30:00Z\ntrigger: {first}\ndetection: {{source: {first}}}\n"
        f"causes: {listed}\nactions: {json.dumps(actions)}\n---\n\n## Impact\n\n- Broke.\n"
    )


def test_any_label_has_a_page_and_can_be_chosen(project: Project) -> None:
    project.write({"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Welcome\n"})
    for name, labels in LABELS.items():
        project.write({f"postmortems/{name}.md": hostile(labels)})
    project.write({"postmortems/empty.md": hostile(["", " ", "orders"])})
    built = project.build()
    found = read(project.root / "postmortems", Settings())
    assert len(found) == len(LABELS) + 1
    assert dead_links(built) == []
    assert dead_choices(built, choices(built, found)) == []
    assert [*dead_listings(built)] == []
    services = {label for postmortem in found for label in postmortem.services}
    pages = {path for path in built.files if path.startswith("services/") and path.count("/") == 2}
    assert len([path for path in pages if path.endswith("index.html")]) == len(services)
    links = {a.get("href") for a in built.page("postmortems/markup/").in_article("a")}
    assert {"../?tag=a%26b%3Dc", "../?tag=%23hash%3Fquery"} <= links


@pytest.mark.parametrize("many", [14, 40])
def test_a_list_of_labels_has_tools_where_it_is_long(project: Project, many: int) -> None:
    """A short one is read at a glance."""
    names = [f"service-{n:03}" for n in range(many)]
    rows = "".join(f"- {{name: {name}, tier: tier-{n % 3}}}\n" for n, name in enumerate(names))
    project.write({"postmortems/services.yml": rows})
    page = project.build(strict=True).page("services/")
    assert bool(page.all("div", "pm-listing")) is (many > 14)
    assert f"{many} services, 0 incidents" in page.text
    rows_shown = [e for e in page.in_article("th") if e.get("scope") == "row"]
    assert len([e for e in rows_shown if not any(w.tag == "template" for w in e.within)]) == many
