"""The operator's and the auditor's command for the register."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from gemportal.register import keys
from gemportal.register.replaying.commands import replay
from gemportal.register.verify import Report
from gemportal.register.verify import verify as recompute


@click.group("register")
def register() -> None:
    """The public register."""


register.add_command(replay)


@register.command("verify")
@click.option(
    "--kept",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that you kept earlier: the register must still extend it.",
)
@with_appcontext
def verify(kept: tuple[Path, ...]) -> None:
    """Recompute the whole register and every checkpoint; exits with 1 at any difference."""
    verifier = keys.signer().verifier
    report = recompute(verifier, [path.read_text("utf-8") for path in kept])
    click.echo(f"register: {verifier}")
    click.echo(f"checked:  {_checked(report)}")
    if not report.differences:
        click.echo("result:   everything agrees")
        return
    for difference in report.differences:
        click.echo(f"entry {difference.index}: {difference.sentence}", err=True)
    click.echo(f"result:   the first wrong index is {report.differences[0].index}", err=True)
    sys.exit(1)


def _checked(report: Report) -> str:
    words = [
        f"{report.entries} entries, each with its hash",
        f"{report.nodes} nodes of the tree",
        f"{report.checkpoints} signed checkpoints",
        f"{report.parts} private parts ({report.erased} erased)",
    ]
    if report.rebuilt:
        words.append(f"{report.rebuilt} things that the rows say, rebuilt from the entries")
    if report.kept:
        words.append(f"{report.kept} kept checkpoints")
    return ", ".join(words + [f"the rows of {name}" for name in report.checks])
