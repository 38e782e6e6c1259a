"""towpath(1), made of what `towpath --help` and `towpath VERB --help` say, so that it tells the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from towpath import __version__
from towpath.cli.main import make_program
from towpath.demo.verb import demo_verb

HEAD = """.TH TOWPATH 1 "" "Towpath {version}" "User Commands"
.SH NAME
towpath, towpath\\-gui \\- keep SSH connections, and what runs through them, up behind gateways
.SH SYNOPSIS
.B towpath
.RI [ OPTION ...]
.RI [ URL ]
.br
.B towpath
.RB [ \\-\\-config
.IR DIR ]
.I VERB
.RI [ ARGUMENT ...]
.SH DESCRIPTION
"""
TAIL = """.SH EXIT STATUS
.TP
0
Done.
.TP
1
Failed; one line on standard error says what, why, and what to do.
.TP
2
Wrong usage.
.TP
3
An answer was needed, and nobody was there to give it.
.SH ENVIRONMENT
.TP
.B TOWPATH_CONFIG
The profile folder, as with
.BR \\-\\-config .
.SH FILES
.TP
.I ~/.config/towpath
The profile: saved connections, settings, rules, and what was under way.
.TP
.I ~/.ssh
Keys, known hosts and hosts of OpenSSH, which Towpath shares with it.
.SH SEE ALSO
.BR ssh (1),
.BR ssh_config (5),
.BR ssh\\-keygen (1)
"""


def man_page() -> str:
    """The page in the language of man(7)."""
    program = make_program(lambda _profile, _how: 0, [demo_verb(lambda _profile, _how: 0, lambda _engine, _path: None)])
    context = click.Context(program, info_name="towpath", **program.context_settings)
    lines = [HEAD.format(version=__version__), *_description(program), ".SH OPTIONS", *_options(program, context)]
    lines += [".SH VERBS", *_verbs(program, context)]
    return "\n".join(line.rstrip("\n") for line in lines) + "\n" + TAIL


def _verbs(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        verb = group.get_command(context, name)
        if verb is None or verb.hidden:
            continue
        inner = click.Context(verb, info_name=name, parent=context)
        if isinstance(verb, click.Group):
            yield f".SS {_text(inner.command_path)}"
            yield from _description(verb)
            yield from _verbs(verb, inner)
            continue
        yield f".SS {_text(' '.join([inner.command_path, *verb.collect_usage_pieces(inner)]))}"
        yield from _description(verb)
        yield from _options(verb, inner)


def _description(command: click.Command) -> Iterator[str]:
    """Paragraphs, of which those behind \\b keep their lines."""
    for paragraph in (command.help or "").split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield from (".nf", *map(_line, paragraph.splitlines()[1:]), ".fi")
        else:
            yield _line(" ".join(paragraph.split()))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        told_once = context.parent and "--help" in parameter.opts
        if record is None or told_once or not isinstance(parameter, click.Option):  # the description tells of arguments
            continue
        yield ".TP"
        yield f".B {_text(record[0])}"
        yield _line(record[1])


def _line(text: str) -> str:
    """A line of text that is no request, whatever it begins with."""
    return re.sub(r"^(?=[.'])", r"\\&", _text(text))


def _text(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-")


if __name__ == "__main__":
    print(man_page(), end="")
