"""What goes wrong with site rules and browsers."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Sentences

SENTENCES: Sentences = {
    ProblemKind.SITE_BLOCKED: lambda s, f: (
        f"{s} is blocked",
        f"the rule {f('rule')} says so" if f("rule") else "a rule says so",
        "change the rule on the page Browser, or with: towpath rules",
    ),
    ProblemKind.TAKEN_DOWN_BY_HAND: lambda s, f: (
        f"{s} is not brought up for a browser",
        "it was disconnected by hand, or its login was cancelled",
        "connect it again",
    ),
    ProblemKind.UNKNOWN_RULE: lambda s, f: (f"no rule {s}", "there is none", "see: towpath rules list"),
    ProblemKind.RULE_FILE_MALFORMED: lambda s, f: (
        f"cannot read the rules in {s}",
        (f"line {f('line')}: " if f("line") else "") + (f("detail") or "it is in no format that is known here"),
        "FoxyProxy, SwitchyOmega, AutoProxy, PAC files and lists of domains can be read",
    ),
    ProblemKind.NO_BROWSER: lambda s, f: (
        f"cannot start {s}" if s else "cannot start a browser",
        "it is not installed" if s else "none is installed that can have a profile of its own",
        "install Chromium, Chrome, Edge, Brave, Vivaldi or Firefox",
    ),
    ProblemKind.BROWSER_NOT_STARTED: lambda s, f: (
        f"{s} did not start",
        f("detail"),
        f("advice") or "start it once by hand",
    ),
    ProblemKind.SYSTEM_PROXY_FAILED: lambda s, f: (
        f"the proxy setting of {s or 'the desktop'} was not changed",
        f("detail") or "the desktop did not take it",
        f("hint") or "start a browser from the page Browser instead",
    ),
    ProblemKind.ROUTER_MOVED: lambda s, f: (
        f"browsers reach Towpath on another port now, {s}",
        f"{f('holder') or 'another program'} took {f('old')}",
        "start again those browsers that were started here",
    ),
}
