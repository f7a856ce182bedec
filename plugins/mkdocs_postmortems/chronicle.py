"""The knowledge base with what git knows of its actions: when each was written and closed.

Git knows versions of files and `source` knows what stands in them; here they meet.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from mkdocs_postmortems import __version__
from mkdocs_postmortems.history.action_history import ActionHistory, Known, follow
from mkdocs_postmortems.history.cache import Remembered, recall, remember
from mkdocs_postmortems.history.changes import read_objects
from mkdocs_postmortems.history.git import GitError
from mkdocs_postmortems.history.log import Change, Commit, Tip, find_tip, leads_to, read_log
from mkdocs_postmortems.model import Action, FrontMatter, Postmortem
from mkdocs_postmortems.moment import FIRST_YEAR, LAST_YEAR
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, is_postmortem, load
from mkdocs_postmortems.source.postmortem import supplied
from mkdocs_postmortems.source.readings import Readings
from mkdocs_postmortems.source.record import read_record
from mkdocs_postmortems.source.strict_yaml import StrictHandler, YamlError

CACHE = Path(".cache", "postmortems", "git-history.json")
"""Where what was read is kept, below the folder of `mkdocs.yml`."""

AT_ONCE = 1_000
"""How many versions of files are held in memory."""

Files = Mapping[str, tuple[Known, ...]]
"""Path of a postmortem, below their folder -> what is known of its actions."""

_HANDLER = StrictHandler()


@dataclass(frozen=True)
class Chronicle:
    """What was loaded, and the histories of the actions.

    `histories` has, by the path of each postmortem that git knows, one for each of its actions in
    the order of the file. `warning` says in one line why there are none though they were asked
    for, and what to do.
    """

    loaded: Loaded
    histories: Mapping[str, tuple[ActionHistory, ...]] = field(default_factory=dict)
    warning: str = ""


def load_chronicle(
    root: Path, settings: Settings, as_of: dt.date, readings: Readings | None = None
) -> Chronicle:
    """Read the folder `root` of postmortems, and with `git: true` the history of their actions.

    Where a file does not write when an action was created or closed, git says so. What is not
    committed yet counts as written on `as_of`; a file that is not committed has no history.
    `readings` are those of the reading before.
    """
    return with_chronicle(load(root, settings, readings=readings), root, settings, as_of)


def with_chronicle(loaded: Loaded, root: Path, settings: Settings, as_of: dt.date) -> Chronicle:
    """Return what was loaded of the folder `root`, some or all of it, with its history."""
    if not settings.git or not root.is_dir():
        return Chronicle(loaded)
    try:
        files = read_histories(root, settings)
    except GitError as error:
        return Chronicle(loaded, warning=f"no history from git: {error}")
    histories = {
        postmortem.path: _up_to_now(files[postmortem.path], postmortem.actions, as_of)
        for postmortem in loaded.knowledge_base.postmortems
        if postmortem.path in files
    }
    return Chronicle(_with_history(loaded, histories), histories)


def _up_to_now(
    known: tuple[Known, ...], actions: Sequence[Action], as_of: dt.date
) -> tuple[ActionHistory, ...]:
    """Return the histories of the actions that the file has now."""
    return tuple(one.history for one in follow(known, actions, as_of)[: len(actions)])


def _with_history(loaded: Loaded, histories: Mapping[str, tuple[ActionHistory, ...]]) -> Loaded:
    base = loaded.knowledge_base
    postmortems = tuple(_dated(p, histories.get(p.path, ())) for p in base.postmortems)
    return replace(loaded, knowledge_base=base.model_copy(update={"postmortems": postmortems}))


def _dated(postmortem: Postmortem, histories: tuple[ActionHistory, ...]) -> Postmortem:
    """Return the postmortem whose actions have the dates that the file leaves out."""
    if not histories:
        return postmortem
    dated = (
        _with_dates(action, history, postmortem.published)
        for action, history in zip(postmortem.actions, histories, strict=True)
    )
    return postmortem.model_copy(update={"actions": tuple(dated)})


def _with_dates(action: Action, history: ActionHistory, published: dt.date | None) -> Action:
    """Return the action with the dates of its history in place of those that are not written.

    What stood in the first version of a file that was published before it came to git is older
    than git can tell: its dates stay as they are.
    """
    written, closed = history.first_written, action.closed
    imported = history.with_file and published is not None and published < written
    if closed is None and not (imported and history.closed_on == written):
        closed = _believable(history.closed_on)
    created = action.created
    if "created" not in action.model_fields_set and not imported and _believable(written):
        created = min(written, closed or written)
    if created and closed and closed < created:
        closed = action.closed
    return supplied(action, created=created, closed=closed)


def _believable(day: dt.date | None) -> dt.date | None:
    """Return the day, unless the clock of whoever made the commit was far off."""
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def read_histories(root: Path, settings: Settings) -> Files:
    """Return what git knows of the actions of every file below `root`, up to the last commit.

    What a commit said is read once and kept in `CACHE`. Raises `GitError`.
    """
    depth = len(PurePosixPath(settings.source).parts)
    cache = root.absolute().parents[depth - 1] / CACHE
    root = root.resolve()
    return _read(root, find_tip(root), settings.timezone, cache)


@lru_cache(maxsize=1)
def _read(root: Path, tip: Tip, timezone: str, cache: Path) -> Files:
    """Read what the cache does not have. A preview that may not write it remembers the last."""
    key = f"{__version__} {timezone} {tip.folder}"
    found = recall(cache, key)
    if found is None or not leads_to(root, found.commit, tip.commit):
        found = None
    elif found.commit == tip.commit:
        return found.files
    files = dict(found.files) if found else {}
    log = read_log(root, tip.commit, found.commit if found else None)
    _read_on(files, root, log, ZoneInfo(timezone))
    remember(cache, Remembered(key, tip.commit, files))
    return files


def _read_on(
    files: dict[str, tuple[Known, ...]], root: Path, log: Iterator[Commit], zone: ZoneInfo
) -> None:
    """Follow the files through further commits."""
    changes = ((change, _day(commit.at, zone)) for commit in log for change in commit.changes)
    while some := list(islice(changes, AT_ONCE)):
        texts = read_objects(root, (ident for change, _ in some if (ident := _version(change))))
        for change, day in some:
            ident = _version(change)
            actions = _actions_in(texts[ident], zone) if ident else None
            _apply(files, change, actions, day)


def _version(change: Change) -> str | None:
    """Return the object that holds a version of a postmortem, where the change made one."""
    return change.id if is_postmortem(PurePosixPath(change.path).name) else None


def _apply(
    files: dict[str, tuple[Known, ...]],
    change: Change,
    actions: tuple[Action, ...] | None,
    on: dt.date,
) -> None:
    """Follow one file through one change; `actions` is None where its new text cannot be read."""
    known = files.get(change.path)
    if change.before and change.before != change.path:
        known = files.pop(change.before, known)
    if change.id is None and known:
        actions = ()
    if actions is not None:
        known = follow(known, actions, on)
    if known is not None:
        files[change.path] = known


def _actions_in(raw: bytes, zone: ZoneInfo) -> tuple[Action, ...] | None:
    """Return the actions of an earlier version; None where its front matter cannot be read."""
    # Also without the marks of an editor on Windows: a byte order mark, and its line ends.
    text = io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", "replace").read()
    try:
        data = _HANDLER.load(_HANDLER.split(text)[0]) if _HANDLER.detect(text) else None
    except (ValueError, YamlError):
        return None
    if data is None:
        return None
    return read_record(FrontMatter, {"actions": data.get("actions")}, zone)[0].actions


def _day(at: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(at, zone).date()
