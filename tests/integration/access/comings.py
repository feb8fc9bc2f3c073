"""Who comes and goes in the world of the matrix: applications, members and partners that will leave, a merger ahead."""

from datetime import timedelta

from gemportal.kernel import clock
from gemportal.kernel.actor import NOBODY
from gemportal.kernel.tokens import digest_of
from gemportal.organisations import acts as organisations
from gemportal.organisations.applying import acts, queries
from gemportal.organisations.applying.acts import Applicant
from gemportal.organisations.merging.acts import record_merger
from tests.factories import members
from tests.factories.members import HENGELO, UTRECHT, ZWOLLE, coordinator, representative
from tests.integration.access.world import AMSTERDAM, ENSCHEDE, Objects
from tests.support.house import House

ALMELO = "GM0141"
# Each stands in the database with its name: a canary that no public page may show.
CANARY = "Kanarie van een aanmelding"


def build(house: House) -> Objects:
    """Make them on the world; gives the address part of every object by its name."""
    members.municipality(house, ALMELO)
    later = clock.today() + timedelta(days=40)
    house.perform(organisations.give_notice, representative(house, UTRECHT), later)
    house.perform(organisations.end_membership, coordinator(house), ENSCHEDE, later, "betaalt niet")
    house.perform(record_merger, coordinator(house), ALMELO, ZWOLLE, later)
    partners = {
        "partner": members.partner(house, "Stichting Voorbeeld"),
        "leaving_partner": members.partner(house, "Netbeheer Voorbeeld"),
    }
    house.perform(organisations.end_partner, coordinator(house), partners["leaving_partner"], later, "klaar")
    return partners | _applications(house) | {"later": later.isoformat()}


def _applications(house: House) -> Objects:
    made: Objects = {"application_token": "kanarie-een", "confirmed_token": "kanarie-twee"}
    _apply(house, "kanarie-een", AMSTERDAM, confirmed=False)
    made["unconfirmed"] = _number(house, "kanarie-een")
    _apply(house, "kanarie-twee", AMSTERDAM)
    made["application"] = _number(house, "kanarie-twee")
    _apply(house, "kanarie-drie", HENGELO)
    made["application_of_former"] = _number(house, "kanarie-drie")
    _apply(house, "kanarie-vier", None)
    made["application_of_partner"] = _number(house, "kanarie-vier")
    _apply(house, "kanarie-vijf", AMSTERDAM)
    made["declined"] = _number(house, "kanarie-vijf")
    house.perform(acts.decline_application, coordinator(house), int(made["declined"]), CANARY)
    return made


def _apply(house: House, key: str, code: str | None, *, confirmed: bool = True) -> None:
    who = Applicant(CANARY, f"{key}@gemeente.example", CANARY, CANARY)
    partner_name = None if code else CANARY
    house.perform(acts.apply, NOBODY, who, digest_of(key), "link", code=code, partner_name=partner_name)
    if confirmed:
        house.perform(acts.confirm_application, NOBODY, digest_of(key))


def _number(house: House, key: str) -> str:
    return str(house.ask(queries.held_by, digest_of(key)).application_id)
