"""Showing who at home stands behind a declaration, once there is more support than when it was made."""

from gemportal.initiatives.declaring.acts import declared_by, published
from gemportal.initiatives.rules import Backing
from gemportal.initiatives.support.rules import check_strengthened
from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import act
from gemportal.kernel.holding import holds
from gemportal.kernel.words import _l
from gemportal.register.log import record


@act("initiatives:back-willingness", _l("laat zien wie er thuis achter staat"), holds=holds("backing", "backing_url"))
def back_willingness(actor: Actor, number: str, backing: Backing, backing_url: str | None = None) -> None:
    """Strengthen the backing of the declaration of the actor's organisation. It keeps its level, its offer and its dates, so
    this can be done after the call closed too, and while seated."""
    current = declared_by(actor, published(actor, "initiatives:back-willingness", number))
    url = check_strengthened((current.backing, current.backing_url), (backing, backing_url), current.level)
    current.backing, current.backing_url = backing, url
    record(number, {"backing": backing, "backing_url": url})
