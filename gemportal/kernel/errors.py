"""The ways in which an act or a page can refuse. The web frame maps each once, to a page with its sentence."""

from gemportal.kernel.words import Message, _l


class Refusal(Exception):
    """Something was asked that will not be done; `sentence` tells the user why, in plain words."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """This actor may not do this, in any state (403)."""


class RuleBroken(Refusal):
    """The actor might do this, but a rule or the present state forbids it (409)."""


class TooMany(RuleBroken):
    """This was tried too often; later it may be tried again (429)."""


class Busy(RuleBroken):
    """Others held the database for too long: nothing happened, and one can try again (503)."""

    def __init__(self) -> None:
        super().__init__(_l("Het is nu te druk. Er is niets veranderd. Probeer het over een paar minuten opnieuw."))


class NotFound(Refusal):
    """There is no such thing, or this actor may not know that there is (404)."""

    def __init__(self, sentence: Message | None = None) -> None:
        super().__init__(sentence or _l("Wat u zoekt bestaat niet, of is niet openbaar."))


class Unavailable(Refusal):
    """Nobody can do this until the operator has put something right (503); the log tells the operator what."""
