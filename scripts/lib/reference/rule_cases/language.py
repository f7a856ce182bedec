"""PM4xx: an example of each rule of language."""

from __future__ import annotations

from reference.rule_cases.case import Case, body


def _analysis(sentence: str, fields: str = "") -> Case:
    return body(f"## Analysis\n\n{sentence}\n", fields)


CASES: dict[str, Case] = {
    "PM401": _analysis("The snapshots were deleted by human error."),
    # Every such sentence breaks PM403 as well.
    "PM402": _analysis("We should have looked at the mounts of the new host.", "x-ignore: [PM403]"),
    "PM403": _analysis("On the old host the alert would have fired two days earlier."),
    "PM404": _analysis("A sloppy migration left the snapshots on the disk of the database."),
    "PM405": _analysis("The on-call engineer overlooked the line on the chart."),
    "PM406": _analysis("The snapshot job failed to find the external volume."),
    "PM407": _analysis("The move to the new host did not follow the checklist."),
    "PM408": _analysis("Obviously the disk was going to be full on the third day."),
    "PM409": _analysis("The root cause was a path that is local on the new host."),
    "PM410": body("## Resolution\n\nBe more careful when a host is replaced.\n"),
    "PM411": body("## Action items\n\n- Improve the alerts on disk usage\n"),
    "PM412": body("## Timeline\n\n- 14:54 @jkeller sees the volume at 100%\n"),
    "PM413": body("## Lessons learned\n\n- The new backup host was to blame.\n"),
}
