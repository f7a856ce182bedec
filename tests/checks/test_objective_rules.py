"""PM312, PM313: what an incident took, against the recovery objectives of its services."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[..., list[str]]
Whole = Callable[..., str]

CATALOGUE = """
- {name: orders, rto: 30m, rpo: 5m}
- {name: payments, rto: 1h}
- {name: mail}
"""
HINT = "Write under Recovery what took the time; or change `rto` in services.yml"


def problems(checked: Lines, whole: Whole, fields: str) -> list[str]:
    return checked({"x.md": whole(fields), "services.yml": CATALOGUE})


@pytest.mark.parametrize(
    ("fields", "took"),
    [
        # Exactly the objective is within it.
        ("mitigated: 2026-03-15T15:14:00Z", ""),
        ("mitigated: 2026-03-15T15:14:01Z", "30m 1s"),
        # What is typed as downtime is meant to differ from the moments.
        ("mitigated: 2026-03-15T16:00:00Z\nstats: {downtime: 20m}", ""),
        ("mitigated: 2026-03-15T15:00:00Z\nstats: {downtime: 40m}", "40m"),
        # A typed time counts where there are no moments, and only there.
        ("stats: {time_to_mitigate: 45m}", "45m"),
        ("started: 2026-03-15\nstats: {time_to_mitigate: 45m}", "45m"),
        ("mitigated: 2026-03-15T15:00:00Z\nstats: {time_to_mitigate: 20m}", ""),
        # It still goes on.
        ("detected: 2026-03-15T15:14:01Z", ""),
        ("started: 2026-03-15\nmitigated: 2026-03-17T15:00:00Z", ""),
    ],
)
def test_an_impact_longer_than_the_objective(
    checked: Lines, whole: Whole, fields: str, took: str
) -> None:
    message = f"found an impact of {took}, beyond the RTO of orders, 30m. {HINT}"
    (line,) = problems(checked, whole, fields) or [""]
    assert line.partition("services[0]: ")[2] == (message if took else "")
    assert not took or "info PM312" in line


def test_each_service_has_its_own_objective(checked: Lines, whole: Whole) -> None:
    services = "services: [mail, orders, payments, elsewhere]"
    fields = f"{services}\nmitigated: 2026-03-15T15:44:01Z\nstats: {{data_loss: 5m}}"
    assert problems(checked, whole, fields) == [
        "x.md:5:18: info PM312: services[1]: found an impact of 1h 1s, beyond the RTO of orders, "
        f"30m. {HINT}",
        "x.md:5:26: info PM312: services[2]: found an impact of 1h 1s, beyond the RTO of payments, "
        f"1h. {HINT}",
        'x.md:5:36: warning PM302: services[3]: found "elsewhere". Add it to services.yml',
    ]


def test_a_service_that_is_named_twice_misses_its_objective_once(
    checked: Lines, whole: Whole
) -> None:
    fields = "services: [orders, orders]\nmitigated: 2026-03-15T15:44:00Z"
    assert [line.split()[2] for line in problems(checked, whole, fields)] == ["PM312:", "PM308:"]


@pytest.mark.parametrize(
    ("loss", "lost"), [("0m", ""), ("5m", ""), ("5m 1s", "5m 1s"), ("1d", "1d")]
)
def test_more_data_lost_than_the_objective_allows(
    checked: Lines, whole: Whole, loss: str, lost: str
) -> None:
    expected = (
        f"x.md:4:12: info PM313: services[0]: found {lost} of lost data, beyond the RPO of orders, "
        "5m. Write under Impact what was lost; or change `rpo` in services.yml"
    )
    fields = f"services: [orders, payments]\nstats: {{data_loss: {loss}}}"
    found = problems(checked, whole, fields.replace("services:", "severity: SEV-3\nservices:"))
    assert found == ([expected.replace("4:12", "5:12")] if lost else [])


def test_without_a_catalogue_there_is_no_objective(checked: Lines, whole: Whole) -> None:
    fields = "mitigated: 2026-03-16T14:44:00Z\nstats: {data_loss: 1d}"
    assert checked({"x.md": whole(fields)}) == []


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ("mitigated: 2026-12-15T14:47:00Z", "PM309"),
        (
            "mitigated: 2026-03-16T14:44:00Z\nresolved: 2026-03-15T15:00:00Z\n"
            "published: 2026-03-18",
            "PM301",
        ),
    ],
)
def test_a_moment_in_doubt_misses_no_objective(
    checked: Lines, whole: Whole, fields: str, rule: str
) -> None:
    assert [rule in line for line in problems(checked, whole, fields)] == [True]
    typed = problems(checked, whole, f"{fields}\nstats: {{downtime: 40m}}")
    assert sorted(line.split()[2] for line in typed) == [f"{rule}:", "PM312:"]
