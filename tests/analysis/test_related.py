"""Related incidents: rare labels weigh more, texts count too, what authors named comes first."""

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given

from mkdocs_postmortems.analysis.question import Answer, answer
from mkdocs_postmortems.analysis.reason import reason
from mkdocs_postmortems.analysis.related import MOST_RELATED, Relations, Tie
from mkdocs_postmortems.label_options import Aliases
from mkdocs_postmortems.model import Body, Postmortem

from .invented import AS_OF, START, incident, knowledge_bases


def story(ident: str, text: str = "", **fields: Any) -> Postmortem:
    """Return an incident of a service of its own, unless another one is given."""
    fields = {"services": (f"service-{ident}",), "body": Body(preamble=text)} | fields
    return incident(ident, **fields)


def others(count: int) -> list[Postmortem]:
    return [story(f"other{number}", f"something else{number}") for number in range(count)]


def related(one: Postmortem, *rest: Postmortem, as_of: dt.date = AS_OF) -> list[str]:
    found = Relations([one, *rest], as_of).of(one)
    return [it.path.removesuffix(".md") for it in found]


def test_a_rare_label_beats_a_common_one() -> None:
    new = story("new", services=("orders", "ledger"), causes=["test-gap"])
    common = [story(f"common{n}", services=("orders",), causes=["test-gap"]) for n in range(4)]
    rare = story("rare", services=("ledger",), causes=["test-gap"])
    assert related(new, *common, rare, *others(20))[0] == "rare"


def test_the_score_is_that_of_the_labels_less_the_average() -> None:
    new, old = story("new", causes=["test-gap"]), story("old", causes=["test-gap"])
    (found,) = Relations([new, old, *others(8)], AS_OF).of(new)
    shared = 1000 * math.log(1 + 10 / 2)
    assert found.score == pytest.approx(shared - shared / 10, abs=2)


def test_text_alone_is_enough() -> None:
    title = "Snapshot of pg_wal failed"
    new = story("new", "The volume filled: ORA-01555, snapshot too old.", title=title)
    old = story("old", "After ORA-01555 the snapshot failed; pg_wal had filled it.", title=title)
    (found,) = Relations([new, old, *others(10)], AS_OF).of(new)
    assert (found.path, found.labels) == ("old.md", ())
    assert set(found.words) <= {"ora-01555", "pg_wal", "snapshot", "failed"}


def test_names_that_nobody_else_has_leave_room_for_the_others() -> None:
    title = "Snapshot of pg_wal failed: ORA-01555"
    own = " ".join(f"host{number} " * 9 for number in range(40))
    new, old = story("new", own, title=title), story("old", "Other words.", title=title)
    assert related(new, old, *others(10)) == ["old"]


@pytest.mark.parametrize("count", [0, 4, 40, 400])
def test_one_word_alone_is_not_enough(count: int) -> None:
    new, old = (story(name, "ORA-01555", title="ORA-01555 " * 50) for name in ("new", "old"))
    assert related(new, old, *others(count)) == []
    assert Relations([old, *others(count)], AS_OF).of(new) == ()


def test_a_word_that_says_little_is_no_reason() -> None:
    title = "pg_wal pg_wal pg_wal"
    new = story("new", "pg_wal pg_wal; volume " + "filled " * 40, title=title, causes=["test-gap"])
    old = story("old", "pg_wal; volume " + "empty " * 40, title=title, causes=["test-gap"])
    (found,) = Relations([new, old, *others(9)], AS_OF).of(new)
    assert found.words == ("pg_wal",)


def test_what_many_have_is_no_relation() -> None:
    alike = [story(f"i{n}", "The usual words.", detection="customer") for n in range(12)]
    assert related(*alike) == []


def test_labels_that_say_nothing_are_not_shared() -> None:
    nothing = {"causes": ["unknown"], "trigger": "none-identified", "detection": "unknown"}
    assert related(story("new", **nothing), story("old", **nothing), *others(9)) == []


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_among_few_one_label_is_not_enough(count: int) -> None:
    pair = [story(name, services=("orders",)) for name in ("new", "old")]
    assert related(*pair, *others(count)) == []
    pair = [story(name, services=("orders",), causes=["test-gap"]) for name in ("new", "old")]
    assert related(*pair, *others(count)) == ["old"]


def test_a_label_is_not_counted_again_as_a_word() -> None:
    new = story("new", "ledger ledger ledger", services=("ledger",))
    found = Relations([new, story("old", "ledger"), *others(9)], AS_OF).of(new)
    assert found == ()


def test_what_the_authors_named_comes_first_then_what_names_this_one() -> None:
    new = story("new", services=("ledger",), causes=["test-gap"], related=("named", "gone", "new"))
    close = story("close", services=("ledger",), causes=["test-gap"])
    naming = story("naming", related=("new", "new"))
    base = Relations([new, close, story("named"), naming, *others(9)], AS_OF)
    assert [(it.path, it.tie) for it in base.of(new)] == [
        ("named.md", Tie.NAMED),
        ("naming.md", Tie.NAMES),
        ("close.md", Tie.NONE),
    ]
    assert str(reason(base.of(new)[0])) == "named by the authors"


