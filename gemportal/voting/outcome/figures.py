"""What the sentences of a result count: votes, organisations, euros, and options by name."""

from collections.abc import Iterable, Mapping

from gemportal.kernel.figures import Amount
from gemportal.kernel.words import Message, _l, _ln

NAMED = 5  # A sentence names so many options at most; beyond that it counts them.


def votes(amount: int) -> Message:
    """`12 stemmen`."""
    return _ln("%(votes)s stem", "%(votes)s stemmen", amount, votes=Amount(amount))


def organisations(amount: int) -> Message:
    """`12 organisaties`."""
    return _ln("%(heads)s organisatie", "%(heads)s organisaties", amount, heads=Amount(amount))


def votes_of(amount: int, heads: int) -> Message:
    """The votes, and how many organisations they are of when these do not all weigh one."""
    if amount == heads:
        return votes(amount)
    return _l("%(votes)s van %(organisations)s", votes=votes(amount), organisations=organisations(heads))


def named(options: Iterable[str], titles: Mapping[str, str]) -> str:
    """The titles of these options, in their order."""
    return ", ".join(titles.get(option, option) for option in options)
