"""Support at home that grew after the declaration: a college that said yes, a council after it."""

from gemportal.demo.stage import Stage, Storyline
from gemportal.initiatives.rules import Backing
from gemportal.initiatives.support.acts import back_willingness


def at_home(stage: Stage) -> Storyline:
    """Tilburg's college agrees once the group works; Zwolle's and Nijmegen's do so while the call on heat plans is open."""
    for days, slug, key, backing, paper in (
        (340, "tilburg", "melding", Backing.EXECUTIVE, "https://besluiten.tilburg.example/college/samen-melden"),
        (3, "zwolle", "warmte", Backing.EXECUTIVE, "https://besluiten.zwolle.example/college/warmteplannen"),
        (2, "nijmegen", "warmte", Backing.COUNCIL, "https://raad.nijmegen.example/stukken/warmteplannen"),
    ):
        yield days
        stage.do(back_willingness, stage.by(slug), stage.numbers[key], backing, paper)
