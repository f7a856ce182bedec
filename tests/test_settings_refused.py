"""Wrong settings: each is named, with what to write instead."""

import datetime as dt
from typing import Any

import pytest

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.settings import Settings


def refused(options: dict[Any, Any]) -> list[tuple[str, str]]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping(options)
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("options", "option", "message"),
    [
        ({"severites": []}, "severites", 'unknown option; did you mean "severities"?'),
        ({"qqq": 1}, "qqq", "unknown option; see the reference of the settings"),
        (
            {"rules": {"PM1": "off"}},
            "rules",
            'unknown rule "PM1"; write the id of a rule, such as PM201',
        ),
        (
            {"rules": {"missing-section": "off"}},
            "rules",
            'unknown rule "missing-section"; write PM201',
        ),
        (
            {"rules": {"PM201": "on"}},
            "rules.PM201",
            'found "on"; write error, warning, info or off',
        ),
        (
            {"rules": {"PM111": "warn"}},
            "rules.PM111",
            'found "warn"; write error, warning, info or off; did you mean "warning"?',
        ),
        ({5: "x"}, "5", "unknown option; see the reference of the settings"),
        ({"surce": None}, "surce", 'unknown option; did you mean "source"?'),
        (
            {"severities": {"SEV-1": {"publishdays": 5}}},
            "severities.SEV-1.publishdays",
            'unknown option; did you mean "publish_days"?',
        ),
        (
            {"aliases": {"severity": {}}},
            "aliases.severity",
            'unknown option; did you mean "severities"?',
        ),
        (
            {"timezone": "Berlin"},
            "timezone",
            'found "Berlin"; write an IANA name such as Europe/Berlin or UTC',
        ),
        (
            {"timezone": "Europe"},
            "timezone",
            'found "Europe"; write an IANA name such as Europe/Berlin or UTC',
        ),
        (
            {"source": "../elsewhere"},
            "source",
            'found "../elsewhere"; write a folder below the one of mkdocs.yml',
        ),
        (
            {"source": "/srv"},
            "source",
            'found "/srv"; write a folder below the one of mkdocs.yml',
        ),
        ({"source": "."}, "source", 'found "."; write a folder below the one of mkdocs.yml'),
        ({"as_of": "5.10.2026"}, "as_of", 'found "5.10.2026"; write a date such as 2026-10-05'),
        ({"as_of": "2026-13-01"}, "as_of", 'found "2026-13-01"; write a date such as 2026-10-05'),
        ({"as_of": 0}, "as_of", 'found "0"; write a date such as 2026-10-05'),
        (
            {"as_of": dt.datetime(2026, 10, 5, 1)},
            "as_of",
            'found "2026-10-05 01:00:00"; write a date such as 2026-10-05',
        ),
        (
            {"severities": {}},
            "severities",
            "found nothing; write at least one, or leave the option out",
        ),
        (
            {"tickets": {"OPS-(": "https://x.example/{key}"}},
            "tickets",
            '"OPS-(" is not a regular expression: missing ), unterminated subpattern at position 4',
        ),
        (
            {"tickets": {r"OPS-\d+": "https://x.example/"}},
            "tickets",
            'found "https://x.example/"; write a https:// URL that holds {key}',
        ),
        (
            {"tickets": {r"OPS-\d+": "javascript:{key}"}},
            "tickets",
            'found "javascript:{key}"; write a https:// URL that holds {key}',
        ),
        (
            {"quick_links": {"Logs": "javascript:alert(1)"}},
            "quick_links",
            'found "javascript:alert(1)" for Logs; write an address that begins with https:// or '
            "http://",
        ),
        (
            {"quick_links": {"Logs": "https://logs.example.com/a b"}},
            "quick_links",
            'found "https://logs.example.com/a b" for Logs; write an address that begins with '
            "https:// or http://",
        ),
        (
            {"quick_links": {" ": "https://logs.example.com"}},
            "quick_links",
            'found no name for "https://logs.example.com"; write what it leads to',
        ),
        (
            {"sections": {"timelines": ["What happened"]}},
            "sections",
            'unknown section "timelines"; did you mean "timeline"?',
        ),
        (
            {"sections": {"qqq": []}},
            "sections",
            f'unknown section "qqq"; known are {", ".join(taxonomy.SECTIONS)}',
        ),
        (
            {"severities": {"SEV-1": {"sections": ["impact", "analysis | five whys"]}}},
            "severities.SEV-1.sections",
            'unknown section "five whys"; did you mean "five-whys"?',
        ),
        (
            {"aliases": {"severities": {"P1": "SEV1"}}},
            "aliases.severities.P1",
            'unknown label "SEV1"; did you mean "SEV-1"?',
        ),
        (
            {"aliases": {"severities": {"P1": "purple"}}},
            "aliases.severities.P1",
            'unknown label "purple"; known are SEV-1, SEV-2, SEV-3, SEV-4',
        ),
    ],
)
def test_a_wrong_option_is_named_with_what_to_write(
    options: dict[str, Any], option: str, message: str
) -> None:
    assert refused(options) == [(option, message)]


