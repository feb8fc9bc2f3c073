"""The operator's and the auditor's command for the register."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from gemportal.kernel.actor import clock_for
from gemportal.kernel.acts import perform
from gemportal.kernel.errors import Refusal
from gemportal.register import keys
from gemportal.register.keeping import handed_out, notes_in_texts
from gemportal.register.replaying.commands import replay
from gemportal.register.rotating.acts import rotate_key
from gemportal.register.rotating.rules import ROTATE
from gemportal.register.verify import Report
from gemportal.register.verify import verify as recompute
from gemportal.register.witnessing.acts import WITNESS, end_alarm
from gemportal.register.witnessing.asking import configured
from gemportal.register.witnessing.queries import Standing, alarms, standings


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
    help="A text with checkpoints that you kept earlier, such as a receipt: the register must still extend them.",
)
@with_appcontext
def verify(kept: tuple[Path, ...]) -> None:
    """Recompute the whole register and every checkpoint; exits with 1 at any difference.

    The last checkpoint that this machine handed out counts as one that was kept.
    """
    verifier = keys.verifier()
    if verifier is None:
        sys.exit(f"gemportal: the register's key is not in {current_app.config['REGISTER_KEY_FILE']}")
    own = handed_out.note()
    notes = [note for path in kept for note in notes_in_texts.find(path.read_text("utf-8"), verifier.name)]
    report = recompute(verifier, [*notes, own] if own is not None else notes)
    click.echo(f"register: {verifier}")
    click.echo(f"checked:  {_checked(report)}")
    told = alarms(configured())
    for alarm in told:
        click.echo(alarm, err=True)
    if not report.differences:
        click.echo("result:   everything agrees" if not told else "result:   everything agrees, but not with a witness")
        sys.exit(1 if told else 0)
    for difference in report.differences:
        click.echo(f"entry {difference.index}: {difference.sentence}", err=True)
    click.echo(f"result:   the first wrong index is {report.differences[0].index}", err=True)
    sys.exit(1)


@register.command("rotate-key")
@with_appcontext
def rotate() -> None:
    """Give the register a new key, for which the present one vouches. Run again, it finishes what was interrupted."""
    try:
        with keys.alone():
            if not keys.put_in_place():
                keys.prepare()
                perform(rotate_key, clock_for(ROTATE))
                keys.put_in_place()
            verifier = keys.signer().verifier
    except (Refusal, OSError) as error:
        sys.exit(f"gemportal: {error}")
    click.echo(f"register: {verifier}")
    click.echo(
        "The old key is gone from this machine. Keep a copy of the new one elsewhere, and give witnesses the line above."
    )


@register.command("witnesses")
@click.option("--again", metavar="NAME", help="End the alarm of this witness: it is asked again at the next tick.")
@with_appcontext
def witnesses(again: str | None) -> None:
    """Say how the witnesses stand."""
    found = configured()
    if again is not None:
        named = [one for one in found if one.name == again]
        if not named:
            sys.exit(f"gemportal: no witness is named {again}")
        for one in named:
            perform(end_alarm, clock_for(WITNESS), one.key)
    for standing in standings(found):
        click.echo(f"{standing.name}: {_standing(standing)}")


def _standing(standing: Standing) -> str:
    if standing.alarm is not None:
        return f"alarm: {standing.alarm.value}, {standing.alarm_size} entries"
    return (
        f"cosigned {standing.size} entries at {standing.at:%Y-%m-%dT%H:%M:%SZ}"
        if standing.at
        else "cosigned nothing yet"
    )


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
