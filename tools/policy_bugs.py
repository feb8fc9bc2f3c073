"""Does the access matrix see a mistake in the policy? Seeds one at a time in a copy of the tree: `make policy-bugs`.

Each of these is a mistake that somebody could make in a table, and that reads harmlessly. The matrix has to fail at every one.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Bug:
    """In `file` the one place that reads `right` reads `wrong` instead; `part` narrows the matrix to where it must show."""

    what: str
    file: str
    right: str
    wrong: str
    part: str = ""


PEOPLE, SETTINGS = "gemportal/people/policy.py", "gemportal/settings/policy.py"
INITIATIVES, GROUPS = "gemportal/initiatives/policy.py", "gemportal/groups/policy.py"
VOTING, DECISIONS = "gemportal/voting/policy.py", "gemportal/decisions/policy.py"
ORGANISATIONS = "gemportal/organisations/policy.py"

BUGS = (
    Bug(
        "a representative ends the deputies of every organisation",
        PEOPLE,
        "_what(subject) == actor.organisation and getattr",
        "getattr",
        "mensen",
    ),
    Bug(
        "a coordinator uses the office on the organisation they also represent",
        PEOPLE,
        "return not _about_an_office(actor, subject) and coordinator_of_others.covers(actor, _what(subject))",
        "return not _about_an_office(actor, subject)",
        "mensen",
    ),
    Bug(
        "a deputy appoints deputies",
        PEOPLE,
        "return actor.mandate_role is MandateRole.REPRESENTATIVE",
        "return actor.mandate_role is not None",
        "organisatie",
    ),
    Bug(
        "a representative revokes what another one offered",
        PEOPLE,
        "(*_officers, own_inviter, the_merger),",
        "(*_officers, representative, the_merger),",
        "mensen",
    ),
    Bug(
        "whoever is signed in changes settings",
        SETTINGS,
        "import May, chair, coordinator, declare",
        "import May, chair, declare, signed_in as coordinator",
        "instellingen",
    ),
    Bug(
        "a coordinator stops an initiative in whose group they have a seat at home",
        INITIATIVES,
        "_is_not_own(actor, initiative) and not _takes_part_at_home(actor, initiative)",
        "_is_not_own(actor, initiative)",
        "stoppen",
    ),
    Bug(
        "every member edits every draft",
        INITIATIVES,
        "return initiative is None or actor.organisation == initiative.organisation_code",
        "return True",
        "concept",
    ),
    Bug(
        "an initiative is withdrawn after a group began",
        INITIATIVES,
        "(proposer,), on(OPEN), with_reason)",
        "(proposer,), LIVING, with_reason)",
        "intrekken",
    ),
    Bug(
        "whoever takes part plans and starts steps, as if they led",
        GROUPS,
        '"groups:start-step", _l("een stap starten"), (lead,)',
        '"groups:start-step", _l("een stap starten"), (decider,)',
        "starten",
    ),
    Bug(
        "a member votes in a group that it has no seat in",
        VOTING,
        'line.key in fact(actor, "voting:roll") and ',
        "",
        "stem",
    ),
    Bug(
        "whoever takes part in one group decides in every group",
        DECISIONS,
        'return subject is None or subject.group_number in fact(actor, "groups:member")',
        "return True",
        "besluiten",
    ),
    Bug(
        "a coordinator admits the municipality they represent",
        ORGANISATIONS,
        "(coordinator_of_others, members_vote, the_merger)",
        "(coordinator, members_vote, the_merger)",
        "leden",
    ),
)


def seeded(bug: Bug, folder: Path) -> None:
    """Put the mistake into the copy; a place that is not there exactly once is a mistake in this list."""
    file = folder / bug.file
    text = file.read_text()
    if text.count(bug.right) < 1:
        sys.exit(f"{bug.file} does not read {bug.right!r} any more; bring tools/policy_bugs.py up to date")
    file.write_text(text.replace(bug.right, bug.wrong, 1))


def caught(bug: Bug) -> bool:
    """Whether the matrix fails on a copy with this mistake in it."""
    with tempfile.TemporaryDirectory(prefix="gemportal-policy-") as place:
        folder = Path(place) / "tree"
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
        words = "gemportal/translations/en/LC_MESSAGES/messages.mo"
        shutil.copyfile(ROOT / words, folder / words)
        seeded(bug, folder)
        matrix = (
            ["tests/integration/access/test_matrix.py", "-k", bug.part] if bug.part else ["tests/integration/access"]
        )
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:randomly", *matrix]
        found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if found.returncode not in {0, 1}:
            sys.exit(f"{bug.what}: the matrix could not run\n{found.stdout[-2000:]}{found.stderr[-2000:]}")
        return found.returncode == 1


def main() -> None:
    missed = 0
    for bug in BUGS:
        found = caught(bug)
        missed += not found
        print(f"{'caught' if found else 'MISSED':8} {bug.what}", flush=True)
    print(f"{len(BUGS) - missed} of {len(BUGS)} caught")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
