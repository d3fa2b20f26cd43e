"""The law for other programs: `python -m law due FILE.csv`, `explain RULE_ID TRIGGER`, `claim --paid 166.66 --kind fraud`.

0 when everything was answered; 2, and one sentence on standard error for each thing that wasn't.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from law.commands import AMOUNTS, claim_json, explain
from law.commands_due import REFUSED, due, refuse
from law.errors import LawError


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence, without the usage lines."""

    def error(self, message: str) -> NoReturn:
        sys.exit(refuse(message[:1].upper() + message[1:] + "."))


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 when everything was answered, 2 when something was not."""
    args = _parser().parse_args(_joined(sys.argv[1:] if argv is None else list(argv)))
    try:
        if args.command == "due":
            return due(args.file)
        typed = {name: getattr(args, name, None) for name in AMOUNTS}
        _write(explain(args.rule_id, args.trigger) if args.command == "explain" else claim_json(args.kind, typed))
    except LawError as fault:
        return refuse(str(fault))
    except OSError as fault:
        # The reader has gone (`| head`), or the disk is full; a broken stdout would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED if isinstance(fault, BrokenPipeError) else refuse(f"The answer can't be written: {fault}.")
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="python -m law", description="Time limits and claims of Chinese consumer law.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True)
    file = commands.add_parser("due", help="compute when limits end")
    file.add_argument("file", help="CSV with the columns rule_id and trigger (ISO time with offset); - for stdin")
    words = commands.add_parser("explain", help="say how one limit is counted")
    words.add_argument("rule_id", metavar="RULE_ID")
    words.add_argument("trigger", metavar="TRIGGER", help="ISO time with offset")
    claims = commands.add_parser("claim", help="compute what may be claimed, in CNY", allow_abbrev=False)
    claims.add_argument("--kind", required=True, help="refund, fraud, food … (an unknown one lists them all)")
    claims.add_argument("--paid", help="what was paid for the goods; for a deposit, the deposit")
    claims.add_argument("--loss", help="the loss that can be shown")
    claims.add_argument("--price", help="what the goods cost in all, or should have cost")
    claims.add_argument("--multiple", help="how many times the price the seller promised")
    return parser


def _joined(argv: list[str]) -> list[str]:
    """`--paid -inf` as `--paid=-inf`: argparse would take a value with a minus for an option and name the wrong thing."""
    joined: list[str] = []
    for text in argv:
        if joined and joined[-1] in {f"--{name}" for name in AMOUNTS} and text[:1] == "-" and text[:2] != "--":
            joined[-1] += f"={text}"
        else:
            joined.append(text)
    return joined


def _write(text: str) -> None:
    """In UTF-8 whatever the terminal says, so that the answer is the same everywhere."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
