"""What can happen to a setting."""

from gemportal.kernel import clock, db, policy
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act, effect, voted
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.holding import holds
from gemportal.kernel.texts import WHY, check_text
from gemportal.kernel.words import _l
from gemportal.register.log import record
from gemportal.settings import queries, rules
from gemportal.settings.models import SettingValue


@act("settings:change", _l("wijzigt een instelling"), holds=holds("from", "to", apart=("reason",)))
def change_setting(actor: Actor, key: str, value: int, reason: str) -> None:
    """Give the setting `key` a new value within its bounds, for a stated reason."""
    policy.require(actor, "settings:change")
    before = queries.value(rules.known(key))
    _check(key, value)
    reason = check_text(reason, WHY)
    db.session().merge(SettingValue(key=key, value=value, changed_at=clock.now()))
    record(key, {"from": before, "to": value}, private={"reason": reason})


def _check(key: str, value: int) -> None:
    setting = rules.known(key)
    setting.check(value)
    if value == queries.value(setting):
        raise RuleBroken(_l("Dit is al de waarde."))


@effect("settings:change", _check)
def change_as_voted(actor: Actor, key: str, value: int) -> None:
    """Give the setting the value that the members voted for."""
    change_setting(actor, key, value, voted())
