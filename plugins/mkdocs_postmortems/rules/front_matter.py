"""PM1xx: what is wrong with front matter, catalogue, contacts, timeline, marks and markup."""

from __future__ import annotations

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.rules.rule import Rule

RULES = (
    Rule(
        "PM101",
        "unreadable-file",
        Level.ERROR,
        "the file is readable UTF-8 text without NUL",
        "A file in another encoding is read differently on every machine. UTF-8 is the one that "
        "editors, code hosts and browsers agree on.",
    ),
    Rule(
        "PM102",
        "no-front-matter",
        Level.ERROR,
        "the file begins with front matter",
        "The front matter is the data: without it there is no severity, no start and no "
        "service, and the file is in no list.",
    ),
    Rule(
        "PM103",
        "broken-yaml",
        Level.ERROR,
        "the front matter is valid YAML",
        "A line that YAML reads differently than it looks would lose every field after it.",
    ),
    Rule(
        "PM104",
        "not-a-mapping",
        Level.ERROR,
        "the front matter is a mapping of keys to values",
        "Every field has a name. A list or a sentence has none.",
    ),
    Rule(
        "PM105",
        "duplicate-key",
        Level.ERROR,
        "every key is written once",
        "Most YAML readers keep the last of two values and say nothing.",
    ),
    Rule(
        "PM106",
        "refused-yaml",
        Level.ERROR,
        "the YAML is plain: no tags, one document, not deep",
        "Tags, aliases without end and deep nesting make a reader run code or out of memory. A "
        "postmortem needs none of them.",
    ),
    Rule(
        "PM107",
        "file-too-large",
        Level.ERROR,
        "the file is at most 1 MiB",
        "A postmortem is text to be read. A log of megabytes makes the site slow and the story "
        "hard to find.",
    ),
    Rule(
        "PM108",
        "outside-folder",
        Level.ERROR,
        "no file or folder is a link that leads elsewhere",
        "A link out of the folder could publish any file of the machine that builds the site.",
    ),
    Rule(
        "PM109",
        "duplicate-id",
        Level.ERROR,
        "no two files have the same name",
        "The name of the file is the id that other postmortems and tickets refer to.",
    ),
    Rule(
        "PM110",
        "missing-field",
        Level.ERROR,
        "the required fields are filled in",
        "Title, severity, services and start are what every list, count and search is made of. "
        "A draft needs no more.",
    ),
    Rule(
        "PM111",
        "unknown-key",
        Level.WARNING,
        "every key is one of the documented ones",
        "A misspelt key is a value that nobody sees: `owners:` leaves an action without owner.",
    ),
    Rule(
        "PM112",
        "wrong-value",
        Level.ERROR,
        "every value is of the kind its field takes",
        "A value of the wrong kind cannot be counted or shown, so it would be missing where it "
        "is looked for.",
    ),
    Rule(
        "PM113",
        "bad-duration",
        Level.ERROR,
        "every duration has a unit and can be read",
        "YAML reads `1:30` as 90 and a bare number has no unit. A duration that can be read in "
        "two ways is wrong half the time.",
    ),
    Rule(
        "PM114",
        "bad-moment",
        Level.ERROR,
        "dates and instants are ISO 8601 and plausible",
        "Order, durations and quarters depend on dates that mean the same to everybody.",
    ),
    Rule(
        "PM115",
        "unknown-label",
        Level.ERROR,
        "every label is one of the configured ones",
        "Two spellings of one label are two labels in every count, and what repeats is not seen.",
    ),
    Rule(
        "PM116",
        "unsafe-link",
        Level.ERROR,
        "every link begins with https://, http:// or mailto:",
        "A link of another kind, such as `javascript:`, would run in the browser of whoever "
        "reads the page.",
    ),
    Rule(
        "PM117",
        "empty-file",
        Level.ERROR,
        "the file is not empty",
        "An empty file is an incident of which nothing is known.",
    ),
    Rule(
        "PM118",
        "bad-catalogue",
        Level.ERROR,
        "the catalogue services.yml is a list of services",
        "Owners, recovery objectives and runbooks of services come from the catalogue. An entry "
        "that cannot be read has none of them.",
    ),
    Rule(
        "PM119",
        "timeline-time",
        Level.WARNING,
        "the times in the timeline can be read",
        "An event without a time has no place in the drawing, and no elapsed time.",
    ),
    Rule(
        "PM120",
        "unknown-rule",
        Level.WARNING,
        "what is to be ignored are rules that exist",
        "A misspelt id or comment silences nothing, and what it was meant to silence comes back.",
    ),
    Rule(
        "PM121",
        "bad-contacts",
        Level.ERROR,
        "the file contacts.yml is a list of contacts",
        "Whom to call is looked up in a bad hour. An entry that cannot be read is not there then.",
    ),
    Rule(
        "PM122",
        "unpaired-marker",
        Level.ERROR,
        "every `<!-- internal -->` has its `<!-- /internal -->`",
        "What is internal begins and ends at the two markers. With one of them alone nobody can "
        "tell what was meant, so the public edition leaves out all that it could be.",
    ),
    Rule(
        "PM123",
        "unknown-mark",
        Level.ERROR,
        "what `x-internal` names is there to be left out",
        "A misspelt name hides nothing. The public edition leaves out all of the entry, or of the "
        "postmortem, until the name is right.",
    ),
    Rule(
        "PM124",
        "too-much-markup",
        Level.ERROR,
        "the text is of a size and depth that a person could have written",
        "Thousands of brackets or lists in lists take a site minutes to lay out, or stop it. The "
        "part that is too much is shown as it was typed.",
    ),
    Rule(
        "PM125",
        "removed-markup",
        Level.WARNING,
        "the text holds no HTML that could run or load something",
        "A postmortem comes in a pull request and is read by everybody. What could run in a "
        "reader's browser is left out of the page, and so is a tag that HTML does not have: "
        "`<name>` outside of code is not seen by any reader.",
    ),
    Rule(
        "PM126",
        "misnamed-file",
        Level.ERROR,
        "a postmortem has a name under which it is read",
        "`index.md` and `README.md` are the page of a folder, and a file that does not end in "
        "`.md` is none of the postmortems. One with such a name would be missing without a word.",
    ),
)
