"""What the gate finds in the files of a public site, and what it takes for harmless."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from mkdocs_postmortems.edition.gate import Gate, Leak
from mkdocs_postmortems.edition.secret import Said

SECRET = "Kraken ledger lost"


def leaks_in(
    folder: Path, secret: str = SECRET, known: tuple[str, ...] = (), is_name: bool = True
) -> tuple[Leak, ...]:
    gate = Gate.of(lambda: iter([Said(secret, "x.md: title", is_name)]), [], known)
    return gate.leaks(folder, lambda name: False)


@pytest.mark.parametrize(
    "text",
    [
        "Kraken <b>ledger</b> lost",
        'the kraken <A class="x"\nhref="y">led<wbr>ger</A> <span>lost</span>',
        "Kraken&#32;ledger&nbsp;lost",
        "Kra&shy;ken le&#100;ger lost",
        "&lt;p&gt;Kraken &lt;em&gt;ledger&lt;/em&gt; lost",
        r'{"a": "Kraken \u003cb\u003eledger\u003c/b\u003e lost"}',
        "Kraken\xa0ledger lost",
        '<a title="Kraken ledger lost">x</a>',
    ],
)
def test_tags_and_references_hide_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text, "utf-8")
    (leak,) = leaks_in(tmp_path)
    assert str(leak) == 'a.html: found "kraken ledger lost", from x.md: title'


@pytest.mark.parametrize("text", ["Kraken<p>ledger lost", "<td>Kraken ledger<td>lost", "Kraken"])
def test_blocks_part_phrases(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(text, "utf-8")
    assert leaks_in(tmp_path) == ()


@pytest.mark.parametrize(
    "secret", ["Kraken **x** <i>ledger</i> lost", "A: ledger &amp; lost-Orders"]
)
def test_a_text_of_the_source_is_found_as_it_is_and_as_it_is_shown(
    tmp_path: Path, secret: str
) -> None:
    (tmp_path / "a.md").write_text(secret, "utf-8")
    (tmp_path / "b.html").write_text("<p>ledger lost</p><p>lost-orders</p>", "utf-8")
    assert {name for leak in leaks_in(tmp_path, secret) for name in leak.files} == {
        "a.md",
        "b.html",
    }


def test_the_next_cell_of_a_table_is_another_text(tmp_path: Path) -> None:
    table = pyarrow.table({"a": ["Kraken", "ledger lost"], "b": ["x", "the Kraken\nledger lost"]})
    pyarrow.parquet.write_table(table.select(["a"]), tmp_path / "a.parquet")
    assert leaks_in(tmp_path) == ()
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    assert len(leaks_in(tmp_path)) == 1


LONG = "Kraken, the ledger of the region in the north, lost every number that it had ever written"


def test_a_phrase_is_told_whole_and_known_as_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{LONG}, and why", "utf-8")
    (leak,) = leaks_in(tmp_path, LONG, is_name=False)
    assert leak.phrase == LONG.lower()
    assert leaks_in(tmp_path, LONG, known=(leak.phrase,)) == ()


def test_a_long_phrase_is_cut_at_a_word_and_known_as_cut(tmp_path: Path) -> None:
    secret = " ".join(letter * 25 for letter in "abcdefghijkl")
    (tmp_path / "a.txt").write_text(secret, "utf-8")
    (leak,) = leaks_in(tmp_path, secret)
    assert leak.phrase.endswith("g" * 25 + " …")
    assert leaks_in(tmp_path, secret, known=(leak.phrase,)) == ()


@pytest.mark.parametrize(
    ("known", "is_known"),
    [
        ("Region in the North, lost", True),
        ("the &#108;edger of the region", True),
        ("ledger of the regions in", False),
        ("the ledger", False),
    ],
)
def test_a_part_that_is_known_is_a_sentence_by_itself(
    tmp_path: Path, known: str, is_known: bool
) -> None:
    (tmp_path / "a.txt").write_text(LONG, "utf-8")
    assert (leaks_in(tmp_path, LONG, known=(known,)) == ()) is is_known


def test_a_line_that_stood_elsewhere_is_still_the_end_of_a_phrase(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kraken\nwas here,\nledger lost\n", "utf-8")
    (tmp_path / "b.txt").write_text("was here,\nKraken\nledger lost\n", "utf-8")
    (leak,) = leaks_in(tmp_path)
    assert leak.files == ("b.txt",)
