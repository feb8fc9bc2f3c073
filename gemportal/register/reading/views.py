"""The newspaper of the cooperative, and its feeds."""

from itertools import groupby

from flask import Response, current_app, render_template, request

from gemportal.kernel import clock
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.room import PUBLIC
from gemportal.register import queries, words
from gemportal.register.reading import queries as reading
from gemportal.register.reading.feeds import Feed
from gemportal.register.reading.rules import Choice, stories
from gemportal.register.rotating.queries import history
from gemportal.register.views import room
from gemportal.register.witnessing import queries as witnessing
from gemportal.register.witnessing.asking import configured

PAGE = 50


@room.page("/register", access=PUBLIC)
def index() -> str:
    choice, wrong = reading.choice_in(request.args)
    before = request.args.get("voor", type=int)
    lines = [] if wrong else reading.paper(choice, limit=PAGE + 1, before=before)
    checkpoint = queries.latest_checkpoint()
    days = groupby(stories(lines[:PAGE], words.is_voice), lambda story: story.line.day)
    return render_template(
        "register/index.html",
        days=[(day, list(of_day)) for day, of_day in days],
        next_before=lines[PAGE - 1].index if len(lines) > PAGE else None,
        paged=before is not None,
        choice=choice,
        typed=request.args,
        wrong=wrong,
        # Rooms are wired from the ground up; readers begin at the top.
        kinds=dict(reversed(words.KINDS.items())),
        act_in_words=words.act_in_words(choice.act),
        address_of=words.address_of,
        days_around=reading.days_around(choice.one_day) if choice.one_day else (None, None),
        size=checkpoint.size if checkpoint else 0,
        checkpoint=checkpoint,
        keys=history(checkpoint),
        witnesses=witnessing.standings(configured()),
    )


@room.page("/feeds/register.atom", access=PUBLIC)
def feed() -> Response:
    choice, wrong = reading.choice_in(request.args)
    if wrong:
        raise NotFound(wrong[0])
    return _feed(Feed(current_app.config["BASE_URL"], choice, reading.paper(choice, limit=PAGE)))


@room.page("/feeds/<kind>.atom", access=PUBLIC)
def feed_of_kind(kind: str) -> Response:
    if kind not in words.KINDS:
        raise NotFound
    choice = Choice(kind=kind)
    lines = reading.paper(choice, limit=PAGE, voices=False)
    return _feed(Feed(current_app.config["BASE_URL"], choice, lines, of_kind=True))


def _feed(feed: Feed) -> Response:
    text = render_template("register/feed.xml", feed=feed, today=clock.start_of(clock.today()))
    return Response(text, content_type="application/atom+xml; charset=utf-8")
