"""The page of the data's quality: what is missing, what contradicts itself, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flawed_tree import CATALOGUE, DISORDER, TREE, UNKNOWN, WELL
from html_document import Document
from site_project import DISK_FULL, MKDOCS_YML, Built, Project, postmortem
from test_build_addresses import dead_links, twice_used_ids

from mkdocs_postmortems.site import Site

EDITED = "repo_url: https://git.example.com/ops/kb\nedit_uri: edit/main/docs/\n"

SECTIONS = {
    "what-is-filled-in": "What is filled in",
    "moments-out-of-order": "Moments out of order",
    "rounded-times": "Rounded times",
    "typed-and-computed-durations-that-differ": "Typed and computed durations that differ",
    "labels-that-the-settings-do-not-know": "Labels that the settings do not know",
    "actions-with-gaps": "Actions with gaps",
    "dates-in-the-future": "Dates in the future",
    "problems": "Problems",
    "hints-for-authors": "Hints for authors",
}


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A knowledge base in which every section has something to say."""
    project = Project(tmp_path_factory.mktemp("flawed"))
    project.write({"mkdocs.yml": MKDOCS_YML + EDITED, "docs/index.md": "# Welcome\n", **TREE})
    return project.build()


def sections(page: Document) -> dict[str, str]:
    """Return the text of each section, by the id of its heading."""
    found = {}
    headings = page.in_article("h2")
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        _, _, rest = page.text.partition(heading.text)
        text = rest.partition(following.text)[0] if following else rest
        found[heading.get("id")] = text.strip()
    return found


def rows(page: Document, caption: str) -> list[str]:
    """Return the text of each row of the table with this caption, cells apart."""
    (table,) = [e.within[-1] for e in page.in_article("caption") if e.text.startswith(caption)]
    return [
        " | ".join(c.text for c in page.elements if c.tag in ("th", "td") and row in c.within)
        for row in page.all("tr")
        if table in row.within and "thead" not in [e.tag for e in row.within]
    ]


def test_the_answer_comes_first(flawed: Built) -> None:
    page = flawed.page("quality/")
    assert "7 postmortems read, 8 problems in 7 files." in page.text
    assert page.href("8 problems") == "#problems"


def test_every_section_has_an_id_to_link_to(flawed: Built) -> None:
    headings = flawed.page("quality/").in_article("h2")
    assert {h.get("id"): h.text.rstrip("¶") for h in headings} == SECTIONS
    assert dead_links(flawed) == []
    assert twice_used_ids(flawed) == {}


def test_what_is_filled_in_by_whom_and_from_what(flawed: Built) -> None:
    found = rows(flawed.page("quality/"), "Fields")
    assert found[0] == "started | 6 of 6 |  | none"
    assert found[1].startswith(
        "detected under 70 %: not summarised | 2 of 6 | the responder, from the time of the first"
    )
    assert found[1].endswith(
        "| Published tomorrow · Loose ends · Odd labels · Mended before it broke"
    )
    assert found[4] == "resolved | 6 of 6 |  | none"
    assert [row.partition(" ")[0] for row in found][6:] == [
        "detection.source",
        "trigger",
        "causes",
        "stats.affected_users",
    ]


def test_more_than_five_that_lack_a_field_are_counted_and_named(project: Project) -> None:
    for number in range(12):
        text = postmortem(f"Incident {number}", day=f"2026-01-{number + 1:02}")
        project.write({f"postmortems/incident-{number}.md": text})
    page = project.build(strict=True).page("quality/")
    (row,) = [row for row in rows(page, "Fields") if row.startswith("trigger")]
    assert "| 0 of 12 (0 %) |" in row
    assert "Incident 11 · Incident 10 · Incident 9 · Incident 8 · Incident 7 +7Incident 6 ·" in row
    assert "36" not in row
    opened = page.in_article("summary")
    assert opened
    assert {summary.text for summary in opened} == {"+7"}
    assert page.href("Incident 0") == "../postmortems/incident-0/"


def test_a_very_long_list_ends_with_how_many_are_older(site_of: Callable[..., Site]) -> None:
    days = [f"2026-0{1 + number // 28}-{number % 28 + 1:02}" for number in range(112)]
    site = site_of(
        {f"incident-{n}.md": postmortem(f"Incident {n}", day=day) for n, day in enumerate(days)}
    )
    page = Document(f"<article>{''.join(site.render('quality/index.md').blocks)}</article>")
    (row,) = [r for r in rows(page, "Fields") if r[:7] == "trigger"]
    assert "Incident 107 +107Incident 106 ·" in row
    assert row.endswith("· Incident 7 and 7 older")


