"""The timeline: a table or a list, made into events with instants."""

import datetime as dt
import time

import pytest

from mkdocs_postmortems.source.timeline import Timeline, Unread, read_timeline

START = dt.datetime(2026, 3, 15, 14, 44, tzinfo=dt.UTC)
WRITE = "Write 14:44 or 2026-03-15 14:44"


def times(text: str, start: dt.datetime | dt.date | None = START) -> list[str]:
    """Return the instants as `15 14:44`: day of the month in UTC, clock."""
    return [
        f"{event.at:%d %H:%M:%S}".removesuffix(":00") if event.at else f"? {event.time}"
        for event in read_timeline(text, start).events
    ]


def table(*rows: str, head: str = "Time (UTC)") -> str:
    return "\n".join([f"| {head} | Event |", "| --- | --- |", *rows])


def test_a_table_is_read() -> None:
    read = read_timeline(table("| 14:44 | It *broke* |", "| 14:45:30 | An alert |"), START)
    assert [(e.time, e.text) for e in read.events] == [
        ("14:44", "It *broke*"),
        ("14:45:30", "An alert"),
    ]
    assert [e.at and e.at.isoformat() for e in read.events] == [
        "2026-03-15T14:44:00+00:00",
        "2026-03-15T14:45:30+00:00",
    ]
    assert (read.around, read.unread) == ("", ())


def test_a_list_is_read() -> None:
    text = "- 14:44 It broke\n* 14:45: an alert\n+ **14:50** - a fix\n- `15:00` \u2013 the end"
    assert times(text) == ["15 14:44", "15 14:45", "15 14:50", "15 15:00"]
    assert [event.text for event in read_timeline(text, START).events] == [
        "It broke",
        "an alert",
        "a fix",
        "the end",
    ]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("14:44", "15 14:44"),
        ("9:05", "15 09:05"),
        ("~14:44", "15 14:44"),
        ("about 14:44", "15 14:44"),
        ("ca. 14:44", "15 14:44"),
        ("14:44 UTC", "15 14:44"),
        ("14:44Z", "15 14:44"),
        ("15:44 +01:00", "15 14:44"),
        ("09:44 -0500", "15 14:44"),
        ("2026-03-16 02:00", "16 02:00"),
        ("2026-03-16T02:00Z", "16 02:00"),
        ("2026-03-16T02:00-05:00", "16 07:00"),
        ("2026-03-16", "16 00:00"),
        ("**14:44**", "15 14:44"),
        ("`14:44`", "15 14:44"),
    ],
)
def test_times_as_people_write_them(written: str, at: str) -> None:
    assert times(table(f"| {written} | x |")) == [at]


@pytest.mark.parametrize(
    "written",
    ["soon", "25:00", "14:75", "2:05 PM", "14h44", "2026-02-30 10:00", "14:44-15:50",
     "09:10-09:25", "14:44 +23:00", "Z"],
)  # fmt: skip
def test_a_time_that_cannot_be_read_is_reported_and_stays_as_written(written: str) -> None:
    read = read_timeline(table("| 14:44 | a |", f"| {written} | b |", "| 14:50 | c |"), START)
    assert [event.time for event in read.events] == ["14:44", written, "14:50"]
    assert [event.at is None for event in read.events] == [False, True, False]
    assert read.unread == (Unread(3, 2, len(written), f'found the time "{written}"', WRITE),)


@pytest.mark.parametrize("item", ["It broke", "2 hosts broke", "1.2.3 is out", "9.1234 of them"])
def test_an_item_without_a_time_is_reported_and_kept_whole(item: str) -> None:
    read = read_timeline(f"- 14:44 a\n- {item}", START)
    assert read.events[1].text == item
    assert read.unread == (Unread(1, 0, 1, "found a row without a time", WRITE),)


@pytest.mark.parametrize(
    ("item", "column", "meant"),
    [
        ("9.12 It broke", 2, "9.12"),
        ("  **9.12** It broke", 6, "9.12"),
        ("14h44 It broke", 2, "14h44"),
        ("2 PM: It broke", 2, "2 PM"),
        ("2:05 pm It broke", 2, "2:05 pm"),
        ("2026-03-15 2:05 p.m. It broke", 2, "2026-03-15 2:05 p.m."),
        ("15.03.2026 14:44 It broke", 2, "15.03.2026 14:44"),
    ],
)
def test_a_time_of_another_kind_is_named_where_it_stands(
    item: str, column: int, meant: str
) -> None:
    text = item.lstrip()
    indent = item[: len(item) - len(text)]
    read = read_timeline(f"{indent}- 14:44 a\n{indent}- {text}", START)
    assert read.unread == (Unread(1, column, len(meant), f'found the time "{meant}"', WRITE),)
    assert read.events[1].text == text


@pytest.mark.parametrize(
    ("row", "column", "width", "found"),
    [
        ("|   a bit later   | x |", 4, 11, 'found the time "a bit later"'),
        ("  | soon | x |", 4, 4, 'found the time "soon"'),
        ("|soon|x|", 1, 4, 'found the time "soon"'),
        ("|    | x |", 1, 4, "found a row without a time"),
        ("|| x |", 0, 1, "found a row without a time"),
    ],
)
def test_the_mark_is_under_the_cell_of_the_time(
    row: str, column: int, width: int, found: str
) -> None:
    assert read_timeline(table(row), START).unread == (Unread(2, column, width, found, WRITE),)


def test_a_span_in_a_list_is_not_taken_for_an_offset() -> None:
    read = read_timeline("- 09:10-09:25 a restart", START)
    assert [(e.at, e.time, e.text) for e in read.events] == [(None, "09:10-09:25", "a restart")]


