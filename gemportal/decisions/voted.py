"""What a vote decided, in the words of a decision: what, why, what else there was, and who was against.

Dutch, whoever causes it: this is the cooperative's own text, kept for good.
"""

from collections.abc import Iterator

from gemportal.decisions.rules import Wording
from gemportal.kernel.figures import Amount
from gemportal.kernel.words import in_language
from gemportal.voting import outcome as outcomes
from gemportal.voting import queries as votes

# What says no: against a proposal, or with an objection to it.
_AGAINST = ("against", "objection")


def wording(page: votes.VotePage) -> Wording:
    """The decision that follows from this adopted vote."""
    with in_language("nl"):
        said = str(outcomes.sentence(page.sealed.method, page.result or {}, page.sealed.titles))
    return Wording(
        title=page.vote.title,
        text=_text(page),
        rationale="\n\n".join(filter(None, [page.vote.explanation, said])),
        alternatives="\n".join(_alternatives(page)) or None,
        dissent="\n\n".join(_dissent(page)) or None,
    )


def _text(page: votes.VotePage) -> str:
    vote, result, titles = page.vote, page.result or {}, page.sealed.titles
    who = f"deelnemers van groep {vote.group_number}" if vote.group_number else "leden"
    purpose = page.sealed.method.purpose
    if purpose == "proposal":
        return f"De {who} zeiden ja op deze vraag: {vote.question}"
    if purpose == "consent":
        return f"De {who} stemden in met dit voorstel, zonder bezwaar: {vote.question}"
    if purpose == "budget" and not result["winners"]:
        return f"Op de vraag “{vote.question}” gaven de {who} aan geen van de keuzes geld."
    if purpose == "budget":
        return "\n".join([f"Op de vraag “{vote.question}” verdeelden de {who} het budget over:", *_bought(page)])
    if result["winners"]:
        chosen = [f"- {titles[option]}" for option in result["winners"]]
        return "\n".join([f"Op de vraag “{vote.question}” kozen de {who}:", *chosen])
    order = [f"{place}. {', '.join(titles[key] for key in tied)}" for place, tied in enumerate(result["ranking"], 1)]
    return "\n".join([f"Op de vraag “{vote.question}” kozen de {who} deze volgorde:", *order])


def _bought(page: votes.VotePage) -> Iterator[str]:
    costs = {option.id: option.cost for option in page.sealed.options}
    for option in (page.result or {})["winners"]:
        cost = costs[option]
        yield f"- {page.sealed.titles[option]}" + (f" ({Amount(cost)} euro)" if cost else "")


def _alternatives(page: votes.VotePage) -> Iterator[str]:
    """What could have been chosen and was not. An order leaves nothing out."""
    winners = (page.result or {})["winners"]
    if winners:
        yield from (f"- {title}" for option, title in page.sealed.titles.items() if option not in winners)


def _dissent(page: votes.VotePage) -> Iterator[str]:
    """Who was against and said why, in their own words, in the order of the roll."""
    cast = {ballot.organisation: ballot for ballot in page.ballots}
    for voter in page.sealed.roll:
        ballot = cast.get(voter.organisation)
        if ballot is None:
            continue
        answer = ballot.answer if isinstance(ballot.answer, dict) else {"position": ballot.answer}
        reasons = [text for text in (answer.get("reason"), ballot.statement) if text]
        if answer.get("position") in _AGAINST and reasons:
            yield f"{voter.name}: {' '.join(reasons)}"
