"""What the group on reports of public space attached: a count for everybody, notes for itself, and a photo that went again."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.demo.story.melding import KEY, LEADER
from gemportal.files.judging import judge
from gemportal.files.rules import MOST_MEGABYTES
from gemportal.groups.attachments import acts

_COUNT = """week;meldingen;vanzelf naar de goede ploeg;met de hand doorgezet
1;148;41;107
2;161;77;84
3;139;98;41
4;152;127;25
"""
_NOTES = """# Overleg met de leverancier

- De testomgeving is er. Zij draait tot het einde van het jaar.
- De prijs van de koppeling staat nog niet vast. Daarom is deze notitie alleen voor de groep.
- Volgende week laten de drie ploegen zien wat er misgaat.
"""
_OLD = "Planning van de koppeling. Deze versie is vervangen.\n"


def of_melding(stage: Stage) -> Storyline:
    """The third step, while it runs."""
    yield 52
    _attach(stage, LEADER, "Planning koppeling.txt", _OLD, public=True)
    yield 44
    _attach(stage, "groningen", "Overleg leverancier.md", _NOTES, public=False)
    yield 31
    _attach(stage, "groningen", "Telling per week.csv", _COUNT, public=True)
    stage.do(acts.remove_attachment, stage.by(LEADER), stage.groups[KEY], 1)
    yield 30
    url = "https://signalen.org/"
    title = "Signalen: de open broncode waarin wij bouwen"
    stage.do(acts.add_link, stage.by(LEADER), stage.groups[KEY], 0, title, url, public=True)


def _attach(stage: Stage, slug: str, name: str, text: str, *, public: bool) -> None:
    file = judge(name, text.encode(), MOST_MEGABYTES)
    stage.do(acts.add_file, stage.by(slug), stage.groups[KEY], 3, file, public=public)
