"""What the register tells of initiatives: their texts, who proposed them, and who declared what."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from gemportal.initiatives import queries
from gemportal.initiatives.models import CoProposer, Initiative, InitiativeVersion, Willingness
from gemportal.initiatives.proposal import FIELDS, ProposalText
from gemportal.initiatives.rules import TOLD, WORDS, Backing, Declaration, InitiativeStatus
from gemportal.kernel import db
from gemportal.register.log import written
from gemportal.register.replaying.telling import Shown, Told, day, moment, replays, shows

BECOMES = {
    "initiatives:begin-forming": InitiativeStatus.FORMING,
    "initiatives:activate": InitiativeStatus.ACTIVE,
}
ENDS_AS = {
    "initiatives:deliver": InitiativeStatus.DELIVERED,
    "initiatives:withdraw": InitiativeStatus.WITHDRAWN,
    "initiatives:stop": InitiativeStatus.STOPPED,
    "initiatives:lapse": InitiativeStatus.LAPSED,
}


@replays("initiatives:publish")
def published(told: Told) -> None:
    initiative = Initiative(
        number=told.subject,
        organisation_code=told.organisation,
        status=InitiativeStatus.OPEN,
        version=told.data["version"],
        confirm_from=told.data["version"],
        created_at=told.at,
        published_at=told.at,
        closes_on=date.fromisoformat(told.data["closes_on"]),
    )
    session = db.session()
    session.add(initiative)
    session.flush()
    _add_version(initiative, told)
    session.add_all(
        CoProposer(initiative_id=initiative.id, organisation_code=code, asked_at=told.at, agreed_at=told.at)
        for code in told.data["co_proposers"]
    )


@replays("initiatives:revise")
def revised(told: Told) -> None:
    initiative = _subject_of(told)
    initiative.version = told.data["version"]
    if told.data["asks_confirmation"]:
        initiative.confirm_from = initiative.version
    _add_version(initiative, told)


def _add_version(initiative: Initiative, told: Told) -> None:
    why = (told.part or {}).get("why")
    key = {"initiative_id": initiative.id, "version": initiative.version}
    db.session().add(InitiativeVersion(**key, changed_at=told.at, why=why, **vars(ProposalText.read(told.data))))


@replays(*BECOMES)
def went_on(told: Told) -> None:
    _subject_of(told).status = BECOMES[told.act]


@replays(*ENDS_AS)
def ended(told: Told) -> None:
    initiative = _subject_of(told)
    initiative.status, initiative.ended_at = ENDS_AS[told.act], told.at
    initiative.reason = told.words("reason")


@replays("initiatives:reopen")
def reopened(told: Told) -> None:
    initiative = _subject_of(told)
    initiative.status, initiative.closes_on = InitiativeStatus.OPEN, date.fromisoformat(told.data["closes_on"])
    current = sa.and_(Willingness.initiative_id == initiative.id, Willingness.current)
    db.session().execute(sa.update(Willingness).where(current).values(late=False))


@replays("initiatives:declare-willingness")
def declared(told: Told) -> None:
    initiative = _subject_of(told)
    before = queries.current_declaration(initiative.id, told.organisation)
    if before is not None:
        before.give_way()
        db.session().flush()
    db.session().add(
        Willingness(
            initiative_id=initiative.id,
            organisation_code=told.organisation,
            since=moment(told.data["since"]),
            declared_at=told.at,
            version=told.data["version"],
            current=True,
            late=told.data["late"],
            entry=told.index,
            **vars(Declaration.read(told.data, told.part or {})),
        )
    )


@replays("initiatives:confirm-willingness")
def confirmed(told: Told) -> None:
    _declaration_of(told, told.organisation).version = told.data["version"]


@replays("initiatives:back-willingness")
def backed(told: Told) -> None:
    declaration = _declaration_of(told, told.organisation)
    declaration.backing, declaration.backing_url = Backing(told.data["backing"]), told.data["backing_url"]


@replays("initiatives:withdraw-willingness")
def declaration_withdrawn(told: Told) -> None:
    declaration = _declaration_of(told, told.organisation)
    declaration.give_way()
    declaration.withdrawn_at = told.at


@replays("initiatives:take-over-willingness")
def declaration_taken_over(told: Told) -> None:
    old = _declaration_of(told, told.data["from"])
    old.give_way()
    db.session().flush()
    if not told.data["own_goes_before"]:
        db.session().add(old.passed_to(told.data["org"], told.index))


@replays("initiatives:take-over")
def taken_over(told: Told) -> None:
    initiative = _subject_of(told)
    row = queries.co_proposer(initiative.id, told.data["org"])
    if row is not None:
        db.session().delete(row)
    initiative.organisation_code = told.data["org"]


def _subject_of(told: Told) -> Initiative:
    return db.session().scalars(sa.select(Initiative).where(Initiative.number == told.subject)).one()


def _declaration_of(told: Told, code: str | None) -> Willingness:
    query = (
        sa.select(Willingness)
        .join(Initiative, Initiative.id == Willingness.initiative_id)
        .where(Initiative.number == told.subject, Willingness.organisation_code == code, Willingness.current)
    )
    return db.session().scalars(query).one()


@shows("initiative")
def initiatives() -> Iterator[tuple[str, Shown]]:
    together: dict[int, list[str]] = defaultdict(list)
    agreed = sa.select(CoProposer.initiative_id, CoProposer.organisation_code).where(CoProposer.agreed_at.is_not(None))
    for initiative_id, code in db.session().execute(agreed):
        together[initiative_id].append(code)
    for row in db.session().scalars(sa.select(Initiative).where(Initiative.number.is_not(None))):
        yield (
            str(row.number),
            {
                "proposer": row.organisation_code,
                "co_proposers": sorted(together[row.id]),
                "status": row.status,
                "version": row.version,
                "confirm_from": row.confirm_from,
                "published": day(row.published_at),
                "closes_on": row.closes_on and row.closes_on.isoformat(),
                "ended": day(row.ended_at),
                "reason": row.reason,
            },
        )


@shows("version")
def versions() -> Iterator[tuple[str, Shown]]:
    query = (
        sa.select(Initiative.number, InitiativeVersion)
        .join(Initiative, Initiative.id == InitiativeVersion.initiative_id)
        .where(Initiative.number.is_not(None))
    )
    for number, row in db.session().execute(query):
        text = {name: getattr(row, name) for name in FIELDS}
        yield f"{number} {row.version}", {**text, "changed": day(row.changed_at), "why": row.why}


@shows("willingness")
def declarations() -> Iterator[tuple[str, Shown]]:
    """Every declaration there was, by the index of its entry. Who would like to do it is a person's name: no entry has it."""
    query = sa.select(Initiative.number, Willingness).join(Initiative, Initiative.id == Willingness.initiative_id)
    for number, row in db.session().execute(query):
        said = Declaration(**{name: getattr(row, name) for name in (*TOLD, *WORDS)})
        yield (
            f"{number} {row.organisation_code} {row.entry}",
            {
                **said.told(),
                **said.words,
                "since": written(row.since),
                "declared": day(row.declared_at),
                "withdrawn": day(row.withdrawn_at),
                "version": row.version,
                "current": row.current,
                "late": row.late,
            },
        )