def test_moments_out_of_order_are_named_with_what_they_are_left_out_of(flawed: Built) -> None:
    (row,) = rows(flawed.page("quality/"), "Incidents with moments")
    assert row == (
        "Mended before it broke | mitigated: found 2026-04-01T14:39:00Z,"
        " before started, 2026-04-01T14:44:00Z. | time to mitigate"
    )


def test_rounded_times(flawed: Built) -> None:
    page = flawed.page("quality/")
    text = sections(page)["rounded-times"]
    assert text.startswith("No duration is round more often than chance can explain.")
    assert "chance makes 1 in 15 a multiple of 15 minutes" in text
    assert rows(page, "Durations that are whole")[0] == (
        "Time to detect | 0 of 2 | too few to tell | 0"
    )


def test_times_rounded_to_the_quarter_of_an_hour_and_zeros(project: Project) -> None:
    for number in range(12):
        day = f"2026-02-{number + 1:02}"
        text = postmortem(f"Incident {number}", day=day).replace("T15:30:00Z", "T15:29:00Z")
        detected = "T14:44:00Z" if number < 2 else "T15:14:00Z"
        text = text.replace("---\n\n", f"detected: {day}{detected}\n---\n\n", 1)
        project.write({f"postmortems/incident-{number}.md": text})
    page = project.build(strict=True).page("quality/")
    assert "their times were rounded or guessed" in sections(page)["rounded-times"]
    detect, resolve = rows(page, "Durations that are whole")
    assert detect == "Time to detect | 10 of 10, 100 % (72 % to 100 %) | more than chance gives | 2"
    assert resolve.startswith("Time to resolve | 12 of 12, 100 % (76 % to 100 %)")


def test_typed_and_computed_durations_that_differ(flawed: Built) -> None:
    (row,) = rows(flawed.page("quality/"), "Incidents with a typed")
    assert row == "Two answers | stats.time_to_detect: found 2h, but detected - started is 12m."


def test_labels_that_the_settings_do_not_know(flawed: Built) -> None:
    assert rows(flawed.page("quality/"), "Labels") == [
        "gremlin field trigger, setting triggers | 1 incident | Odd labels",
        "gnome field causes, setting causes | 1 incident | Odd labels",
    ]


def test_actions_with_gaps(flawed: Built) -> None:
    page = flawed.page("quality/")
    assert rows(page, "Actions in which") == [
        "owner | 1 of 2 open actions | nobody is asked about it | Nobody's own",
        "due | 1 of 2 open actions | it is never overdue | Nobody's own",
        "closed | 1 of 1 closed action | on time or not: unknown | Done some day",
    ]
    assert page.href("Nobody's own") == "../postmortems/2026/actions/#action-a1"


def test_dates_in_the_future(flawed: Built) -> None:
    text = sections(flawed.page("quality/"))["dates-in-the-future"]
    assert text.startswith("A date after Mon 5 Oct 2026 is not known yet")
    assert text.endswith("Not yet: started, not counted Published tomorrow: published")


def test_every_problem_with_its_place_and_what_to_write(flawed: Built) -> None:
    text = sections(flawed.page("quality/"))["problems"]
    assert (
        "2026/disorder.md Mended before it broke · Edit this file mitigated: found"
        " 2026-04-01T14:39:00Z, before started, 2026-04-01T14:44:00Z. Check date, time and offset"
        " of both. error PM301, line 7, column 12" in text
    )
    # A file that is no postmortem has neither a page nor an edit link.
    assert 'services.yml [0].runbook: found "javascript:alert(1)". Write a link' in text


def edits(page: Document) -> list[str]:
    return [a.get("href") for a in page.in_article("a") if a.text == "Edit this file"]


def test_each_postmortem_with_a_problem_has_an_edit_link(flawed: Built) -> None:
    there = "https://git.example.com/ops/kb/edit/main/postmortems/2026"
    assert edits(flawed.page("quality/")) == [
        f"{there}/{name}.md"
        for name in ("actions", "contradiction", "disorder", "future", "later", "unknown")
    ]


def test_without_a_repository_there_is_no_edit_link(project: Project) -> None:
    project.write(TREE)
    page = project.build().page("quality/")
    assert "PM301" in page.text
    assert edits(page) == []


