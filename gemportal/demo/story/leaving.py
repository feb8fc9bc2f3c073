"""Who comes and goes: a member that left, one that gave notice, and a partner that would like to take part."""

from gemportal.demo.cast import DOMAIN, LEFT
from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story.cooperative import enrol
from gemportal.kernel import clock
from gemportal.kernel.actor import NOBODY, MandateRole
from gemportal.organisations import acts as organisations
from gemportal.organisations.applying import acts as applying
from gemportal.organisations.applying.acts import Applicant
from gemportal.people import acts as people


def a_member_leaves(stage: Stage) -> Storyline:
    """Scherpenzeel is small, finds that it has nobody to spare, and leaves after ten months."""
    yield 352
    ground = f"Besluit {stage.numbers['admission']} over het toelaten van leden"
    stage.do(organisations.admit, stage.coordinator, stage.codes[LEFT], clock.today(), ground)
    enrol(stage, LEFT, MandateRole.REPRESENTATIVE)
    yield 120
    reason = "Wij hebben te weinig mensen om mee te doen. Wij blijven gebruiken wat de coöperatie maakt."
    stage.do(organisations.give_notice, stage.by(LEFT), stage.day(80), reason)
    yield 79
    stage.do(people.end_mandate, stage.coordinator, stage.by(LEFT).mandate_id or 0)
    stage.gone(LEFT)


def a_member_gives_notice(stage: Stage) -> Storyline:
    """Texel will leave, and the coordinator sees it coming."""
    yield 2
    reason = "Onze samenwerking loopt voortaan via de omgevingsdienst."
    stage.do(organisations.give_notice, stage.by("texel"), stage.day(-45), reason)


def a_partner_applies(stage: Stage) -> Storyline:
    """Somebody of a safety region applies; the coordinator still has to decide."""
    yield 3
    who = Applicant(
        "Wessel Wielewaal",
        f"wessel@veiligheidsregio.{DOMAIN}",
        "informatiemanager",
        "Wij werken al met drie leden aan crisiscommunicatie en denken graag mee.",
    )
    token = stage.chance.randbytes(32)
    stage.do(applying.apply, NOBODY, who, token, "de link", partner_name="Veiligheidsregio Voorbeeld")
    stage.do(applying.confirm_application, NOBODY, token)
