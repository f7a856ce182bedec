"""PM4xx: blameless and specific language."""

from __future__ import annotations

from mkdocs_postmortems.errors import Level
from mkdocs_postmortems.rules.rule import Rule

RULES = (
    Rule(
        "PM401",
        "human-error",
        Level.WARNING,
        "no cause is called a human error",
        "The label ends the inquiry. What made the step sensible at the time stays unknown, and "
        "waits for the next person.",
    ),
    Rule(
        "PM402",
        "person-counterfactual",
        Level.WARNING,
        "the story says what people did, not what they should have done",
        "What did not happen explains nothing about what did. It is easy to say once the outcome "
        "is known, and nobody knew it then.",
    ),
    Rule(
        "PM403",
        "counterfactual",
        Level.INFO,
        "what did not happen is told only where a system was meant to do it",
        'Said of a system, "should have" is often a diagnosis; else it takes the place of what '
        "happened. With a person as its subject it breaks PM402 as well.",
    ),
    Rule(
        "PM404",
        "judgement",
        Level.WARNING,
        "conditions are described, not character",
        "Nothing can be done about a character, and whoever reads a judgement will tell less "
        "the next time.",
    ),
    Rule(
        "PM405",
        "omission",
        Level.WARNING,
        "no finding is only that somebody left something out",
        "A step that was left out is where the question begins. A cue that was not there, an alert "
        "that went elsewhere, a checklist without the step can be changed.",
    ),
    Rule(
        "PM406",
        "failed-to",
        Level.INFO,
        "a failure is told with what happened instead",
        '"Failed to" says what was hoped for. What the machine did instead tells the next reader '
        "where to look.",
    ),
    Rule(
        "PM407",
        "normative",
        Level.INFO,
        "work is described as it is done, not only as it is prescribed",
        "A rule that is not kept is often one that cannot be kept. How the step is usually done "
        "shows it.",
    ),
    Rule(
        "PM408",
        "hindsight",
        Level.INFO,
        "the story is told with what was known at the time",
        "What is plain afterwards was one sign among many before. Why it was not seen is what can "
        "be learned. Lessons learned may look back.",
    ),
    Rule(
        "PM409",
        "single-cause",
        Level.INFO,
        "contributing factors are named, not one root cause",
        "An incident needs several conditions at once, and each of them is a place to act. It is "
        "told once for each file.",
    ),
    Rule(
        "PM410",
        "try-harder",
        Level.WARNING,
        "actions change the system, not how hard people try",
        "Attention wears off, and nobody can tell when there is enough of it. A guard, a default "
        "or an alert stays.",
    ),
    Rule(
        "PM411",
        "unbounded-action",
        Level.INFO,
        "an action in the text has an end",
        "What has no end is never done, or at once. An investigation has one if it says what "
        "comes of it.",
    ),
    Rule(
        "PM412",
        "named-person",
        Level.INFO,
        "people are named by their role",
        "A name stays in the archive and in every search. The role says what mattered, and leaves "
        "whoever had it free to tell all. Owners and authors are fine.",
    ),
    Rule(
        "PM413",
        "fault",
        Level.WARNING,
        "nobody and nothing is to blame",
        "The question whose fault it was ends at a person or a part. How things looked at the time "
        "leads to what can be changed.",
    ),
)
