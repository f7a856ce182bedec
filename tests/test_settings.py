"""The block of `mkdocs.yml`: a default for everything, and an error that names what to write."""

import datetime as dt

import pytest

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.settings import Settings, Severity

NOW = dt.datetime(2026, 10, 5, 23, 30, tzinfo=dt.UTC)


def test_everything_has_a_default() -> None:
    settings = Settings.from_mapping({})
    assert settings.source == "postmortems"
    assert settings.timezone == "UTC"
    assert list(settings.severities) == ["SEV-1", "SEV-2", "SEV-3", "SEV-4"]
    assert [s.publish_days for s in settings.severities.values()] == [5, 10, 20, None]
    assert settings.priorities == {"high": 14, "medium": 60, "low": 180}
    assert settings.aliases.priorities["must"] == "high"
    assert len(settings.triggers) == 12
    assert len(settings.causes) == 20
    assert len(settings.detection_sources) == 10


def test_a_list_of_names_is_enough_where_names_with_meanings_are_asked_for() -> None:
    settings = Settings.from_mapping(
        {"severities": ["major", "minor"], "triggers": ["deploy"], "causes": ["bug"]}
    )
    assert list(settings.severities) == ["major", "minor"]
    assert settings.triggers == {"deploy": ""}
    assert settings.causes["bug"].kind == "Other"


def test_a_meaning_is_enough_where_a_table_is_asked_for() -> None:
    settings = Settings.from_mapping(
        {
            "severities": {"major": "It is down", "minor": {"publish_days": 30}, "none": None},
            "triggers": {"deploy": "A new version", "other": None},
        }
    )
    assert settings.severities["major"].meaning == "It is down"
    assert settings.severities["minor"].publish_days == 30
    assert settings.severities["none"].meaning == ""
    assert settings.triggers == {"deploy": "A new version", "other": ""}


def test_labels_may_be_numbers() -> None:
    settings = Settings.from_mapping({"severities": {1: "Down", 2: "Slow"}, "priorities": {1: 7}})
    assert list(settings.severities) == ["1", "2"]
    assert settings.priorities == {"1": 7}


def test_a_priority_may_have_no_days() -> None:
    assert Settings.from_mapping({"priorities": {"someday": None}}).priorities == {"someday": None}


def test_aliases_of_one_family_leave_the_others_as_they_are() -> None:
    settings = Settings.from_mapping({"aliases": {"severities": {"sev1": "SEV-1"}}})
    assert settings.aliases.severities == {"sev1": "SEV-1"}
    assert settings.aliases.priorities == taxonomy.ALIASES["priorities"]


def test_default_aliases_do_not_ask_for_the_default_labels() -> None:
    settings = Settings.from_mapping({"priorities": {"urgent": 7}})
    assert list(settings.priorities) == ["urgent"]


@pytest.mark.parametrize("as_of", ["2026-10-05", dt.date(2026, 10, 5)])
def test_as_of_is_a_date(as_of: object) -> None:
    assert Settings.from_mapping({"as_of": as_of}).as_of == dt.date(2026, 10, 5)


@pytest.mark.parametrize("option", Settings.model_fields)
def test_an_option_without_a_value_means_its_default(option: str) -> None:
    assert Settings.from_mapping({option: None}) == Settings()


def test_so_does_one_inside_a_table() -> None:
    settings = Settings.from_mapping(
        {"severities": {"major": {"meaning": None, "sections": None}}, "aliases": {"causes": None}}
    )
    assert settings.severities["major"] == Severity()
    assert settings.aliases == Settings().aliases


def test_headings_are_added_for_a_section() -> None:
    settings = Settings.from_mapping(
        {"sections": {"timeline": "Chronology", "impact": ["Who", "Whom"]}}
    )
    assert settings.sections == {"timeline": ("Chronology",), "impact": ("Who", "Whom")}


def test_it_is_read_on_the_configured_date() -> None:
    settings = Settings.from_mapping({"as_of": "2026-01-02"})
    assert settings.read_on({"SOURCE_DATE_EPOCH": "0"}, NOW) == dt.date(2026, 1, 2)


def test_else_on_that_of_source_date_epoch_in_the_zone_of_the_site() -> None:
    environ = {"SOURCE_DATE_EPOCH": "1772323199"}  # 2026-02-28T23:59:59Z
    assert Settings().read_on(environ, NOW) == dt.date(2026, 2, 28)
    tokyo = Settings.from_mapping({"timezone": "Asia/Tokyo"})
    assert tokyo.read_on(environ, NOW) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("epoch", ["", "soon", "\u00b2", "9" * 30])
def test_else_today_in_the_zone_of_the_site(epoch: str) -> None:
    berlin = Settings.from_mapping({"timezone": "Europe/Berlin"})
    assert berlin.read_on({"SOURCE_DATE_EPOCH": epoch}, NOW) == dt.date(2026, 10, 6)


def test_labels_that_no_setting_knows_are_taken_and_so_is_none() -> None:
    view = {"service": "anything", "team": "x", "owner": "", "trigger": "", "year": [2026, ""]}
    assert Settings.from_mapping({"views": {"mine": view}}).views["mine"].year == ("2026", "")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().source = "x"  # type: ignore[misc]
