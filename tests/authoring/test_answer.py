"""What a tired author types, and what it is taken for."""

import datetime as dt

import pytest

from mkdocs_postmortems.authoring.answer import AnswerError, AnswerReader, numbers
from mkdocs_postmortems.model import KnowledgeBase, Postmortem, Service
from mkdocs_postmortems.settings import Settings

NOW = dt.datetime(2026, 11, 21, 13, 30, tzinfo=dt.UTC)
BERLIN = {"timezone": "Europe/Berlin"}
"""An hour ahead of UTC in winter: it is 14:30 there."""


def reader(options: dict[str, object] | None = None, *services: str) -> AnswerReader:
    return AnswerReader(Settings.from_mapping(options or {}), services, NOW)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize("typed", ["SEV-2", "sev-2", "sev2", " SEV 2 ", "2", "bad", "Bad!"])
def test_a_severity_is_known_by_any_of_its_names(typed: str) -> None:
    assert reader({"aliases": {"severities": {"bad": "SEV-2"}}}).severity(typed) == "SEV-2"


@pytest.mark.parametrize(("typed", "meant"), [("crit", "critical"), ("m", "minor"), ("2", "minor")])
def test_a_beginning_that_only_one_has_will_do(typed: str, meant: str) -> None:
    assert reader({"severities": ["critical", "minor"]}).severity(typed) == meant


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("SEVV-1", 'found "SEVV-1". Did you mean "SEV-1"?'),
        ("sev", 'found "sev". Write one of SEV-1, SEV-2, SEV-3, SEV-4'),
        ("urgent", 'found "urgent". Write one of SEV-1, SEV-2, SEV-3, SEV-4'),
        ("?!", 'found "?!". Write one of SEV-1, SEV-2, SEV-3, SEV-4'),
        (" ", "found nothing. Write a few words"),
    ],
)
def test_an_unknown_severity_is_answered_with_what_to_write(typed: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        reader().severity(typed)
    assert str(caught.value) == message


def test_the_number_of_a_severity_is_the_one_in_its_name() -> None:
    assert numbers(["SEV-0", "SEV-1"]) == {"SEV-0": "0", "SEV-1": "1"}
    assert numbers(["critical", "P2"]) == {"critical": "1", "P2": "2"}
    assert numbers(["a1", "b1"]) == {"a1": "1", "b1": "2"}
    assert reader({"severities": ["SEV-0", "SEV-1"]}).severity("1") == "SEV-1"


def test_services_are_those_of_the_catalogue_then_those_in_use() -> None:
    used = Postmortem(id="a", path="a.md", services=("web", "orders"))
    base = KnowledgeBase(postmortems=(used,), services=(Service(name="orders"),))
    assert AnswerReader.of(base, Settings(), NOW).services == ("orders", "web")


def test_services_are_read_in_their_spelling_each_once() -> None:
    answers = reader({"aliases": {"services": {"shop": "web"}}}, "Orders", "web")
    names = answers.service_names("orders, SHOP,,new one ", "web")
    assert names == ("Orders", "web", "new one")
    assert answers.unknown_services(("Orders", "web", "order")) == (
        ("order", 'Did you mean "Orders"?'),
    )
    assert reader().unknown_services(("the", "first")) == ()
    with pytest.raises(AnswerError, match="found no service"):
        answers.service_names(" , ")


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a\tb", "a\x1b[31m", "a\u2028b", "a\udcffb"])
def test_a_title_is_one_line_of_text(title: str) -> None:
    with pytest.raises(AnswerError, match="found"):
        reader().title(title)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-20T14:05Z", at("2026-11-20T14:05+00:00")),
        ("2026-11-20 14:05", at("2026-11-20T13:05+00:00")),
        ("14:05", at("2026-11-21T13:05+00:00")),
        ("14:30", at("2026-11-21T13:30+00:00")),
        ("14:31", at("2026-11-20T13:31+00:00")),
        (" 9:07 ", at("2026-11-21T08:07+00:00")),
        ("today 14:05:10", at("2026-11-21T13:05:10+00:00")),
        ("Yesterday  14:05", at("2026-11-20T13:05+00:00")),
        ("yesterday", dt.date(2026, 11, 20)),
        ("2026-11-21", dt.date(2026, 11, 21)),
    ],
)
def test_a_start_is_read_in_the_zone_of_the_site(typed: str, read: dt.date) -> None:
    assert reader(BERLIN).started(typed) == read


FORMS = "Write 14:05, yesterday 14:05, 2026-11-21 14:05 or 2026-11-21"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("noon", f'found "noon". {FORMS}'),
        ("", f'found "". {FORMS}'),
        ("yesterday14:05", f'found "yesterday14:05". {FORMS}'),
        ("25:00", "no such time of day"),
        ("2026-02-30", "no day of the calendar"),
        ("2026-10-25 02:30", "a time that Europe/Berlin has twice. Write the instant with its"),
        ("2026-11-22", "in the future. It is 2026-11-21 14:30 in Europe/Berlin; check the date"),
        ("today 14:31", "in the future"),
        ("2026-11-21T13:31Z", "in the future"),
    ],
)
def test_what_is_no_start_is_refused(typed: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        reader(BERLIN).started(typed)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "started", "read"),
    [
        ("23:55", at("2026-11-18T22:50+00:00"), at("2026-11-18T22:55+00:00")),
        ("00:20", at("2026-11-18T22:50+00:00"), at("2026-11-18T23:20+00:00")),
        ("10:00", dt.date(2026, 11, 18), at("2026-11-18T09:00+00:00")),
        ("2026-11-18 09:00", at("2026-11-18T22:50+00:00"), at("2026-11-18T08:00+00:00")),
    ],
)
def test_a_clock_alone_is_the_first_after_the_start(
    typed: str, started: dt.date, read: dt.datetime
) -> None:
    assert reader(BERLIN).moment(typed, started) == read


def test_only_the_start_may_be_a_date_alone() -> None:
    with pytest.raises(AnswerError, match=r"a date alone\. Add the time"):
        reader().moment("yesterday", dt.date(2026, 11, 18))


def test_a_clock_of_yesterday_is_told() -> None:
    answers = reader(BERLIN)
    assert answers.day_taken(" 23:59 ", answers.started("23:59")) == (
        "23:59 has not come yet today in Europe/Berlin, so it was taken as 2026-11-20 23:59. "
        "Correct `started` if that is wrong."
    )
    for typed in ("14:05", "yesterday 14:05", "2026-11-20 23:59", "yesterday"):
        assert answers.day_taken(typed, answers.started(typed)) == ""


@pytest.mark.parametrize(
    ("typed", "started", "message"),
    [
        (
            "13:20",
            at("2026-11-21T12:30+00:00"),
            'found "13:20", before --started, 2026-11-21 13:30. Write a later time, or correct',
        ),
        (
            "23:20",  # after 23:30 that is the next evening, which is to come
            at("2026-11-20T22:30+00:00"),
            'found "23:20", before --started, 2026-11-20 23:30. ',
        ),
        ("14:40", at("2026-11-21T12:30+00:00"), 'found "14:40", which is in the future. It is'),
        ("14:40", dt.date(2026, 11, 21), 'found "14:40", which is in the future. It is 2026-'),
    ],
)
def test_a_clock_before_the_start_is_not_called_the_future(
    typed: str, started: dt.date, message: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        reader(BERLIN).moment(typed, started)
    assert str(caught.value).startswith(message)
