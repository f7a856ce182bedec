"""The wordings that the language rules look for.

What a pattern cannot see, such as the section in which a sentence stands, is in `language`.
"""

from __future__ import annotations

import re

from mkdocs_postmortems.checks.phrase import Match, Phrase, Sieve, near, phrase
from mkdocs_postmortems.checks.prose import sentence
from mkdocs_postmortems.checks.subject import PERSON, is_after_machine, is_software

# "Should have" about the past; "should have a runbook" is about what is there.
_HAVE = (
    r"(?:(?: not)?(?: \w{1,40}+(?<=ly))? have|'ve)\b"
    r"(?! (?:to|a|an|the|this|that|these|those|no|any|some|more|less|fewer|at least|at most|its"
    r"|their|our|your|his|her|my|one|two|three|four|five|\d+|enough|several|many|much|few|access)"
    r"\b)"
)
_WOULD = r"(?:(?:should|could|would)(?:n't)?|ought to)"
_WOULD_HAVE = rf"\b{_WOULD}{_HAVE}"
_CAUGHT = "caught|noticed|known|checked|tested|reviewed|prevented|avoided|spotted|realised|realized"
_OMITTED = (
    "failed to|neglected|forgot|omitted to|didn't bother|did not bother|overlooked|ignored|misread"
    "|messed up|screwed up"
)
_PROCESS = ("process", "policy", "procedure", "protocol")
_CHECK = ("check", "test", "notice", "read", "follow", "verify")
_UNCHECKED = rf"\b(?:did not|didn't|never) (?:{'|'.join(_CHECK)})\b"
_ANOTHER_SUBJECT = (
    r"(?:\w{0,38}ed|saw|found|knew|know|think|thought|that|when|where|which|because|and|but|as|while"
    r"|if|until|before|after)\b"
)
_LEGAL = r"\b(?:liab\w+|legal\w*|law|laws|lawyers?|contract\w*|clauses?|damages|gross|indemni\w+)\b"
_SOFTWARE_POLICY = (
    r"\b(?:iam|csp|cors|rbac|acls?|opa|scp|tls|http|tcp|quotas?|content security|buckets?|firewall"
    r"|admission|gatekeeper|kyverno|schema|retry|network)\b"
    r"|\b(?:validat|check|evaluat|match|compar|test)\w* (?:[\w-]{1,40}+ ){0,4}?against\b"
)
_NO_BLAME = "toler|inject|domain|zone|isolat|model|handl|budget|line|detect|manag|tree"
_FINDING_OUT = ("investigate", "look", "explore")
_HANDED_OVER = re.compile(
    r"\b(?:report|document|write|written|record|decide|decision|propos\w+|outcomes?|outputs?"
    r"|results?|findings|recommend\w*|publish|list of|answers?|estimates?)\b"
)


def _is_expected_of_machine(match: Match) -> bool:
    """Say whether it is a machine that should have caught it."""
    if match[0].startswith(("should", "could")):
        return " been " not in match[0] and is_after_machine(match)
    return is_software(match)


def _hands_something_over(match: Match) -> bool:
    """Say whether an action to find something out says what comes of it."""
    _, _, after = sentence(match)
    return match[1].startswith(_FINDING_OUT) and bool(_HANDED_OVER.search(after))


