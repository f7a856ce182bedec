"""How long the wordings take to find: the words a phrase needs are looked for first."""

import csv
import datetime as dt
import re
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.checks.context import Context
from mkdocs_postmortems.checks.language import blaming_language
from mkdocs_postmortems.checks.passage import Passage, passages
from mkdocs_postmortems.checks.phrase import Phrase
from mkdocs_postmortems.checks.phrases import PHRASES, SIEVE
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import load

Read = Callable[..., tuple[Postmortem, list[str]]]

ROOT = Path(__file__).parents[2]
with (ROOT / "tests/fixtures/stats/blame_sentences_expected.csv").open(encoding="utf-8") as file:
    SENTENCES = [(row["sentence"], row["expected_ids"]) for row in csv.DictReader(file)]


def test_a_match_has_the_words_its_phrase_needs() -> None:
    texts = [sentence for sentence, _ in SENTENCES]
    for folder in (ROOT / "postmortems", ROOT / "tests" / "corpora" / "public"):
        for it in load(folder, Settings()).knowledge_base.postmortems:
            texts += [part.text for part in passages(it.body)]
    assert_sifted(texts)


def assert_sifted(texts: list[str]) -> None:
    for text in texts:
        part = Passage(text, line=1)
        likely = SIEVE.likely(part.lowered)
        for phrase in PHRASES:
            if phrase not in likely:
                assert not list(phrase.matches(part.prose)), (phrase.rule, text)


ENGLISH = st.characters(min_codepoint=32, max_codepoint=126)


@given(data=st.data())
@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.rule)
def test_a_phrase_needs_no_word_that_its_pattern_can_do_without(
    phrase: Phrase, data: st.DataObject
) -> None:
    assert_sifted([data.draw(st.from_regex(phrase.pattern, alphabet=ENGLISH, fullmatch=True))])


WORDS = sorted(
    {word for text, _ in SENTENCES for word in re.findall(r"[\w@']+|\S", text)} | {"had"}
)
GAPS = (
    " ",
    "\n",
    "**",
    " *",
    "_ ",
    "[",
    "](a b) ",
    "][had] ",
    "[^if] ",
    "<b>",
    "<!-- a -->",
    "{: .a}",
)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12))
def test_no_markup_hides_the_words_a_phrase_needs(pairs: list[tuple[str, str]]) -> None:
    assert_sifted(["".join(word + gap for word, gap in pairs)])


@given(
    st.sampled_from([sentence for sentence, ids in SENTENCES if ids]),
    st.lists(
        st.sampled_from((" ", "\n", "** ", " _", "](a-b) ", " [", "<b> ", "[^1] ")), min_size=9
    ),
)
def test_a_sentence_with_markup_has_the_words(sentence: str, gaps: list[str]) -> None:
    words = sentence.split(" ")
    assert_sifted(["".join(a + b for a, b in zip(words, [*gaps, *" " * len(words)], strict=False))])


HOSTILE = (
    *(
        "we ",
        "the ",
        "a-",
        "-",
        "--- ",
        "_",
        "*",
        "`",
        "``` ",
        "```\n",
        "[",
        "](",
        "![a](",
        "<a",
        "<!--",
    ),
    *(
        '"a ',
        "“",
        "\u2018a ",
        "\u2018a's",
        "[[a]",
        "[a] [",
        "[a](",
        "https://a ",
        "@aa ",
        "@a-",
        "| @aa |\n",
        "> ",
        "- - ",
        "    x\n",
        "\n\n    x",
        "a:\n",
    ),
    *(
        "### Actions\n- improve @aa\n",
        "if we had ",
        "we should not have ",
        "failed [to ",
        "we failed to ",
    ),
    *(
        "engineer a engineer failed ",
        "never read ",
        "human error ",
        "operator error ",
        "should aly ",
    ),
    *(
        "against the policy ",
        "owner: @aa, ",
        "is careful to ",
        "14:03 a: ",
        "{:",
        "<pre>",
        "\0",
        "\1",
    ),
)


def seconds(text: str, read: Read) -> float:
    tail = "we should have failed to @aa"
    postmortem = read(body=f"{text}{tail}\n\n{tail}")[0]
    context = Context.of(KnowledgeBase(), Settings(), dt.date(2026, 10, 5))
    times = []
    for _ in range(3):
        begin = time.process_time()
        list(blaming_language(postmortem, context))
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_four_times_the_time(read: Read, unit: str) -> None:
    def of(length: int) -> str:
        return "".join(islice(iter(lambda: unit, None), length // len(unit)))

    # A square would take sixteen times; what a busy machine adds is seldom added twice.
    assert any(seconds(of(20_000), read) < 8 * seconds(of(5_000), read) + 0.01 for _ in range(3))
