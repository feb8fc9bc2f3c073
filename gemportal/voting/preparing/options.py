"""The options of a vote, until it opens: initiatives that are open, and what was written out."""

from gemportal.initiatives import queries as initiatives
from gemportal.kernel import db
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.words import _l
from gemportal.register.canonical import normal
from gemportal.voting import queries
from gemportal.voting.models import VoteOption
from gemportal.voting.rules import Draft


def options_for(draft: Draft) -> list[VoteOption]:
    """Initiatives that are open, by number, then what was written out."""
    titles = _titles_of_open(draft.initiatives)
    chosen = [VoteOption(key=number, title=titles[number], initiative_number=number) for number in sorted(titles)]
    written = [
        VoteOption(key=f"keuze-{at}", title=normal(title), initiative_number=None)
        for at, title in enumerate(draft.written, 1)
    ]
    options = chosen + written
    for position, option in enumerate(options):
        option.position = position
        option.cost, option.excludes = draft.costs.get(option.key), list(draft.excludes.get(option.key, ()))
    return options


def _titles_of_open(numbers: tuple[str, ...]) -> dict[str, str]:
    if set(numbers) - set(initiatives.open_numbers()):
        raise RuleBroken(_l("Een van deze initiatieven is niet meer open. Kies opnieuw."))
    titles = initiatives.titles(numbers) if numbers else {}
    return {number: normal(title) for number, title in titles.items()}


def remove_options(vote_id: int) -> None:
    """Take the options of a vote in preparation away."""
    session = db.session()
    for option in queries.options_of(vote_id):
        session.delete(option)
    session.flush()


def refresh_titles(vote_id: int) -> None:
    """An initiative may have got a new version since the vote was prepared: what is sealed is what it is called now."""
    options = [option for option in queries.options_of(vote_id) if option.initiative_number]
    titles = _titles_of_open(tuple(option.key for option in options))
    for option in options:
        option.title = titles[option.key]
