"""Signing the checkpoint that closes a transaction: by one key or, where it changes hands, by both."""

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from gemportal.kernel import db
from gemportal.register import keys, tree
from gemportal.register.models import Entry
from gemportal.register.notes import Signer, TreeHead
from gemportal.register.rotating.rules import ROTATE

_SUCCESSOR = "register.successor"


def checkpoint(session: Session, size: int, previous: str | None) -> str:
    """The signed note over the first `size` entries, by whoever's turn it is after the note `previous`.

    Raises `Unavailable` when that key is not here.
    """
    text = TreeHead(current_app.config["REGISTER_ORIGIN"], size, tree.root(size)).text
    signer, successor = keys.signer_after(previous), _successor(session)
    return successor.sign(text, signer) if successor else signer.sign(text)


def hand_over_to(successor: Signer, index: int) -> None:
    """Let `successor` sign the checkpoint of the present transaction first: entry `index` says so."""
    db.session().info[_SUCCESSOR] = (index, successor)


def _successor(session: Session) -> Signer | None:
    index, successor = session.info.pop(_SUCCESSOR, (None, None))
    if successor is None:
        return None
    # The entry may have been undone meanwhile, with its savepoint or with the whole act.
    return successor if session.scalar(sa.select(Entry.act).where(Entry.index == index)) == ROTATE else None
