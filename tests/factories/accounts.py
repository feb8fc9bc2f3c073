"""Letters about accounts, and the links in them."""

import re
from urllib.parse import urlsplit

from gemportal.kernel import outbox
from gemportal.kernel.actor import NOBODY, clock_for
from gemportal.kernel.outbox import Letter
from gemportal.people.account import acts, answering
from gemportal.people.account.policy import ANSWERING
from gemportal.people.account.rules import Link
from gemportal.people.rules import digest_of, new_token
from tests.factories import members
from tests.factories.members import KAMPEN, ZWOLLE
from tests.support.house import House


def letters(house: House) -> list[Letter]:
    """Every letter that goes out at a tick, now; they go once."""
    sent: list[Letter] = []
    house.ask(answering.answer)
    house.ask(outbox.send_due, sent.append)
    return sent


def link_in(letter: Letter) -> str:
    """The path of the one link in a letter."""
    (address,) = re.findall(r"https?://\S+", letter.body)
    return urlsplit(address).path


def link() -> tuple[str, Link]:
    """A token, and what an act is given of it."""
    token = new_token()
    return token, Link(digest_of(token), f"http://localhost/{token}")


def forget(house: House, email: str) -> str:
    """Ask a new password for this address, and let a tick go by; gives the token, whether or not it works."""
    token, made = link()
    house.perform(acts.ask_reset, NOBODY, email, made)
    house.perform(acts.answer_resets, clock_for(ANSWERING))
    return token


def ask_for(house: House, code: str, email: str) -> tuple[str, str]:
    """Let the representative of `code` ask for another address; gives the tokens for the old and the new mailbox."""
    (old, of_old), (new, of_new) = link(), link()
    actor = members.representative(house, code)
    house.perform(acts.ask_email_change, actor, members.password_hash(), email, of_old, of_new)
    return old, new


def links(house: House) -> dict[str, str]:
    """The tokens that wait in the mailboxes of the world of the access matrix."""
    replaced = forget(house, members.email_of(ZWOLLE))
    old, new = ask_for(house, KAMPEN, "elders@gemportal.example")
    return {
        "replaced_reset_token": replaced,
        "reset_token": forget(house, members.email_of(ZWOLLE)),
        "old_token": old,
        "new_token": new,
    }
