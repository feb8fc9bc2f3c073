"""What may ask for attention among people and the organisations that they act for."""

from collections.abc import Callable, Mapping

from gemportal.kernel.labelled import Explained
from gemportal.kernel.words import Message, _l, _ln


class Attention(Explained):
    """A list of the overview, by the end of its address; its explanation says what to do about what is in it."""

    MISSING = (
        "zonder-vertegenwoordiger",
        _l("Leden zonder vertegenwoordiger"),
        _l("Deze leden kunnen nu niets doen: niemand vertegenwoordigt ze. Nodig voor elk lid iemand uit."),
    )
    ENDING = (
        "loopt-af",
        _l("Loopt binnen 60 dagen af"),
        _l("Vraag de organisatie wie het overneemt, en nodig die persoon op tijd uit."),
    )
    OFFICES = (
        "functies-lopen-af",
        _l("Functies die binnen 60 dagen aflopen"),
        _l("Bepaal wie de functie overneemt, en nodig die persoon op tijd uit."),
    )
    OPEN = (
        "uitnodigingen",
        _l("Open uitnodigingen"),
        _l("Deze mensen hebben nog niet geantwoord. De uitnodiging die het eerst verloopt, staat bovenaan."),
    )
    EXPIRED = (
        "verlopen-uitnodigingen",
        _l("Verlopen uitnodigingen"),
        _l("Deze mensen hebben niet op tijd geantwoord. Nodig hen opnieuw uit, of kies iemand anders."),
    )
    NEVER = (
        "nooit-aangemeld",
        _l("Nooit aangemeld"),
        _l("Deze mensen hebben een rol, maar hebben zich nog nooit aangemeld. Vraag of zij hulp nodig hebben."),
    )
    OVER = (
        "zonder-rol",
        _l("Zonder rol"),
        _l(
            "Van deze mensen is elke rol geëindigd: zij kunnen niets meer doen. Komt iemand terug? Nodig die persoon uit."
        ),
    )

    def in_words(self, count: int) -> Message:
        """How many there are of this kind."""
        return _IN_WORDS[self](count)


_IN_WORDS: Mapping[Attention, Callable[[int], Message]] = {
    Attention.MISSING: lambda n: _ln("%(n)s lid zonder vertegenwoordiger", "%(n)s leden zonder vertegenwoordiger", n),
    Attention.ENDING: lambda n: _ln(
        "%(n)s vertegenwoordiging loopt binnen 60 dagen af", "%(n)s vertegenwoordigingen lopen binnen 60 dagen af", n
    ),
    Attention.OFFICES: lambda n: _ln(
        "%(n)s functie loopt binnen 60 dagen af", "%(n)s functies lopen binnen 60 dagen af", n
    ),
    Attention.OPEN: lambda n: _ln("%(n)s open uitnodiging", "%(n)s open uitnodigingen", n),
    Attention.EXPIRED: lambda n: _ln("%(n)s verlopen uitnodiging", "%(n)s verlopen uitnodigingen", n),
    Attention.NEVER: lambda n: _ln("%(n)s persoon nooit aangemeld", "%(n)s mensen nooit aangemeld", n),
    Attention.OVER: lambda n: _ln("%(n)s persoon zonder rol", "%(n)s mensen zonder rol", n),
}
