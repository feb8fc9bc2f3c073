"""What this room hands to the application."""

from flask import Flask, url_for

from gemportal.kernel import schedule
from gemportal.kernel.policy import provide
from gemportal.kernel.words import _l
from gemportal.organisations.holdings import tell_with
from gemportal.register import checks, words
from gemportal.voting import acts, queries
from gemportal.voting import news as news
from gemportal.voting import personal as personal
from gemportal.voting import replaying as replaying
from gemportal.voting.contesting import views as contesting
from gemportal.voting.papers import views as papers
from gemportal.voting.policy import CAST, CLOSE, PUBLISH
from gemportal.voting.preparing import views as preparing
from gemportal.voting.proxies import views as proxies
from gemportal.voting.proxies.queries import proxies_fact
from gemportal.voting.rounds import views as rounds
from gemportal.voting.secrecy import verification as secrecy

# The pages of every part belong to the one room.
VIEWS = tuple({part.room for part in (contesting, papers, preparing, proxies, rounds)})


def init_app(app: Flask) -> None:
    """Offer who votes for whom, let the clock close and publish, and let the register find and check votes."""
    provide("voting:roll", queries.roll_fact)
    provide("voting:proxies", proxies_fact)
    provide("voting:voted-by-own", queries.voted_by_own_fact)
    schedule.rule(CLOSE, acts.close)
    schedule.rule(PUBLISH, acts.publish)
    tell_with("voting", queries.holding_of)
    words.file_under("stemmingen", "voting", _l("Stemmingen"), voices=(CAST,))
    words.title_subjects("S", queries.titled)
    words.belongs_with(queries.numbers_about)
    words.show_subjects_at("S", lambda number: url_for("voting.show", number=number))
    checks.register("voting", secrecy.differences)