def test_a_time_belongs_to_the_day_of_the_one_before_it() -> None:
    rows = ("| 14:44 | a |", "| 23:59 | b |", "| 00:10 | c |", "| 00:05 | d |", "| 12:20 | e |")
    assert times(table(*rows)) == ["15 14:44", "15 23:59", "16 00:10", "16 00:05", "16 12:20"]
    assert times(table("| 2026-03-17 08:00 | a |", "| 07:30 | b |")) == ["17 08:00", "17 07:30"]


@pytest.mark.parametrize(
    ("start", "first", "at"),
    [
        ("2026-03-15T00:10:00", "23:50", "14 23:50"),
        ("2026-03-15T23:50:00", "00:10", "16 00:10"),
        ("2026-03-15T12:00:00", "11:00", "15 11:00"),
        # As near on either day: the one of the start.
        ("2026-03-15T02:00:00", "14:00", "15 14:00"),
        ("2026-03-15T14:00:00", "02:00", "15 02:00"),
    ],
)
def test_the_first_time_is_the_one_nearest_to_the_start(start: str, first: str, at: str) -> None:
    begun = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    assert times(table(f"| {first} | x |"), begun) == [at]


def test_where_only_the_date_of_the_start_is_known_it_is_that_day() -> None:
    rows = ("| 00:10 | a |", "| 23:50 | b |")
    assert times(table(*rows), dt.date(2026, 3, 15)) == ["15 00:10", "15 23:50"]


def test_without_a_start_only_times_with_a_date_are_known() -> None:
    read = read_timeline(table("| 14:44 | a |", "| 2026-03-15 14:50 | b |", "| soon | c |"), None)
    assert [event.at is None for event in read.events] == [True, False, True]
    # That `started` is missing is a problem of its own.
    assert read.unread == (Unread(4, 2, 4, 'found the time "soon"', WRITE),)


@pytest.mark.parametrize(
    ("head", "at"),
    [
        ("Time", "15 14:44"),
        ("Time (UTC)", "15 14:44"),
        ("Time (Europe/Berlin)", "15 13:44"),
        ("Time (America/Argentina/Buenos_Aires)", "15 17:44"),
        ("Time (CET)", "15 13:44"),
    ],
)
def test_the_head_of_the_table_names_the_zone(head: str, at: str) -> None:
    assert times(table("| 14:44 | x |", head=head)) == [at]


@pytest.mark.parametrize("zone", ["PST", "UTC+2", "local time"])
def test_a_zone_that_is_not_known_is_reported(zone: str) -> None:
    read = read_timeline(f"Text\n\n{table('| 14:44 | x |', head=f'Time ({zone})')}", START)
    assert read.unread == (
        Unread(
            2,
            8,
            len(zone),
            f'found "{zone}", not a time zone',
            "Write such as `Time (UTC)` or `Time (Europe/Berlin)`; until then it is read as UTC",
        ),
    )
    assert read.events[0].at == START


def test_what_stands_in_parentheses_elsewhere_is_no_zone() -> None:
    text = "| Time | Event (who) |\n| --- | --- |\n| 14:44 | x |"
    assert read_timeline(text, START).unread == ()


def test_cells_and_lines_that_go_on_are_kept() -> None:
    read = read_timeline(
        "| Time | Who | Event |\n|---|---|---|\n| 14:44 | Ada | a \\| b |\n|  |  |  |\n14:45 | x",
        START,
    )
    assert [event.text for event in read.events] == ["Ada · a \\| b"]
    assert read.around == "14:45 | x"


def test_a_table_without_closing_bars_is_read() -> None:
    assert times("|Time|Event\n|-|-\n|14:44|x") == ["15 14:44"]


def test_inner_items_and_indented_lines_belong_to_their_event() -> None:
    text = "- 14:44 It broke,\n  and badly\n  - orders\n    - all\n\n- 14:50 A fix\n\nText\nafter"
    read = read_timeline(text, START)
    assert [event.text for event in read.events] == [
        "It broke, and badly · orders · all",
        "A fix",
    ]
    assert read.around == "Text\nafter"
    assert read.unread == ()


def test_a_list_may_be_indented() -> None:
    assert times("  - 14:44 a\n  - 14:45 b\n    - c") == ["15 14:44", "15 14:45"]


@pytest.mark.parametrize("text", ["```\n- 14:44 x\n```", "~~~\n14:44\n~~~", ""])
def test_code_and_nothing_stay_as_they_are(text: str) -> None:
    assert read_timeline(text, START) == Timeline((), text, ())


@pytest.mark.parametrize(
    "row",
    ["| " + " " * 200_000 + "x", "| 2026-03-15" + " " * 200_000 + "x | y |", "|" * 200_000,
     "- 2026-03-15" + " " * 200_000 + "x", " " * 200_000 + "x", "- 14:44" + " " * 200_000 + "x"],
)  # fmt: skip
def test_no_row_takes_long_to_read(row: str) -> None:
    begin = time.process_time()
    read_timeline(table(row), START)
    read_timeline(row, START)
    assert time.process_time() - begin < 5


def test_code_and_emphasis_after_the_time_belong_to_the_event() -> None:
    text = "- 10:02 `ack` sent\n- `10:03` all\n- **10:04** `x`\n- 10:05 **bold**"
    read = read_timeline(text, dt.datetime(2026, 1, 1, 10, tzinfo=dt.UTC))
    assert [event.text for event in read.events] == ["`ack` sent", "all", "`x`", "**bold**"]
