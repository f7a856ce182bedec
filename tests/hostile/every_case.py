"""Every case of the corpus, and the file that it is."""

from __future__ import annotations

from collections.abc import Callable

from corpus import Case, read_cases
from made import BOMBS, BYTES

WRITTEN = (*read_cases("fields"), *read_cases("files"), *read_cases("bodies"))
CASES = (*WRITTEN, *BYTES, *BOMBS)


def text_of(case: Case, whole: Callable[..., str]) -> bytes:
    if isinstance(case.content, bytes):
        return case.content
    if case.area == "fields":
        return whole(case.content).encode()
    return (whole("", case.content) if case.area == "bodies" else case.content).encode()