PHRASES: tuple[Phrase, ...] = (
    phrase(
        "PM401",
        r"\b(?:human|operator|pilot|engineer|admin(?:istrator)?)(?:'s)?(?:-| )error\b"
        r"(?! (?:rates?|logs?|codes?|messages?|pages?|budgets?|handling)\b)"
        r"|\berrors? (?:by|on the part of) (?:an?|the|our) "
        r"(?:engineer|operator|human|person|employee|developer)\b",
        "human|operator|pilot|engineer|admin|administrator|person|employee|developer",
        "error|errors by|errors on",
        means_other=is_software,
    ),
    phrase(
        "PM402",
        rf"{PERSON} (?:really |probably |clearly |simply |also )?"
        rf"{_WOULD}{_HAVE}"
        rf"|\b(?:should|could)(?:'ve| have) (?:been )?(?:{_CAUGHT})\b",
        "have|ve",
        "should*|could*|would*|ought to",
        means_other=_is_expected_of_machine,
        core=_WOULD_HAVE,
    ),
    phrase("PM403", _WOULD_HAVE, "have|ve", "should*|could*|would*|ought to"),
    phrase("PM403", r"\bif only\b", "if only"),
    phrase("PM403", rf"\bif {PERSON} had(?: not|n't)? \w+", "had*", "if"),
    phrase(
        "PM404",
        r"\b(?:careless(?:ly|ness)?|sloppy|sloppiness|incompetent|incompetence|reckless(?:ly)?"
        r"|inattentive|complacen(?:t|cy)|irresponsibl[ey])\b",
        "careless*|slopp*|incompeten*|reckless*|inattentive|complacen*|irresponsibl*",
    ),
    phrase(
        "PM404",
        r"\b(?:stupid|dumb|silly|lazy|idiotic) "
        r"(?:mistake|error|decision|developer|engineer|operator|people|person|shortcut)s?\b",
        "stupid|dumb|silly|lazy|idiotic",
    ),
    phrase("PM404", r"\bnegligen(?:t|ce|tly)\b", "negligen*", means_other=near(_LEGAL)),
    phrase(
        "PM405",
        rf"{PERSON} (?:(?!{_ANOTHER_SUBJECT})[\w-]{{1,40}}+ ){{0,2}}?(?:{_OMITTED})\b",
        "failed to|neglected|forgot|omitted to|bother|overlooked|ignored|misread"
        "|messed up|screwed up",
        means_other=is_software,
        core=rf"\b(?:{_OMITTED})\b",
    ),
    phrase(
        "PM405",
        rf"{PERSON} (?:simply |just )?{_UNCHECKED}",
        "|".join(f"{no} {verb}" for no in ("did not", "never") for verb in _CHECK) + "|didn*",
        means_other=is_software,
        core=_UNCHECKED,
    ),
    phrase("PM406", r"\b(?:failed|failing|failure) to\b", "failed to|failing to|failure to"),
    phrase(
        "PM407",
        r"\b(?:violated|in violation of|against) (?:the |our |company )?"
        rf"(?:{'|'.join(_PROCESS)})\b",
        "|".join(
            f"{word} {whose}{rule}"
            for word in ("violated", "violation of", "against")
            for whose in ("", "the ", "our ", "company ")
            for rule in _PROCESS
        ),
        means_other=near(_SOFTWARE_POLICY),
    ),
    phrase(
        "PM407",
        r"\bdid(?:n't| not) follow (?:the |our )?"
        r"(?:process|policy|procedure|runbook|protocol|checklist)\b",
        "did not follow|didn*",
        "process|policy|procedure|runbook|protocol|checklist",
    ),
    phrase("PM407", r"\bcommon sense\b", "common sense"),
    phrase("PM408", r"\b(?:in|with) (?:hindsight|retrospect)\b", "hindsight|retrospect"),
    phrase("PM408", r"\bobviously\b|\bof course\b", "obviously|of course"),
    phrase("PM408", r"\bit (?:was|is) (?:obvious|clear) that\b", "obvious that|clear that"),
    phrase(
        "PM409",
        r"\b(?:the|a single|one) (?:true |real |actual |underlying )?root(?:-| )cause "
        r"(?:was|is|of)\b|\bsole cause\b|\bcaused solely by\b",
        "root cause|sole cause|solely by",
    ),
    phrase(
        "PM410",
        r"\bmore (?:careful|cautious|diligent|vigilant|attentive)\b"
        r"|\b(?:be|is|are) (?:very |extra )?careful (?:to|when|with|about)\b"
        r"|\bpay (?:more|closer) attention\b|\btry harder\b",
        "careful|cautious|diligent|vigilant|attentive|attention|harder",
        means_other=is_after_machine,
    ),
    phrase(
        "PM410",
        r"\bremind (?:everyone|people|the team|engineers|staff|all)\b"
        r"|\b(?:re-?train|retraining) (?:the |all |our )?"
        r"(?:engineers?|team|staff|operators?|people)\b",
        "remind|re train|retrain*",
    ),
    phrase(
        "PM411",
        r"^(?: )?(?:[-*+]|\d+[.)]) (investigate|look into|consider|think about|explore|improve"
        r"|make sure|ensure|monitor|be aware)\b",
        "investigate|look into|consider|think about|explore|improve|make sure|ensure|monitor"
        "|be aware",
        means_other=_hands_something_over,
    ),
    phrase(
        "PM412",
        r"(?<![\w/.@`])@(?!(?:here|channel|everyone|all|team)\b)[a-z][\w-]{1,38}+(?![\w/-])",
        "@*",
    ),
    phrase(
        "PM413",
        r"\bwho (?:is|was) (?:to blame|at fault|responsible for (?:the|this) "
        r"(?:outage|incident|mistake|error))\b|\b(?:is|was|are|were) to blame\b",
        "to blame|who is|who was",
    ),
    phrase(
        "PM413",
        rf"\b(?:his|her|their|my|our|your|whose) fault\b(?!(?:-| )(?:{_NO_BLAME}))",
        "his fault|her fault|their fault|my fault|our fault|your fault|whose fault",
    ),
)

SIEVE = Sieve(PHRASES)