def test_an_incident_after_as_of_is_not_related_and_a_later_one_is() -> None:
    day = dt.timedelta(days=1)
    shared: dict[str, Any] = {"causes": ["test-gap"], "tags": ("tls",)}
    new = story("new", started=START, related=("future",), **shared)
    later = story("later", started=START + day, **shared)
    future = story("future", started=START + 2 * day, **shared)
    assert related(new, later, future, *others(9), as_of=(START + day).date()) == ["later"]
    # The page of the future one exists, and is told what was before it.
    base = Relations([new, later, future, *others(9)], (START + day).date())
    assert {it.path for it in base.of(future)} == {"new.md", "later.md"}


def test_the_reason_in_words() -> None:
    labels: dict[str, Any] = {
        "services": ("orders",),
        "causes": ["monitoring-gap"],
        "tags": ("postgresql",),
        "trigger": "config-change",
        "detection": "customer",
    }
    new, old = story("new", "snapshot on disk", **labels), story("old", "disk, snapshot", **labels)
    (found,) = Relations([new, old, *others(9)], AS_OF).of(new)
    told = reason(found)
    assert str(told) == (
        "shares monitoring-gap, orders and postgresql; both found by customer; "
        "both set off by config-change; text: snapshot, disk"
    )


def test_equal_scores_are_in_the_order_of_the_paths() -> None:
    new = story("new", causes=["test-gap"], tags=("tls",))
    rest = [story(f"old{n}", causes=["test-gap"], tags=("tls",)) for n in range(3)]
    expected = ["old0", "old1", "old2"]
    assert related(new, *rest, *others(20)) == expected
    assert related(new, *others(20), *reversed(rest)) == expected


def test_a_draft_outside_finds_the_same() -> None:
    old, draft = story("old", causes=["test-gap"]), story("draft", causes=["test-gap"])
    base = Relations([old, *others(9)], AS_OF)
    assert [it.path for it in base.of(draft)] == ["old.md"]
    assert Relations([], AS_OF).of(draft) == ()


@given(knowledge_bases())
def test_never_itself_never_twice_never_more_than_five(postmortems: list[Postmortem]) -> None:
    base = Relations(postmortems, AS_OF)
    again = Relations(reversed(postmortems), AS_OF)
    for one in postmortems:
        found = base.of(one)
        paths = [it.path for it in found]
        assert one.path not in paths
        assert len(set(paths)) == len(paths) <= MOST_RELATED
        assert found == again.of(one)


def asked(text: str, *postmortems: Postmortem, aliases: Aliases | None = None) -> Answer:
    return answer(Relations(postmortems, AS_OF), text, aliases or Aliases())


def paths(found: Answer) -> list[str]:
    return [it.path.removesuffix(".md") for it in found.related]


def test_a_question_finds_labels_and_words() -> None:
    base = [
        story("label", services=("orders-db",)),
        story("word", "The disk was full."),
        story("both", "A full disk.", services=("orders-db",)),
        *others(9),
    ]
    found = asked("disk full on orders-db", *base)
    assert paths(found)[0] == "both"
    assert set(paths(found)) == {"label", "word", "both"}
    assert str(reason(found.related[0], asked=True)).startswith("has orders-db; text: ")
    assert found.unknown == ()


def test_a_label_is_found_as_words_and_by_its_old_spelling() -> None:
    base = [story("gap", causes=["monitoring-gap"]), *others(9)]
    assert paths(asked("Monitoring gap!", *base)) == ["gap"]
    aliases = Aliases(causes={"missing-alert": "monitoring-gap"})
    assert paths(asked("missing alert", *base, aliases=aliases)) == ["gap"]


def test_a_third_of_what_is_asked_must_be_there() -> None:
    long = story("long", "A quorum, a shard, an election and a lease.")
    base = [long, story("old", "The disk was full."), *others(9)]
    assert paths(asked("disk quorum shard election", *base)) == ["long"]


def test_words_that_nobody_has_hide_nothing() -> None:
    base = [story("old", "The disk was full."), *others(9)]
    found = asked("disk full on orders-db: quorum, election, lease", *base)
    assert paths(found) == ["old"]
    assert found.unknown == ("orders-db", "quorum", "election", "lease")
    found = asked("quorum election", *base)
    assert (paths(found), found.unknown) == ([], ("quorum", "election"))


def test_a_label_may_be_called_by_a_word_of_grammar() -> None:
    base = [story("gate", services=("with",)), story("old", "The disk was full."), *others(9)]
    assert set(paths(asked("disk with", *base))) == {"gate", "old"}


def test_of_a_long_text_what_says_most_is_asked() -> None:
    base = [story("old", "ORA-01555: snapshot too old"), *others(9)]
    log = " ".join(f"req-{number:06} at 10.0.0.{number}" for number in range(200))
    found = asked(f"{log} ORA-01555 snapshot", *base)
    assert (paths(found), found.unknown) == (["old"], ())


@pytest.mark.parametrize("text", ["the of and", "", "...", "\u202e\x1b[2J", "(?{[*+"])
def test_a_question_without_words_finds_nothing(text: str) -> None:
    assert paths(asked(text, story("old", "text"), *others(3))) == []
