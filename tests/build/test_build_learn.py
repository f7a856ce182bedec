"""Learn and game days as built pages: small bases, without a script, hostile text."""

from __future__ import annotations

import json

import hostile_tree
import pytest
from site_project import MKDOCS_YML, Built, Project, postmortem
from test_build_addresses import dead_links

from mkdocs_postmortems.addresses import exercise_keys

TIMELINE = "## Timeline\n\n- 14:44 It breaks\n- 14:50 Somebody looks\n- 15:20 It works again\n"


def test_before_the_first_postmortem_the_pages_say_what_will_appear(project: Project) -> None:
    built = project.build(strict=True)
    assert "From the first one on, this page says what to read first" in built.page("learn/").text
    assert "No incident of an earlier year began" in built.page("learn/").text
    game_day = built.page("learn/game-day/")
    assert "it needs a timeline with at least 3 times" in game_day.text
    assert game_day.all("div", "pm-game") == []


@pytest.mark.parametrize("n", [1, 2])
def test_of_few_postmortems_all_are_read(project: Project, n: int) -> None:
    for number in range(n):
        text = postmortem(f"Number {number}", body=TIMELINE)
        project.write({f"postmortems/2026/{number}.md": text})
    built = project.build(strict=True)
    learn, game_day = built.page("learn/"), built.page("learn/game-day/")
    assert learn.href(f"Number {n - 1}") == f"../postmortems/2026/{n - 1}/"
    assert f"Game days: {n} incident{'s' if n > 1 else ''} of {n} as an exercise" in learn.text
    assert len(game_day.all("details", "pm-exercise")) == n
    assert dead_links(built) == []


def test_a_wrong_must_read_is_a_warning_and_said_on_the_page(project: Project) -> None:
    config = MKDOCS_YML.replace("10-05}", "10-05, must_read: [disk-ful, disk-full]}")
    project.write({"mkdocs.yml": config, "postmortems/disk-full.md": postmortem("Disk full")})
    built = project.build()
    said = 'must_read: found "disk-ful", which is no postmortem\'s id. Did you mean "disk-full"?'
    assert f"WARNING postmortems: {said}" in built.lines
    assert said in built.page("learn/").text
    assert "The team has named it" in built.page("learn/").text


def test_without_a_script_each_step_is_folded_into_the_one_before(example: Built) -> None:
    page = example.page("learn/game-day/")
    first = page.all("details", "pm-exercise")[0]
    inside = [one for one in page.all("details") if any(each is first for each in one.within)]
    depths = [sum(each.tag == "details" for each in one.within) for one in inside]
    assert depths == list(range(1, len(inside) + 1))
    summaries = [one.text for one in page.all("summary") if one.within[-1] in inside]
    assert summaries == ["What happened next"] * (len(inside) - 1) + ["What lay behind it"]
    assert len(page.all("details", "pm-exercise")) == 12
    assert "24 more exercises and the facilitator's sheets need JavaScript" in page.text


def test_the_title_is_only_at_the_end(example: Built) -> None:
    page = example.page("learn/game-day/")
    for exercise in page.all("details", "pm-exercise"):
        text = exercise.text
        title = text.partition("What lay behind it ")[2]
        assert title
        assert title[:30] not in text.partition("What lay behind it ")[0]


def test_every_exercise_of_the_list_has_its_data(example: Built) -> None:
    keys = [row[0] for row in json.loads(example.files["data/game-days/index.json"])["rows"]]
    assert len(keys) == 36
    for key in keys:
        data = json.loads(example.files[f"data/game-days/{key}.json"])
        assert (data["key"], len(data["steps"]) > 1) == (key, True)


def test_a_postmortem_with_a_timeline_links_to_its_exercise(example: Built) -> None:
    path = "2026/2026-03-15-orders-database-disk-full.md"
    page = example.page(f"postmortems/{path[:-3]}/")
    assert page.href("Run it as a game day") == (
        f"../../../learn/game-day/?incident={exercise_keys([path])[path]}"
    )


HOSTILE = "</script></details><img src=x onerror=window.pwned=1> \u202eabc " + "long " * 60


def test_hostile_events_and_titles_are_text(project: Project) -> None:
    for name, payload in hostile_tree.PAYLOADS.items():
        events = f"## Timeline\n\n- 14:44 {payload}\n- 14:45 {HOSTILE}\n- 15:00 con | nul\n"
        text = hostile_tree.postmortem(name).replace("status: draft", "status: published")
        project.write({f"postmortems/2026/{name}.md": text + "\n" + events})
    built = project.build()
    for address in ("learn/", "learn/game-day/"):
        page = built.page(address)
        assert not [e for tag in ("img", "script", "iframe") for e in page.in_article(tag)]
        assert not [e for e in page.elements if any(a.startswith("on") for a in e.attributes)]
    offers = built.page("learn/game-day/").one("div", "pm-game").get("data-offers")
    # A timeline with a code block in it stays as its author wrote it.
    playable = set(hostile_tree.PAYLOADS) - {"code"}
    keys = set(exercise_keys(f"2026/{name}.md" for name in playable).values())
    assert {row[0] for row in json.loads(offers)["rows"]} == keys
    for key in keys:
        made = json.loads(built.files[f"data/game-days/{key}.json"])
        assert "\u202e" not in json.dumps(made["steps"], ensure_ascii=False)
