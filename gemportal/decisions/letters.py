"""The letter of a decision. It takes a checkpoint of the register out of the house, to as many mailboxes as there are members."""

from gemportal.kernel import outbox
from gemportal.kernel.words import _l


def decided(to: str, language: str, *, number: str, title: str, link: str, checkpoint: str) -> None:
    """That `title` was decided, where to read it, and the signed note `checkpoint`, to be kept."""
    outbox.post(
        to,
        language,
        _l("Besluit %(number)s: “%(title)s”", number=number, title=title),
        _l("Er is een besluit vastgelegd: “%(title)s” (%(number)s). U leest het hier:", title=title, number=number),
        link,
        _l(
            "Bewaar deze e-mail. Hieronder staat het controlepunt van het register, zoals het nu is. Wie het later met het "
            "register vergelijkt, ziet of er sindsdien iets uit is verdwenen of in is veranderd."
        ),
        # Exactly as it was signed: a letter ends each paragraph with the line end that is left out here.
        checkpoint.rstrip("\n"),
    )
