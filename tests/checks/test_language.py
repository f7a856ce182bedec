"""PM401 to PM413: wordings that end an inquiry early, each told where it stands."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from language_findings import Told, findings, rules, teller, under

from mkdocs_postmortems.checks.phrases import PHRASES
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.rules import language
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

Read = Callable[..., tuple[Postmortem, list[str]]]

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "stats"
FIRST_LINE = 7
"""Of the body, in the files that `read` makes up."""


@pytest.fixture(scope="session")
def told(read: Read) -> Told:
    return teller(read)


# The contract: patterns by id, and sentences with the ids they raise.
def rows(name: str) -> list[dict[str, str]]:
    with (FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PATTERNS = dict(zip([it["id"] for it in rows("blame_patterns")], language.RULES, strict=True))
SENTENCES = [(it["sentence"], it["expected_ids"]) for it in rows("blame_sentences_expected")]


@pytest.mark.parametrize("pattern", rows("blame_patterns"), ids=lambda row: str(row["id"]))
def test_a_rule_has_the_level_of_its_pattern(pattern: dict[str, str]) -> None:
    level = PATTERNS[pattern["id"]].level.value
    assert level == {"warn": "warning", "info": "info"}[pattern["level"]]


@pytest.mark.parametrize(("sentence", "ids"), SENTENCES)
def test_a_sentence_raises_exactly_its_rules(told: Told, sentence: str, ids: str) -> None:
    assert rules(told(under(sentence))) == [PATTERNS[it].id for it in ids.split(";") if it]


def test_there_are_patterns_for_each_rule() -> None:
    assert {it.rule for it in PHRASES} == {rule.id for rule in language.RULES}


# Each rule: what raises it, and what nearly does.
@pytest.mark.parametrize(
    ("sentence", "raised"),
    [
        ("It was operator error.", "PM401"),
        ("It was put down to an administrator's error.", "PM401"),
        ("There were errors by an engineer.", "PM401"),
        ("There were errors on the part of the operator.", "PM401"),
        ("The human error rate fell by 2%.", ""),
        ("The Postgres operator error is logged.", ""),
        ("An operator error stops the loop in Kubernetes.", ""),
        ("Errors by region are in the chart the engineer saw.", ""),
        ("It should have been noticed.", "PM402 PM403"),
        ("The on-call could not easily have seen it.", "PM402 PM403"),
        ("@jane would have known.", "PM402 PM403 PM412"),
        ("The package manager should have pinned it.", "PM403"),
        ("The canary should have caught it.", "PM403"),
        ("cert-manager should have renewed it.", "PM403"),
        ("We should have a runbook.", ""),
        ("Everyone should have to confirm.", ""),
        ("The retry would have worked.", "PM403"),
        ("If only it were that simple.", "PM403"),
        ("If we had not been awake, who knows.", "PM403"),
        ("If they hadn't slept, fine.", "PM403"),
        ("If the cache had warmed up, fine.", ""),
        ("The retry would have no effect.", ""),
        ("We should've seen it.", "PM402 PM403"),
        ("We couldn\u2019t\u2019ve seen it.", "PM402 PM403"),
        ("It could've been noticed.", "PM402 PM403"),
        ("The retry would've worked.", "PM403"),
        ("Every team should've a runbook.", ""),
        ("A reckless default.", "PM404"),
        ("It was a silly mistake.", "PM404"),
        ("It was negligent.", "PM404"),
        ("The contract excludes liability for gross negligence.", ""),
        ("A dumb pipe with lazy loading costs a negligible part.", ""),
        ("The on-call engineer overlooked it.", "PM405"),
        ("She simply did not read it.", "PM405"),
        ("The team in Oslo failed to see it.", "PM405 PM406"),
        ("The OCSP responder ignored it.", ""),
        ("The team saw that clients ignored it.", ""),
        ("The probe did not check it; they did not find it.", ""),
        ("Failure to connect is retried.", "PM406"),
        ("The job failed, too.", ""),
        ("It is against company policy.", "PM407"),
        ("Common sense says no.", "PM407"),
        ("The script violated the policy of the bucket.", ""),
        ("The manifest is checked against the policy.", ""),
        ("It ran against the plan.", ""),
        ("In retrospect it was late.", "PM408"),
        ("It was clear that it would not end.", "PM408"),
        ("The course of events was not clear.", ""),
        ("A bad path was the sole cause.", "PM409"),
        ("The root-cause analysis names five factors.", ""),
        ("We try harder.", "PM410"),
        ("Re-train staff.", "PM410"),
        ("Engineers are careful with it.", "PM410"),
        ("The migration is careful to take no locks.", ""),
        ("Retrain the model.", ""),
        ("- Look into the lag", "PM411"),
        ("- Look into the lag and write down the findings", ""),
        ("- Alert on lag; improve nothing else", ""),
        ("@jkeller restarted it.", "PM412"),
        ("Install @my-scope/core and mail a@example.com, or tell @here.", ""),
        ("It was our fault.", "PM413"),
        ("The cable was to blame.", "PM413"),
        ("Our fault injection found a page fault.", ""),
    ],
)
def test_what_raises_a_rule_and_what_nearly_does(told: Told, sentence: str, raised: str) -> None:
    assert rules(told(under(sentence))) == raised.split()


# Where it stands decides.
@pytest.mark.parametrize(
    ("body", "raised"),
    [
        ("## Lessons learned\n\n### Where we got lucky\n\n- We could have lost it.", ""),
        ("## Lessons learned\n\n**Luck**\n\n- We could have lost it.", ""),
        ("## Lessons learned\n\n### What went well\n\n- We could have.", "PM402 PM403"),
        ("## Lessons learned\n\nIn hindsight, it was late.", ""),
        ("## Takeaways\n\n### Lessons\n\nIn hindsight, it was late.", ""),
        ("## Executive summary\n\n- Customers are told to be careful with such mails.", ""),
        ("## Executive summary\n\n- Be careful with migrations.", "PM410"),
        ("## Impact\n\n- Customers are told to be careful with such mails.", "PM410"),
        ("## Analysis\n\n- Improve it", ""),
        ("## Analysis\n\n- [x] Improve it", "PM411"),
        ("## Resolution\n\n### Action items\n\n1. Improve it", "PM411"),
        ("## Resolution\n\n**Next steps**\n\n* Improve it", "PM411"),
        ("## Resolution\n\nFollow-ups:\n\n- Improve it", "PM411"),
        ("## Action items\n\n### Long term\n\n- Improve it", "PM411"),
        ("## Resolution\n\n### Action items\n\n- Add it\n\n### Later\n\n- Improve it", ""),
        ("```\n# Action items\n```\n\n- Improve it", ""),
        ("## Action items\n\n- Alert on it (@jane)", ""),
        ("Authors: @jane, @joe and @jim", ""),
        ("**Owner:** @jane", ""),
        ("## Authors\n\n- @jane", ""),
        ("## Steps\n\n| Step | Owner |\n| --- | --- |\n| Restart | @jane |", ""),
        ("## Steps\n\n| Step | Owner |\n| --- | --- |\n| @jane restarts | team |", "PM412"),
        ("The owner was paged. @jane restarted it.", "PM412"),
        ("The root cause was X.\n\n## Analysis\n\nThe root cause is Y.", "PM409"),
        ("## Human error\n", "PM401"),
    ],
)
def test_the_place_decides_what_is_fine(told: Told, body: str, raised: str) -> None:
    assert rules(told(body)) == raised.split()


def test_only_prose_is_looked_at(told: Told) -> None:
    body = """
