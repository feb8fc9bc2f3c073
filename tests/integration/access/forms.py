"""Every form of the application filled in well, so that a refusal is never about what was typed.

The key is the rule of the route as the application knows it. Words in braces are told in `world.py`.
"""

from collections.abc import Mapping

_PROPOSAL = {
    "title": "Een andere titel",
    "summary": "Kort gezegd.",
    "goal": "Een ander doel, dat iedereen begrijpt.",
    "means": "Stap voor stap.",
    "seats": "3",
    "closes_on": "{soon}",
}
_REASON = {"reason": "Om een reden die iedereen mag lezen."}
_VOTE = {
    "group_number": "",
    "method": "majority",
    "title": "Een stemming",
    "question": "Doen we dit?",
    "explanation": "Omdat het moet.",
    "closes_on": "{soon}",
    "quorum": "1/2",
    "threshold": "simple",
    "force": "consultation",
}
_BALLOT = {"stap": "stem", "answer": "for", "statement": "Graag.", "key": "a key that nobody else has"}
_INVITED = {"name": "Wie Mee Doet", "email": "nieuw@gemportal.example", "first_day": "{today}"}
_DECISION = {"title": "Een besluit", "text": "Zo doen we het.", "rationale": "Daarom.", "group": ""}
_PASSWORD = "een zin die lang genoeg is"

FORMS: dict[str, Mapping[str, str]] = {
    "/aanmelden": {"email": "{email}", "password": "{password}"},
    "/afmelden": {},
    "/namens": {"choice": "{choice}"},
    "/uitnodiging/<token>": {"password": _PASSWORD, "again": _PASSWORD},
    "/mensen/uitnodigen": _INVITED | {"role": "deputy"},
    "/mensen/uitnodigingen/<int:invitation_id>/intrekken": {},
    "/mensen/vertegenwoordiging/<int:mandate_id>/beeindigen": {"last_day": "{today}"},
    "/mensen/functie/<int:holding_id>/beeindigen": {"last_day": "{today}"},
    "/leden/toelaten": {"first_day": "{today}", "ground": "Besluit van de ledenvergadering."},
    "/instellingen/<key>": _REASON | {"value": "2"},
    "/initiatieven/nieuw": _PROPOSAL,
    "/initiatieven/concept/<int:initiative_id>": {},
    "/initiatieven/concept/<int:initiative_id>/wijzigen": _PROPOSAL,
    "/initiatieven/concept/<int:initiative_id>/weggooien": {},
    "/initiatieven/concept/<int:initiative_id>/mede-indiener": {"code": "GM0184"},
    "/initiatieven/concept/<int:initiative_id>/mede-indiener-weg": {"code": "GM0166"},
    "/initiatieven/concept/<int:initiative_id>/antwoord": {"antwoord": "ja"},
    "/initiatieven/<number>/wijzigen": _PROPOSAL | {"why": "Zo is het duidelijker."},
    "/initiatieven/<number>/bereidheid": {"level": "contribute", "backing": "executive"},
    "/initiatieven/<number>/bereidheid/bevestigen": {},
    "/initiatieven/<number>/bereidheid/intrekken": {},
    "/initiatieven/<number>/intrekken": _REASON,
    "/initiatieven/<number>/stoppen": _REASON,
    "/initiatieven/<number>/niet-gelukt": _REASON,
    "/initiatieven/<number>/nieuwe-oproep": _REASON | {"closes_on": "{soon}"},
    "/initiatieven/<number>/groep-vormen": {},
    "/groepen/<number>/overslaan/<code>": _REASON,
    "/groepen/<number>/antwoord": {"answer": "Wij zien dat anders."},
    "/groepen/<number>/aanbod": {"hours": "40", "euros": "0", "participants": "{own_person}"},
    "/groepen/<number>/aanbod/afslaan": {},
    "/groepen/<number>/opdracht": {"scope": "De planning.", "budget": "100", "ends_on": "{soon}"},
    "/groepen/<number>/opdracht/instemmen": {"version": "1"},
    "/groepen/<number>/beginnen": {},
    "/groepen/<number>/trekken": {},
    "/groepen/<number>/verlaten": _REASON,
    "/groepen/<number>/opgeven": _REASON | {"closes_on": "{soon}"},
    "/groepen/<number>/stappen/plannen": {
        "aim": "Twee wijken",
        "expectation": "Honderd meldingen",
        "measure": "Tellen",
        "starts_on": "{today}",
        "due_on": "{soon}",
        "hours": "40",
        "euros": "0",
    },
    "/groepen/<number>/stappen/<int:ordinal>/starten": {},
    "/groepen/<number>/stappen/<int:ordinal>/beeindigen": _REASON,
    "/groepen/<number>/stappen/<int:ordinal>/evalueren": {
        "came_true": "3",
        "cooperation": "4",
        "learned": "Begin klein",
        "hours": "10",
        "euros": "0",
        "advice": "continue",
    },
    "/groepen/<number>/stappen/<int:ordinal>/afronden": {
        "conclusion": "continue",
        "outcome": "Het ging zoals verwacht.",
        "lesson": "Begin klein.",
    },
    "/stemmingen/nieuw": _VOTE,
    "/stemmingen/concept/<int:vote_id>": {},
    "/stemmingen/concept/<int:vote_id>/wijzigen": _VOTE,
    "/stemmingen/concept/<int:vote_id>/weg": {},
    "/stemmingen/<number>/stem": _BALLOT,
    "/stemmingen/<number>/volmacht": {"holder": "GM0184"},
    "/stemmingen/<number>/volmacht/intrekken": {},
    "/stemmingen/<number>/ongeldig": _REASON,
    "/stemmingen/<number>/uitvoeren": {},
    "/besluiten/nieuw": _DECISION,
    "/besluiten/<number>/vervangen": _DECISION,
    "/besluiten/<number>/intrekken": _DECISION,
}
