"""Where every page stands: source paths, slugs of labels, relative links between pages.

A page is named by its source path (`services/orders.md`), as the host names it; its address on
the site follows from that. Addresses are a contract: links from outside must live for years.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, count
from urllib.parse import quote, urlencode

OVERVIEW = "index.md"
POSTMORTEMS = "postmortems/index.md"
ACTIONS = "actions/index.md"
ACTIONS_CLOSED = "actions/closed.md"
ACTIONS_WEEKLY = "actions/weekly.md"
SERVICES = "services/index.md"
CAUSES = "causes/index.md"
OWNERS = "owners/index.md"
QUALITY = "quality/index.md"
TRENDS = "trends/index.md"
REVIEWS = "reviews/index.md"
SEARCH = "search/index.md"
LEARN = "learn/index.md"
GAME_DAY = "learn/game-day.md"

CALENDAR = "actions.ics"
EXERCISES = "data/game-days/index.json"
FEED = "feed.xml"
LLMS = "llms.txt"

_LONGEST = 80
_LONGEST_NAME = 200
"""Bytes of the name of a postmortem, beyond which it is cut."""
_SHORTEST_KEY = 8
_DEVICES = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def postmortem_stem(path: str) -> str:
    """Return the path of a postmortem without its ending, by which all that is of it is named.

    A name of up to 255 bytes can be a file; what is named after it has longer endings.
    """
    folders, slash, name = path[:-3].rpartition("/")
    written = name.encode(errors="replace")
    if len(written) > _LONGEST_NAME:
        begin = written[: _LONGEST_NAME - _SHORTEST_KEY - 1].decode(errors="ignore")
        name = f"{begin}-{hashlib.sha256(written).hexdigest()[:_SHORTEST_KEY]}"
    return f"{folders}{slash}{name}"


def postmortem_page(path: str) -> str:
    """Return the page of the postmortem at `path`; a host knows pages by `.md` in lower case."""
    return f"postmortems/{postmortem_stem(path)}.md"


def review_page(quarter: str) -> str:
    """Return the page of the review of a quarter such as `2026-Q1`."""
    return f"reviews/{quarter.lower()}.md"


def year_pages(years: Iterable[str], paths: Iterable[str]) -> list[str]:
    """Return the page of each year's list: `postmortems/2026/index.md`, beside its postmortems.

    A year is numbered where a postmortem at one of `paths` stands there, such as `2026.md`.
    """
    taken = {path[:-3].casefold() for path in paths}
    pages = []
    for year in years:
        numbered = (f"{year}-{number}" for number in count(2))
        free = next(name for name in chain([year], numbered) if name not in taken)
        pages.append(f"postmortems/{free}/index.md")
    return pages


def calendar_of(page: str) -> str:
    """Return the address of the calendar that stands beside the page of an owner."""
    return f"{page.removesuffix('.md')}.ics"


def feed_of(page: str) -> str:
    """Return the address of the feed that stands beside the page of a service."""
    return f"{page.removesuffix('.md')}.xml"


def choice(**labels: str | Iterable[str]) -> str:
    """Return the query of a list that shows what has these labels: `severity=SEV-1&year=2026`."""
    pairs = [(k, [v] if isinstance(v, str) else list(v)) for k, v in labels.items()]
    return urlencode([(name, label) for name, several in pairs for label in several])


def action_fragment(ident: str, nth: int = 1) -> str:
    """Return the place of an action on the page of its postmortem: `action-a1`.

    `nth` counts the actions of the file that would stand at one place; no slug holds a dot.
    """
    place = f"action-{slug(ident)}"
    return place if nth == 1 else f"{place}.{nth}"


def action_fragments(idents: Iterable[str]) -> tuple[str, ...]:
    """Return the place of each action of one file, in their order; no two are the same."""
    taken: Counter[str] = Counter()
    places = []
    for ident in idents:
        place = action_fragment(ident)
        taken[place] += 1
        places.append(action_fragment(ident, taken[place]))
    return tuple(places)


def exercise_keys(paths: Iterable[str]) -> dict[str, str]:
    """Return what names the game day about each postmortem, and does not give its cause away.

    It is the beginning of a hash of the path, longer where two would begin alike.
    """
    hashes = {path: hashlib.sha256(path[:-3].encode()).hexdigest() for path in paths}
    keys: dict[str, str] = {}
    length = _SHORTEST_KEY
    while len(keys) < len(hashes):
        left = {path: digest[:length] for path, digest in hashes.items() if path not in keys}
        alike = Counter(left.values())
        keys |= {path: key for path, key in left.items() if alike[key] == 1}
        length += 1
    return keys


def exercise(key: str) -> str:
    """Return the address of the data of the game day of this key."""
    return f"data/game-days/{key}.json"


def exercise_choice(key: str) -> str:
    """Return the query of the page of game days that opens the one of this key."""
    return f"incident={key}"


def attachment(path: str) -> str:
    """Return the address of a picture or document at `path` below the same folder."""
    return f"postmortems/{path}"


def slug(label: str) -> str:
    """Return the label as one path segment: lower case, letters and digits of any script, `-`."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    words = re.sub(r"[^\w]+", "-", folded).strip("-_")
    # A file system takes 255 bytes, and a letter has up to four.
    short = words[:_LONGEST].encode()[: 3 * _LONGEST].decode(errors="ignore")
    return short.rstrip("-") or "unnamed"


