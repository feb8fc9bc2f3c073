"""Initiatives, willingness, groups with their steps, and lessons."""

from tests.integration.access.roles import (
    BOTH,
    COORDINATOR,
    COORDINATORS,
    EVERYBODY,
    FORMER,
    GROUP,
    MANDATED,
    MEMBERS,
    OF_OTHERS,
    OTHER,
    PARTNER,
    SEATED,
    ZWOLLE,
    Row,
)

INITIATIVES = (
    Row(BOTH, "/initiatieven/nieuw", into=MEMBERS),
    # A draft is there for its proposer and for who is asked to propose it too. To other organisations it does not exist.
    Row("GET", "/initiatieven/concept/{draft}", into=GROUP, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}", into=ZWOLLE, not_here=OF_OTHERS),
    Row(BOTH, "/initiatieven/concept/{draft}/wijzigen", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/weggooien", into=ZWOLLE, not_here=OF_OTHERS),
    Row(BOTH, "/initiatieven/concept/{draft}/mede-indiener", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/mede-indiener-weg", into=ZWOLLE, not_here=OF_OTHERS),
    Row("POST", "/initiatieven/concept/{draft}/antwoord", into=SEATED, not_here=OF_OTHERS),
    # Who is no member any more keeps its draft, and cannot publish it.
    Row("GET", "/initiatieven/concept/{draft_of_former}", into=FORMER, not_here=MANDATED - FORMER),
    Row("POST", "/initiatieven/concept/{draft_of_former}", not_here=MANDATED - FORMER),
    Row(BOTH, "/initiatieven/concept/{published}/wijzigen", not_here=MANDATED),
    Row(BOTH, "/initiatieven/{open}/wijzigen", into=ZWOLLE),
    # Once a group works, its lead changes the text: Deventer proposed this one.
    Row(BOTH, "/initiatieven/{of_other_working}/wijzigen", into=ZWOLLE, not_now=OTHER),
    Row(BOTH, "/initiatieven/{stopped}/wijzigen", not_now=ZWOLLE),
    Row(BOTH, "/initiatieven/{open}/bereidheid", into=MEMBERS | PARTNER),
    Row(BOTH, "/initiatieven/{stopped}/bereidheid", not_now=MEMBERS | PARTNER),
    Row("POST", "/initiatieven/{open}/bereidheid", into=MEMBERS, not_offered=PARTNER, filled={"level": "join"}),
    Row(BOTH, "/initiatieven/{open}/bereidheid/steun", into=SEATED, not_now=MANDATED - SEATED - FORMER),
    # Who is a member no more may take back what it said, and confirm nothing.
    Row("POST", "/initiatieven/{open}/bereidheid/bevestigen", into=SEATED, not_now=MANDATED - SEATED - FORMER),
    Row("POST", "/initiatieven/{open}/bereidheid/intrekken", into=SEATED, not_now=MANDATED - SEATED),
    Row(BOTH, "/initiatieven/{open}/intrekken", into=ZWOLLE),
    Row(BOTH, "/initiatieven/{of_working}/intrekken", not_now=ZWOLLE),
    Row(BOTH, "/initiatieven/{open}/stoppen", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{open_of_other}/stoppen", into=COORDINATORS),
    # Deventer proposed it, but Zwolle's seat would end with it.
    Row(BOTH, "/initiatieven/{of_other_working}/stoppen", into=COORDINATOR | ZWOLLE),
    Row(BOTH, "/initiatieven/{of_working}/stoppen", into=COORDINATOR | ZWOLLE),
    Row(BOTH, "/initiatieven/{stopped}/stoppen", not_now=COORDINATOR),
    Row(BOTH, "/initiatieven/{of_forming}/niet-gelukt", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{open_of_other}/niet-gelukt", not_now=COORDINATORS),
    Row(BOTH, "/initiatieven/{call_over}/nieuwe-oproep", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{call_over_of_other}/nieuwe-oproep", into=COORDINATORS),
    Row("POST", "/initiatieven/{open_of_other}/nieuwe-oproep", not_now=COORDINATORS),
    Row(BOTH, "/initiatieven/{stopped}/nieuwe-oproep", not_now=COORDINATOR),
    Row(BOTH, "/initiatieven/I-2026-999/bereidheid", not_here=MANDATED),
)

GROUPS = (
    # Nobody uses an office on a seat of the organisation they also represent.
    Row(BOTH, "/initiatieven/{call_over}/groep-vormen", into=COORDINATOR),
    Row(BOTH, "/initiatieven/{call_over_of_other}/groep-vormen", into=COORDINATORS),
    Row("POST", "/initiatieven/{open_of_other}/groep-vormen", not_now=COORDINATORS),
    Row(BOTH, "/groepen/{offered}/overslaan/GM0344", into=COORDINATOR),
    # Zwolle stands in line too: whoever represents it gains by every passing over.
    Row(BOTH, "/groepen/{of_others}/overslaan/GM0344", into=COORDINATOR),
    Row(BOTH, "/groepen/{of_others}/overslaan/GM0193", into=COORDINATOR),
    Row(BOTH, "/groepen/{offered}/antwoord", into=OTHER),
    # Zwolle answered its offer already, and reads that there is none to answer.
    Row("GET", "/groepen/{offered}/aanbod", into=GROUP),
    Row("POST", "/groepen/{offered}/aanbod", into=SEATED, not_now=ZWOLLE),
    Row("GET", "/groepen/{offered}/aanbod/afslaan", into=GROUP),
    Row("POST", "/groepen/{offered}/aanbod/afslaan", into=SEATED, not_now=ZWOLLE),
    Row(BOTH, "/groepen/{forming}/opdracht", into=ZWOLLE),
    Row(BOTH, "/groepen/{working}/opdracht", into=ZWOLLE),
    Row(BOTH, "/groepen/{ended}/opdracht"),
    Row("GET", "/groepen/{forming}/opdracht/instemmen", into=GROUP),
    # The one who proposed it consented with that.
    Row("POST", "/groepen/{forming}/opdracht/instemmen", into=SEATED, not_now=ZWOLLE),
    Row(BOTH, "/groepen/{ready}/beginnen", into=ZWOLLE),
    Row(BOTH, "/groepen/{working}/beginnen", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{paused}/trekken", into=SEATED),
    Row("POST", "/groepen/{working}/trekken", not_now=GROUP),
    Row(BOTH, "/groepen/{working}/verlaten", into=GROUP),
    Row(BOTH, "/groepen/{of_others}/verlaten", into=OTHER),
    Row(BOTH, "/groepen/{offered}/opgeven", into=COORDINATOR),
    Row(BOTH, "/groepen/{of_others}/opgeven", into=COORDINATORS),
    Row(BOTH, "/groepen/{working}/opgeven", not_now=COORDINATOR),
    Row(BOTH, "/groepen/{working}/stappen/plannen", into=ZWOLLE),
    Row(BOTH, "/groepen/{paused}/stappen/plannen"),
    Row(BOTH, "/groepen/{working}/stappen/1/starten", into=ZWOLLE),
    Row(BOTH, "/groepen/{running}/stappen/1/starten", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{running}/stappen/1/beeindigen", into=ZWOLLE),
    Row(BOTH, "/groepen/{judged}/stappen/1/beeindigen", not_now=ZWOLLE),
    Row(BOTH, "/groepen/{evaluating}/stappen/1/evalueren", into=GROUP),
    Row(BOTH, "/groepen/{running}/stappen/1/evalueren", not_now=GROUP),
    # Put by, to go on later: the same door.
    Row("POST", "/groepen/{evaluating}/stappen/1/evalueren", into=GROUP, filled={"put_by": "1"}),
    Row(BOTH, "/groepen/{running}/stappen/1/taken/nieuw", into=GROUP),
    Row(BOTH, "/groepen/{learned}/stappen/1/taken/nieuw", not_now=GROUP),
    Row(BOTH, "/groepen/{running}/stappen/1/taken/{task}", into=GROUP),
    Row("POST", "/groepen/{running}/stappen/1/taken/{task}/gedaan", into=GROUP),
    Row("POST", "/groepen/{running}/stappen/1/taken/{task}/weghalen", into=GROUP),
    # A task of another group does not exist here.
    Row(BOTH, "/groepen/{working}/stappen/1/taken/{task}", not_here=GROUP),
    Row("POST", "/groepen/{working}/stappen/1/taken/{task}/weghalen", not_here=GROUP),
    # What the others wrote is theirs: even the choices that follow from it are for the group alone.
    Row(BOTH, "/groepen/{judged}/stappen/1/afronden", into=ZWOLLE),
    Row("GET", "/groepen/{learned}/groeien/instemmen", into=GROUP),
    # The lead consented already.
    Row("POST", "/groepen/{learned}/groeien/instemmen", into=SEATED, not_now=ZWOLLE),
    Row(BOTH, "/groepen/{paused}/groeien/instemmen", not_now=SEATED),
    Row(BOTH, "/groepen/{willing}/groeien", into=ZWOLLE | COORDINATOR),
    Row("GET", "/groepen/{learned}/groeien", into=ZWOLLE | COORDINATOR),
    Row("POST", "/groepen/{learned}/groeien", not_now=ZWOLLE | COORDINATOR),
    Row("GET", "/groepen/G-2026-999/stappen/1", not_here=EVERYBODY),
    Row(BOTH, "/groepen/G-2026-999/opdracht", not_here=MANDATED),
)

LESSONS = (
    # Only who learned something by itself shares it so: a partner and an office do not.
    Row(BOTH, "/lessen/nieuw", into=MEMBERS),
    # Whoever gave the evaluation, and the lead of the group.
    Row(BOTH, "/groepen/{learned}/stappen/1/les/GM0166", into=GROUP),
    Row(BOTH, "/groepen/{learned}/stappen/1/les/GM0193", into=ZWOLLE),
    Row(BOTH, "/groepen/{learned}/stappen/1/les/GM0150", not_here=ZWOLLE | OTHER),
    # What is written inside the group stays there until the step is concluded.
    Row(BOTH, "/groepen/{judged}/stappen/1/les/GM0193", not_now=ZWOLLE),
    # Kampen shared it, of a group that Zwolle leads: nobody uses an office on that for either.
    Row(BOTH, "/lessen/{lesson}/verbeteren", into=GROUP | COORDINATOR),
    Row(BOTH, "/lessen/{lesson}/intrekken", into=GROUP | COORDINATOR),
    Row(BOTH, "/lessen/{endorsed}/verbeteren", into=OTHER | COORDINATORS),
    Row(BOTH, "/lessen/{withdrawn_lesson}/verbeteren", not_now=OTHER | COORDINATORS),
    Row(BOTH, "/lessen/{withdrawn_lesson}/intrekken", not_now=OTHER | COORDINATORS),
    # One does not recognise one's own, nor the same twice.
    Row("GET", "/lessen/{lesson}/herkennen", into=MEMBERS),
    Row("POST", "/lessen/{lesson}/herkennen", into=ZWOLLE | OTHER, not_now=SEATED),
    Row("POST", "/lessen/{endorsed}/herkennen", into=SEATED, not_now=ZWOLLE | OTHER),
    Row(BOTH, "/lessen/{withdrawn_lesson}/herkennen", not_now=MEMBERS),
    Row("GET", "/lessen/{endorsed}/niet-herkennen", into=MEMBERS),
    Row("POST", "/lessen/{endorsed}/niet-herkennen", into=ZWOLLE, not_now=MEMBERS - ZWOLLE),
    Row(BOTH, "/lessen/L-2026-999/verbeteren", not_here=MANDATED | COORDINATORS),
)