@pytest.mark.parametrize("template", ["javascript:{path}", "/edit/{path}"])
def test_only_addresses_of_the_web_become_edit_links(project: Project, template: str) -> None:
    project.write({"mkdocs.yml": f"{MKDOCS_YML}edit_uri_template: '{template}'\n", **TREE})
    assert edits(project.build().page("quality/")) == []


def test_a_hostile_path_and_address_stay_in_the_link(project: Project) -> None:
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML
            + "repo_url: https://git.example.com\nedit_uri_template: 'edit/{path}?x=\"><b>'\n",
            "postmortems/a <b>'\" .md": DISORDER,
        }
    )
    page = project.build().page("quality/")
    assert len(edits(page)) == 1
    assert page.in_article("b") == []
    assert "a <b>'\" .md" in [code.text for code in page.in_article("code")]


HOSTILE = '"><img src=x onerror=window.pwned=1> {{ 7*7 }} **b** ' + "x" * 150


def test_hostile_labels_are_text(project: Project) -> None:
    text = UNKNOWN.replace("gremlin", json.dumps(HOSTILE)).replace("gnome", json.dumps(HOSTILE))
    project.write({"postmortems/hostile.md": text.replace("Odd labels", json.dumps(HOSTILE))})
    page = project.build().page("quality/")
    assert page.in_article("img") == []
    assert [row.partition(" field ")[0] for row in rows(page, "Labels")] == [HOSTILE, HOSTILE]


def test_without_postmortems_it_says_what_will_stand_here(project: Project) -> None:
    page = project.build(strict=True).page("quality/")
    assert "No postmortem has been written yet." in page.text
    assert page.in_article("h2") == []


def test_what_applies_to_no_incident_yet_is_not_missing(project: Project) -> None:
    ongoing = postmortem("It goes on", day="2026-10-05").replace("resolved", "detected")
    project.write({"postmortems/ongoing.md": ongoing})
    found = rows(project.build(strict=True).page("quality/"), "Fields")
    assert "mitigated | applies to none yet |  | none" in found


def test_a_problem_of_the_catalogue_alone(project: Project) -> None:
    project.write({"postmortems/services.yml": CATALOGUE})
    page = project.build().page("quality/")
    assert "0 postmortems read, 1 problem in 1 file." in page.text
    assert list(sections(page)) == ["problems"]


def test_when_all_is_well_it_says_so(project: Project) -> None:
    project.write({"postmortems/all-is-known.md": WELL})
    page = project.build(strict=True).page("quality/")
    assert "1 postmortem read, no problem found. All is well:" in page.text
    assert sections(page) == {
        "what-is-filled-in": "Every field that figures are made of is filled in where it applies"
        " (1 incident).As of Mon 5 Oct 2026."
    }


def test_a_problem_leaves_an_incident_out_of_that_figure_only(project: Project) -> None:
    bad = DISK_FULL.replace("mitigated:", "detected: in the night\nmitigated:")
    project.write(
        {"postmortems/bad.md": bad, "postmortems/disorder.md": DISORDER, "postmortems/ok.md": WELL}
    )
    built = project.build()
    data = json.loads(built.files["data/metrics.json"])
    times = {
        one["id"]: [one[f"time_to_{name}_min"] for name in ("detect", "mitigate", "resolve")]
        for one in data["incidents"]
    }
    assert times == {"bad": [None, 23, 46], "disorder": [None, None, 46], "ok": [3, 22, 47]}
    assert sum(quarter["count"] for quarter in data["counts"]) == 3
    found = {row.partition(" ")[0]: row for row in rows(built.page("quality/"), "Fields")}
    assert "| 1 of 3 |" in found["detected"]
    assert found["mitigated"] == "mitigated | 3 of 3 |  | none"


def test_no_share_without_its_count_and_none_of_fewer_than_ten(flawed: Built) -> None:
    for caption in ("Fields", "Durations that are whole"):
        cells = [row.replace("under 70 %", "") for row in rows(flawed.page("quality/"), caption)]
        assert not [row for row in cells if "%" in row]


def test_the_page_is_the_same_with_addresses_of_files(flawed: Built, tmp_path: Path) -> None:
    project = Project(tmp_path)
    flat = MKDOCS_YML + EDITED + "use_directory_urls: false\n"
    project.write({"mkdocs.yml": flat, "docs/index.md": "# Welcome\n", **TREE})
    page = project.build().page("quality/index.html")
    assert edits(page) == edits(flawed.page("quality/"))
    assert page.text == flawed.page("quality/").text
