"""The command `towpath`: options for all verbs, and what becomes of errors.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 needs an answer that nobody is there to give.
Errors are one line on stderr: `towpath: WHAT: WHY (WHAT TO DO)`.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence

import click

from towpath import __version__
from towpath.model.desktop import Start
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.login_url import read_login_url
from towpath.model.place_text import is_address
from towpath.model.words import line
from towpath.store.paths import Profile, find_profile

DONE, FAILED, WRONG_USAGE, NEEDS_ANSWER = 0, 1, 2, 3
_NEED_SOMEBODY = (ProblemKind.NEEDS_ANSWER, ProblemKind.LOGIN_NEEDED, ProblemKind.NO_ENGINE)

StartWindow = Callable[[Profile, Start], int]

_VERBS = {
    "list": "verbs_connections:list_verb",
    "show": "verbs_connections:show_verb",
    "add": "verbs_connections:add_verb",
    "edit": "verbs_connections:edit_verb",
    "remove": "verbs_connections:remove_verb",
    "status": "verbs_connections:status_verb",
    "resolve": "verbs_hosts:resolve_verb",
    "import": "verbs_hosts:import_verb",
    "export": "verbs_profile:export_verb",
    "backup": "verbs_profile:backup_verb",
    "restore": "verbs_profile:restore_verb",
    "up": "up:up_verb",
    "down": "verbs_tunnels:down_verb",
    "retry": "verbs_tunnels:retry_verb",
    "check": "verbs_tunnels:check_verb",
    "forward": "verbs_forwards:forward_verb",
    "unforward": "verbs_forwards:unforward_verb",
    "stdio": "stdio:stdio_verb",
    "get": "verbs_files:get_verb",
    "put": "verbs_files:put_verb",
    "copy": "verbs_files:copy_verb",
    "ls": "ls:ls_verb",
    "sync": "sync:sync_verb",
    "proxy": "verbs_browser:proxy_verb",
    "route": "verbs_browser:route_verb",
    "pac": "verbs_browser:pac_verb",
    "browse": "verbs_browser:browse_verb",
    "open": "verbs_web_apps:open_verb",
    "rules": "verbs_rules:rules_verb",
    "keys": "verbs_keys:keys_verb",
    "known-hosts": "verbs_trust:known_hosts_verb",
    "secrets": "verbs_trust:secrets_verb",
    "activity": "verbs_activity:activity_verb",
    "autostart": "verbs_desktop:autostart_verb",
}
"""Where each verb is: its module is loaded only when it is called, because `stdio` must start fast."""


_PREFILL = "prefill"
"""The hidden verb that an address in place of a verb stands for."""


class _Verbs(click.Group):
    """The verbs of the table, and those that were added."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(context, [_PREFILL, *arguments] if is_address(arguments[0]) else arguments)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *_VERBS])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return super().get_command(context, name)
        module, _, verb = _VERBS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"towpath.cli.{module}"), verb)
        return command


def make_program(start_window: StartWindow, more_verbs: Sequence[click.Command] = ()) -> click.Group:
    """The command with all its verbs. `start_window` runs when no verb is given, or an address in its place."""

    @click.group(cls=_Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    @click.option("--config", metavar="DIR", help="Use another profile folder (also TOWPATH_CONFIG).")
    @click.option("--hidden", is_flag=True, help="Start in the tray, without the window.")
    @click.version_option(__version__, prog_name="towpath")
    @click.pass_context
    def towpath(context: click.Context, config: str | None, hidden: bool) -> None:
        """Tunnels through SSH gateways. Without a verb: start the tray program.

        An address in place of a verb (ssh://user@host, sftp://user@host/path) fills in Quick connect in its window.
        """
        context.obj = find_profile(config)
        if context.invoked_subcommand is None:
            context.exit(start_window(context.obj, Start(hidden=hidden)))
        if hidden:
            raise click.UsageError("--hidden goes with no verb")

    @towpath.command(_PREFILL, hidden=True)
    @click.argument("url")
    @click.pass_obj
    def prefill(profile: Profile, /, url: str) -> int:
        """Start the window, or show the one there is, with Quick connect filled in."""
        return start_window(profile, Start(url=read_login_url(url)))

    for verb in more_verbs:
        towpath.add_command(verb)
    return towpath


def run(program: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code. Everything that goes wrong becomes one line on stderr."""
    logging.getLogger().addHandler(logging.NullHandler())  # logging's last resort would print behind our lines
    try:
        code = program.main(args=arguments, prog_name="towpath", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "towpath"
        what = " ".join(_wrong_usage(error).split())  # some list choices, one a line
        return _fail(f"usage: {what} (see `{verb} --help`)", WRONG_USAGE)
    except click.ClickException as error:
        return _fail(error.format_message(), FAILED)
    except TowpathError as error:
        return _fail(str(error), _exit_code(error.problem))
    except (KeyboardInterrupt, click.Abort):
        return _fail(str(Cancelled()), FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at exit
        return FAILED
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        return _fail(line(Problem(ProblemKind.INTERNAL, str(error.filename or "system error"), facts)), FAILED)


def _wrong_usage(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # its message is all the help
        group = error.ctx.command
        return f"say which: {', '.join(sorted(group.commands) if isinstance(group, click.Group) else ())}"
    return error.format_message()


def _exit_code(problem: Problem) -> int:
    if problem.kind in _NEED_SOMEBODY:
        return NEEDS_ANSWER
    return WRONG_USAGE if problem.kind is ProblemKind.INVALID else FAILED


def _fail(text: str, code: int) -> int:
    print(f"towpath: {text}", file=sys.stderr)  # noqa: T201 - this is where errors are printed
    return code