def label_pages(folder: str, labels: Iterable[str]) -> dict[str, str]:
    """Return label -> page for all labels of one family.

    Labels with the same slug are numbered in their sorted order, so that the same set of labels
    has the same pages. `index` is the family's own page, and devices of Windows are no folders.
    """
    taken = {"index", *_DEVICES}
    pages: dict[str, str] = {}
    for label in sorted(set(labels)):
        base = name = slug(label)
        number = 2
        while name in taken:
            name = f"{base}-{number}"
            number += 1
        taken.add(name)
        pages[label] = f"{folder}/{name}.md"
    return pages


@cache
def url_of(page: str, directory_urls: bool) -> str:
    """Return the address of a page below the site's root, without a leading slash.

    `services/orders.md` is `services/orders/`, or `services/orders.html` without directory
    addresses; `index.md` of a folder is the folder itself.
    """
    stem = page.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name == "index":
        url = f"{folder}/" if folder else ""
        return quote(url if directory_urls else f"{url}index.html")
    return quote(f"{stem}/" if directory_urls else f"{stem}.html")


def full_url(site_url: str | None, page: str, directory_urls: bool, fragment: str = "") -> str:
    """Return the full address of a page; empty where nobody said where the site stands."""
    if not site_url:
        return ""
    address = f"{site_url.rstrip('/')}/{url_of(page, directory_urls)}"
    return f"{address}#{quote(fragment)}" if fragment else address


@dataclass(frozen=True)
class Linker:
    """Makes links relative to the page they stand on."""

    page: str
    directory_urls: bool

    def __call__(self, target: str, fragment: str = "", query: str = "") -> str:
        """Return the relative address of a page; never empty. `query` is encoded already."""
        *folders, name = url_of(target, self.directory_urls).split("/")
        shared = 0
        for here, there in zip(self._folders, folders, strict=False):
            if here != there:
                break
            shared += 1
        up = "../" * (len(self._folders) - shared)
        relative = up + "/".join([*folders[shared:], name])
        address = f"{relative or './'}?{query}" if query else relative or "./"
        return f"{address}#{fragment}" if fragment else address

    @property
    def root(self) -> str:
        """The relative address of the site's root, which ends in a slash."""
        return "../" * len(self._folders) or "./"

    @cached_property
    def _folders(self) -> list[str]:
        return url_of(self.page, self.directory_urls).split("/")[:-1]
