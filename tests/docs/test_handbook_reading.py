"""The handbook reads well in both forms, by somebody tired."""

from __future__ import annotations

import re

from handbook_cases import Read, both_forms, every_page, told
from handbook_forms import (
    FORMS,
    links,
    page,
    reading_grade,
    sentences,
    without_fences,
    words,
)

MOST_WORDS = 900
HIGHEST_GRADE = 6.0
"""Pages of the guide have 5 to 9; texts that are usually written about postmortems 6 to 17."""

LONGEST_SENTENCE = 30


@every_page
@both_forms
def test_it_is_short(name: str, form: str) -> None:
    assert 250 < words(FORMS[form](page(name))) <= MOST_WORDS


@every_page
@both_forms
def test_it_can_be_read_when_tired(name: str, form: str) -> None:
    text = FORMS[form](page(name))
    assert reading_grade(text) <= HIGHEST_GRADE
    longest = max(sentences(text), key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= LONGEST_SENTENCE, longest


def test_the_limits_refuse_a_text_of_the_other_kind() -> None:
    text = (
        "Modern postmortems leverage real-time observability infrastructure in order to "
        "facilitate the identification of organisational improvement opportunities, which "
        "necessitates continuous cross-functional collaboration throughout the organisation."
    )
    assert reading_grade(text) > 2 * HIGHEST_GRADE


@every_page
def test_it_has_no_dashes_or_signs_of_another_kind(name: str) -> None:
    assert page(name).isascii()


@every_page
@both_forms
def test_it_ends_with_what_to_do_next(name: str, form: str) -> None:
    title, *sections = re.split(r"^#{1,2} (?=\S)", FORMS[form](page(name)), flags=re.M)[1:]
    assert title
    assert sections[-1].startswith("What to do next\n")
    assert len(links(sections[-1])) >= 2


@every_page
def test_no_heading_stands_there_twice(name: str) -> None:
    headings = re.findall(r"^#+ (.+)$", without_fences(page(name)), re.M)
    assert len(set(headings)) == len(headings)


@every_page
@both_forms
def test_it_keeps_the_language_rules(name: str, form: str, read: Read) -> None:
    text = FORMS[form](page(name))
    assert told(read, text) == []
    assert told(read, f"{text}\nThe outage was human error.\n") == ['PM401 found "human error"']
