"""What goes wrong with site rules and browsers."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.SITE_BLOCKED: lambda say: (
        say("{subject} is blocked"),
        say("the rule {rule} says so") if say["rule"] else say("a rule says so"),
        say("change the rule on the page Browser, or with: towpath rules"),
    ),
    ProblemKind.TAKEN_DOWN_BY_HAND: lambda say: (
        say("{subject} is not brought up for a browser"),
        say("it was disconnected by hand, or its login was cancelled"),
        say("connect it again"),
    ),
    ProblemKind.UNKNOWN_RULE: lambda say: (
        say("no rule {subject}"),
        say("there is none"),
        say("see: towpath rules list"),
    ),
    ProblemKind.RULE_FILE_MALFORMED: lambda say: (
        say("cannot read the rules in {subject}"),
        say.if_told("line {line}: ") + (say["detail"] or say("it is in no format that is known here")),
        say("FoxyProxy, SwitchyOmega, AutoProxy, PAC files and lists of domains can be read"),
    ),
    ProblemKind.NO_BROWSER: lambda say: (
        say("cannot start {subject}") if say["subject"] else say("cannot start a browser"),
        say("it is not installed") if say["subject"] else say("none is installed that can have a profile of its own"),
        say("install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox"),
    ),
    ProblemKind.BROWSER_NOT_STARTED: lambda say: (
        say("{subject} did not start"),
        say["detail"],
        say["advice"] or say("start it once by hand"),
    ),
    ProblemKind.SYSTEM_PROXY_FAILED: lambda say: (
        say("the proxy setting of {subject} was not changed", subject=say["subject"] or say("the desktop")),
        say["detail"] or say("the desktop did not take it"),
        say["hint"] or say("start a browser from the page Browser instead"),
    ),
    ProblemKind.ROUTER_MOVED: lambda say: (
        say("browsers reach Towpath on another port now, {subject}"),
        say("{holder} took {old}", holder=say["holder"] or say("another program")),
        say("start again those browsers that were started here"),
    ),
}