KEYS = "write keys and values, one a line"
NUMBER = "write a whole number without separators, such as 2400"


@pytest.mark.parametrize(
    ("options", "option", "message"),
    [
        ({"severities": 5}, "severities", f'found "5"; {KEYS}'),
        ({"triggers": 5}, "triggers", f'found "5"; {KEYS}'),
        ({"sections": 5}, "sections", f'found "5"; {KEYS}'),
        ({"tickets": []}, "tickets", f"found a list; {KEYS}"),
        ({"severities": {"SEV-1": [1]}}, "severities.SEV-1", f"found a list; {KEYS}"),
        ({"priorities": {"high": "soon"}}, "priorities.high", f'found "soon"; {NUMBER}'),
        ({"priorities": {"high": 1.5}}, "priorities.high", 'found "1.5"; write a whole number'),
        (
            {"priorities": {"high": 10**12}},
            "priorities.high",
            'found "1000000000000"; write 3660 or a smaller number',
        ),
        (
            {"severities": {"SEV-1": {"publish_days": 0}}},
            "severities.SEV-1.publish_days",
            'found "0"; write 1 or a larger number',
        ),
        ({"git": "sometimes"}, "git", 'found "sometimes"; write true or false'),
        (
            {"timezone": ["UTC"]},
            "timezone",
            "found a list; write a text; put it in quotes if it looks like something else",
        ),
        (
            {"severities": {"SEV-1": {"sections": "impact"}}},
            "severities.SEV-1.sections",
            'found "impact"; write a list: one entry a line, each after `- `',
        ),
    ],
)
def test_a_value_of_another_kind_is_named_with_what_to_write(
    options: dict[str, Any], option: str, message: str
) -> None:
    assert refused(options) == [(option, message)]


def test_all_wrong_options_are_reported_in_one_run() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({"timezone": "X", "source": "..", "surce": "x"})
    assert [option for option, _ in caught.value.findings] == ["source", "timezone", "surce"]
    assert str(caught.value) == (
        'source: found ".."; write a folder below the one of mkdocs.yml; '
        'timezone: found "X"; write an IANA name such as Europe/Berlin or UTC; '
        'surce: unknown option; did you mean "source"?'
    )


@pytest.mark.parametrize(
    ("view", "option", "message"),
    [
        (
            {"severity": "SEV-0"},
            "views.mine.severity",
            'unknown label "SEV-0"; did you mean "SEV-1"?',
        ),
        (
            {"detection": ["customer", "costumer"]},
            "views.mine.detection",
            'unknown label "costumer"; did you mean "customer"?',
        ),
        ({"cause": "xyz"}, "views.mine.cause", 'unknown label "xyz"; known are software-defect, '),
        (
            {"status": "in review"},
            "views.mine.status",
            'unknown label "in review"; did you mean "in-review"?',
        ),
        ({"sort": "-impct"}, "views.mine.sort", 'unknown column "impct"; did you mean "impact"?'),
        ({"sort": "zzz"}, "views.mine.sort", 'unknown column "zzz"; known are started, title, '),
        (
            {"year": "next"},
            "views.mine.year",
            'found "next"; write a year such as 2026, this or last',
        ),
        ({"severty": "SEV-1"}, "views.mine.severty", 'unknown option; did you mean "severity"?'),
    ],
)
def test_a_view_chooses_what_exists(view: dict[str, Any], option: str, message: str) -> None:
    ((found, text),) = refused({"views": {"mine": view}})
    assert found == option
    assert text.startswith(message)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_view_has_a_name(name: str) -> None:
    assert refused({"views": {name: {}}}) == [
        ("views", "a view has no name; write what the link to it says")
    ]