`we should have` and "we should have", as the log and [we should have](log.md) say:

```text
operator error: failed to connect to @jane, who is to blame
```

> We should have been more careful.

[14:03] jane: obviously human error
"""
    assert told(body) == []


def test_front_matter_is_not_looked_at(read: Read) -> None:
    fields = "causes: [{factor: other, note: Human error}]\nactions: [{title: Improve alerts}]"
    assert findings(read(fields)[0]) == []


# Places and messages.
@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("Obviously.", (0, 1, 9)),
        ("\n\nIt was, of course, late.", (2, 9, 9)),
        ("🔥🔥 Obviously.", (0, 4, 9)),
        ("İzmir, obviously.", (0, 8, 9)),
        ("## Analysis\n\n\ntext\nObviously.", (4, 1, 9)),
        ("## Analysis\nObviously.", (1, 1, 9)),
        ("## Obviously", (0, 4, 9)),
        ("## Analysis\n\n- a\n  - b, obviously", (3, 8, 9)),
        ("## Timeline\n\n| Time | Event |\n| --- | --- |\n| 14:44 | Obviously late |", (4, 11, 9)),
        ("## Analysis\n\n`code` *Obviously* x", (2, 9, 9)),
        ("It was, of\ncourse, late.", (0, 9, 2)),
        ("It was, of <b>course</b>, late.", (0, 9, 12)),
    ],
)
def test_a_finding_has_line_column_and_width(
    read: Read, body: str, at: tuple[int, int, int]
) -> None:
    (found,) = findings(read(body=body)[0])
    line, column, width = at
    assert found.at == (FIRST_LINE + line, column, width)


def test_line_ends_of_windows_do_not_move_a_place(
    tmp_path: Path, whole: Callable[..., str]
) -> None:
    text = whole(body="\n## Analysis\n\nfirst line\nObviously.\n")
    (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (postmortem,) = load(tmp_path, Settings()).knowledge_base.postmortems
    assert [it.at for it in findings(postmortem)] == [(11, 1, 9)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("We **SHOULD** not\n  have known it.", "We SHOULD not have"),
        ("The   root\ncause was X", "The root cause was"),
        (f"The {'x' * 40} engineer {'y' * 40} forgot.", f"The {'x' * 40} engineer yyy..."),
    ],
)
def test_a_message_shows_what_its_reader_sees(told: Told, body: str, words: str) -> None:
    assert words in [found for _, found in told(body)]


def test_the_field_is_the_section(read: Read) -> None:
    body = "Obviously.\n\n## What happened\n\nObviously.\n\n## Notes\n\nObviously.\n"
    found = findings(read(body=body)[0])
    assert [it.loc for it in found] == [(), ("timeline",), ("Notes",)]


def test_every_rule_says_what_to_write(read: Read) -> None:
    body = "\n\n".join(under(sentence) for sentence, _ in SENTENCES) + "\n\n@jane\n"
    hints = {it.rule: it.hint for it in findings(read(body=body)[0])}
    assert len(set(hints.values())) == len(language.RULES)
    assert not [hint for hint in hints.values() if hint.endswith(".")]


def test_a_person_behind_a_sign_is_seen(told: Told) -> None:
    assert rules(told(under("It was an @operator error."))) == ["PM401", "PM412"]
