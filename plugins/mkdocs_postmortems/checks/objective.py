"""PM312, PM313: what an incident took, against the recovery objectives of its services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.moment import doubtful_moments
from mkdocs_postmortems.duration import format_duration
from mkdocs_postmortems.model import Postmortem, Service
from mkdocs_postmortems.source.record import Finding


def beyond_rto(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM312: the impact is not longer than the recovery time objective of a service."""
    impact = _impact(postmortem) if context.services else None
    if impact is None:
        return
    for index, service in _services(postmortem, context):
        if service.rto is not None and impact > service.rto:
            if postmortem.stats.downtime is None and _is_doubtful(postmortem, context):
                return
            took, allowed = format_duration(impact), format_duration(service.rto)
            message = f"found an impact of {took}, beyond the RTO of {service.name[:60]}, {allowed}"
            hint = "Write under Recovery what took the time; or change `rto` in services.yml"
            yield Finding(("services", index), "PM312", message, hint)


def beyond_rpo(postmortem: Postmortem, context: Context) -> Iterator[Finding]:
    """PM313: no more data was lost than the recovery point objective of a service allows."""
    loss = postmortem.stats.data_loss
    if not loss:
        return
    for index, service in _services(postmortem, context):
        if service.rpo is not None and loss > service.rpo:
            lost, allowed = format_duration(loss), format_duration(service.rpo)
            message = f"found {lost} of lost data, beyond the RPO of {service.name[:60]}, {allowed}"
            hint = "Write under Impact what was lost; or change `rpo` in services.yml"
            yield Finding(("services", index), "PM313", message, hint)


def _impact(postmortem: Postmortem) -> dt.timedelta | None:
    """Return how long it was felt: `downtime` where it is typed, for it differs from the moments.

    Else mitigated - started, else the typed `time_to_mitigate`.
    """
    stats, start, end = postmortem.stats, postmortem.start, postmortem.mitigated
    if stats.downtime is not None:
        return stats.downtime
    if start and end:
        return end - start
    return stats.time_to_mitigate


def _is_doubtful(postmortem: Postmortem, context: Context) -> bool:
    return not doubtful_moments(postmortem, context).isdisjoint({"started", "mitigated"})


def _services(postmortem: Postmortem, context: Context) -> Iterator[tuple[int, Service]]:
    """Yield each service of the catalogue once, with its place among those of the postmortem."""
    seen: set[str] = set()
    for index, name in enumerate(postmortem.services):
        service = context.services.get(name)
        if service is not None and name not in seen:
            yield index, service
        seen.add(name)
