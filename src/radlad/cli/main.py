"""`radlad`: finds what was asked for and runs it; maps each error to one message and one exit code.

0: done; 1: a document could not be read, or something is wrong with the installation; 2: a wrong setting or argument.
Each command imports only what it needs: `radlad read` never loads Django.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from radlad import __version__
from radlad.cli.parser import parser
from radlad.domain.errors import RadladError
from radlad.settings import Settings

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; answers its exit code."""
    try:
        try:
            return _answered(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Who read the output has gone; without this, Python complains of it again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _answered(arguments: Sequence[str] | None) -> int:
    whole = parser()
    asked = whole.parse_args(arguments)
    if asked.version:
        print(__version__)
        return 0
    if asked.command is None:
        whole.print_help()
        return 2
    try:
        return _run(asked, Settings.from_environment())
    except RadladError as error:
        print(f"radlad : {error.message}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(asked: Namespace, settings: Settings) -> int:
    match asked.command:
        case "read":
            from radlad.cli.reading import read_one

            return read_one(settings, asked.file, (asked.couloir, asked.sons, asked.type))
        case "batch":
            from radlad.cli.reading import read_batch

            return read_batch(settings, asked.requests, asked.root, asked.out, asked.jobs)
        case "doctor":
            from radlad.cli.examination import examine

            return examine(settings, asked.mend)
        case "backup" | "restore":
            from radlad.cli import saving

            return (saving.back_up if asked.command == "backup" else saving.restore)(settings, asked)
        case "manage" | "migrate" | "client" | "user" | "reader" | "lane":
            from radlad.cli.django_command import django_command

            return django_command(settings, asked)
        case _:
            return _serve(asked, settings)


def _serve(asked: Namespace, settings: Settings) -> int:
    match asked.command:
        case "serve":
            from radlad.cli.serving import serve

            serve(settings)
        case "run":
            from radlad.cli.serving import serve_with_samples

            serve_with_samples(settings, asked.samples)
        case "web":
            from radlad.cli.web_server import serve_web

            serve_web(settings)
        case "worker":
            from radlad.web.config.worker import main as work

            work()
        case "sandbox":
            from radlad.sandbox.server import run

            run(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
