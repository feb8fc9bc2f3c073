"""The pages of groups. A group's own page spans rooms and stands in `site`; steps have their views in `steps`."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gemportal.groups import acts, forms, queries, rules
from gemportal.groups.policy import About
from gemportal.groups.rules import GroupStatus
from gemportal.initiatives import queries as initiatives
from gemportal.kernel import policy
from gemportal.kernel.errors import NotFound
from gemportal.kernel.web.forms import ConfirmForm, require_for_form
from gemportal.kernel.web.frame import actor
from gemportal.kernel.web.room import PUBLIC, Room
from gemportal.people.queries import holders_of
from gemportal.settings.queries import value, values

PAGE = 30

room = Room("groups", __name__)

page = room.form

Page = tuple[str, int]


def for_the_act(permission: str, number: str, *others: str) -> queries.GroupPage:
    """The group, if the actor may do this in it now: a form that can only be refused is not shown."""
    group = queries.page_of(number)
    require_for_form(actor(), permission, replace(group.about, organisations=group.about.organisations | {*others}))
    return group


def done(number: str, sentence: str) -> Response:
    """Say what was done, and lead back to the group."""
    flash(sentence, "success")
    return redirect(url_for("site.group", number=number), 303)


@room.page("/groepen", access=PUBLIC)
def index() -> str:
    status = request.args.get("status", type=GroupStatus)
    before = request.args.get("voor", type=int)
    found = queries.lines(status=status, before=before, limit=PAGE + 1)
    return render_template(
        "groups/index.html",
        lines=found[:PAGE],
        next_key=found[PAGE - 1].id if len(found) > PAGE else None,
        before=before,
        status=status,
        links=[
            (_("alle"), url_for(".index"), status is None),
            *((one.label, url_for(".index", status=one.value), status is one) for one in GroupStatus),
        ],
    )


@room.page("/initiatieven/<number>/rangorde", access=PUBLIC)
def ranking(number: str) -> str:
    initiative = initiatives.page_of(number)
    ranks = queries.ranks_of(initiative)
    group = next((line for line in queries.lines(initiative=number) if line.status is not GroupStatus.ENDED), None)
    offers = {line.code: line for line in queries.around(group.number).offers} if group else {}
    chosen = values()
    candidates = frozenset(rank.candidate.code for rank in ranks)
    return render_template(
        "groups/ranking.html",
        initiative=initiative,
        ranks=ranks,
        group=group,
        offers=offers,
        cap=group.cap if group else queries.cap_for(initiative.text.seats, chosen),
        offer_days=chosen[rules.OFFER_DAYS.key],
        may_form=not initiative.call_is_running
        and policy.may(actor(), "groups:form", About(number, initiative.status, candidates)),
        may_pass_over=group is not None
        and policy.may(actor(), "groups:pass-over", About(group.number, group.status, candidates)),
    )


@page("groups:form", "/initiatieven/<number>/groep-vormen", endpoint="form")
def form_group(number: str) -> Response | Page:
    initiative = initiatives.page_of(number)
    ranks = queries.ranks_of(initiative)
    at_stake = frozenset({initiative.organisation_code, *(rank.candidate.code for rank in ranks if rank.place)})
    require_for_form(actor(), "groups:form", About(number, initiative.status, at_stake))
    form = forms.forming_form(ranks)
    given = {
        "passing_over": form.passing_over(),
        "out_of_order": form.out_of_order.data or "",
        "anew": form.anew.data or "",
    }
    if form.performed(acts.form, actor(), number, **given):
        return done(form.result, _("De groep wordt gevormd. De zetels zijn aangeboden."))
    shown = render_template(
        "groups/form.html",
        initiative=initiative,
        ranks=ranks,
        form=form,
        cap=queries.cap_for(initiative.text.seats, values()),
        first=initiatives.titles(queries.comes_first(number)),
        earlier=rules.answered_by(initiative.text, initiatives.delivered()),
        days=value(rules.OFFER_DAYS),
    )
    return shown, form.status


@page("groups:pass-over", "/groepen/<number>/overslaan/<code>")
def pass_over(number: str, code: str) -> Response | Page:
    in_line = queries.names_in_line(number)
    group = for_the_act("groups:pass-over", number, code, *in_line)
    if code not in in_line:
        raise NotFound
    form = forms.ReasonForm()
    if form.performed(acts.pass_over, actor(), number, code, form.reason.data or ""):
        return done(number, _("De reden is openbaar. De organisatie kan antwoorden."))
    return render_template("groups/pass_over.html", group=group, form=form, name=in_line[code]), form.status


@page("groups:answer-passing-over", "/groepen/<number>/antwoord")
def answer(number: str) -> Response | Page:
    group = for_the_act("groups:answer-passing-over", number)
    form = forms.AnswerForm()
    values = {"asks_for_vote": form.asks_for_vote.data}
    if form.performed(acts.answer_passing_over, actor(), number, form.answer.data or "", **values):
        return done(number, _("Uw antwoord staat bij de groep."))
    own = next((line for line in group.passed_over if line.code == actor().organisation), None)
    return render_template("groups/answer.html", group=group, form=form, own=own), form.status


@page("groups:accept-offer", "/groepen/<number>/aanbod")
def offer(number: str) -> Response | Page:
    group = for_the_act("groups:accept-offer", number)
    form = forms.AcceptForm().offer_people(holders_of(actor().organisation or ""))
    values = {
        "pledges": form.pledges(),
        "participants": form.participants.data or (),
        "willing_to_lead": form.willing_to_lead.data,
    }
    if form.performed(acts.accept_offer, actor(), number, **values):
        return done(number, _("U hebt de zetel aangenomen."))
    shown = render_template(
        "groups/offer.html",
        group=group,
        form=form,
        offer=group.open_offer_to(actor().organisation),
        most=value(rules.PEOPLE),
    )
    return shown, form.status


@page("groups:decline-offer", "/groepen/<number>/aanbod/afslaan")
def decline(number: str) -> Response | Page:
    group = for_the_act("groups:decline-offer", number)
    form = forms.DeclineForm()
    if form.performed(acts.decline_offer, actor(), number, form.reason.data or ""):
        return done(number, _("U hebt de zetel afgeslagen. De volgende in de rij krijgt het aanbod."))
    own = group.open_offer_to(actor().organisation)
    return render_template("groups/decline.html", group=group, form=form, offer=own), form.status


@page("groups:propose-charter", "/groepen/<number>/opdracht")
def charter(number: str) -> Response | Page:
    group = for_the_act("groups:propose-charter", number)
    form = forms.CharterForm(obj=group.proposed_charter)
    values = {"scope": form.scope.data or "", "budget": form.budget.data or 0, "ends_on": form.ends_on.data}
    if form.performed(acts.propose_charter, actor(), number, **values):
        return done(number, _("De groepsopdracht is voorgesteld. De anderen in de groep moeten instemmen."))
    limit = rules.budget_by_consent(group.pledged_euros, value(rules.CONSENT_CEILING))
    return render_template("groups/charter.html", group=group, form=form, limit=limit), form.status


@page("groups:consent-to-charter", "/groepen/<number>/opdracht/instemmen")
def consent(number: str) -> Response | Page:
    group = for_the_act("groups:consent-to-charter", number)
    form = forms.ConsentForm(version=group.proposed_charter.version if group.proposed_charter else 0)
    if form.performed(acts.consent_to_charter, actor(), number, int(form.version.data or 0)):
        in_force = _("U hebt ingestemd. De groepsopdracht geldt nu.")
        return done(number, in_force if form.result else _("U hebt ingestemd met de groepsopdracht."))
    limit = rules.budget_by_consent(group.pledged_euros, value(rules.CONSENT_CEILING))
    return render_template("groups/consent.html", group=group, form=form, limit=limit), form.status


@page("groups:begin", "/groepen/<number>/beginnen")
def begin(number: str) -> Response | Page:
    group = for_the_act("groups:begin", number)
    form = ConfirmForm()
    if form.performed(acts.begin, actor(), number):
        return done(number, _("De groep is begonnen. Plan nu de eerste stap."))
    return render_template("groups/begin.html", group=group, form=form), form.status


@page("groups:take-lead", "/groepen/<number>/trekken")
def take_lead(number: str) -> Response | Page:
    group = for_the_act("groups:take-lead", number)
    form = ConfirmForm()
    if form.performed(acts.take_lead, actor(), number):
        return done(number, _("Uw organisatie is nu trekker."))
    return render_template("groups/take_lead.html", group=group, form=form), form.status


@page("groups:leave-seat", "/groepen/<number>/verlaten")
def leave(number: str) -> Response | Page:
    group = for_the_act("groups:leave-seat", number)
    form = forms.ReasonForm()
    if form.performed(acts.leave_seat, actor(), number, form.reason.data or ""):
        return done(number, _("Uw organisatie heeft de groep verlaten."))
    return render_template("groups/leave.html", group=group, form=form), form.status


@page("groups:give-up", "/groepen/<number>/opgeven")
def give_up(number: str) -> Response | Page:
    group = for_the_act("groups:give-up", number)
    form = forms.GiveUpForm()
    if form.performed(acts.give_up, actor(), number, form.reason.data or "", closes_on=form.closes_on.data):
        return done(number, _("Het vormen van de groep is opgegeven."))
    return render_template("groups/give_up.html", group=group, form=form), form.status
