"""What municipalities say when no storyline gave them words of their own."""

from gemportal.initiatives.rules import Level

REASONS: dict[Level, tuple[str, ...]] = {
    Level.NO: (
        "Wij hebben dit vorig jaar zelf al geregeld en willen dat eerst goed laten werken.",
        "Onze formatie laat dit jaar geen nieuwe projecten toe.",
        "Dit onderwerp ligt bij onze gemeenschappelijke regeling, niet bij ons.",
        "Wij kiezen dit jaar voor twee andere initiatieven.",
    ),
    Level.FOLLOW: (
        "Wij willen weten wat eruit komt voordat wij capaciteit vrijmaken.",
        "Dit staat bij ons voor volgend jaar op de planning.",
        "Wij zijn net overgestapt op een nieuw systeem, maar volgen dit graag.",
        "Voor een gemeente van onze omvang is volgen nu genoeg.",
        "Onze raad heeft hier vragen over gesteld. Wij houden de uitkomst bij.",
    ),
    Level.CONTRIBUTE: (
        "Wij deden hier twee jaar geleden een proef mee en delen graag wat we leerden.",
        "Wij kunnen een testgroep van inwoners leveren.",
        "Onze juristen willen meelezen op de momenten die ertoe doen.",
        "Wij hebben geen plek voor een zetel, wel voor een paar dagen kennis.",
        "Wij leveren onze gegevens aan, zodat het niet bij één gemeente blijft.",
    ),
    Level.JOIN: (
        "Wij lopen hier dagelijks tegenaan en hebben iemand die eraan wil werken.",
        "Dit past in ons uitvoeringsprogramma, en samen is het sneller klaar.",
        "Wij zouden dit anders komend jaar alleen doen. Dat is zonde van het geld.",
        "Ons team vroeg zelf of wij mee konden doen.",
        "Het college noemt dit in het coalitieakkoord.",
    ),
    Level.LEAD: (
        "Wij hebben een projectleider die dit onderwerp kent en er tijd voor heeft.",
        "Wij begonnen hier zelf al aan en willen het breder trekken.",
        "Ons college wil hier zichtbaar aan bijdragen en maakt uren vrij.",
    ),
    Level.CONSIDERING: (
        "Wij leggen dit voor aan de portefeuillehouder.",
        "Wij wachten op de begrotingsbehandeling in de raad.",
        "Wij zoeken nog uit wie hier tijd voor heeft.",
    ),
}

FOR = (
    "Dit bespaart ons werk dat nu op vijf plekken tegelijk gebeurt.",
    "Wij stemmen voor, met de kanttekening dat we de kosten na een jaar willen zien.",
    "Samen staan wij hier sterker dan elk voor zich.",
    "De kosten zijn te overzien en het voordeel is voor alle leden.",
)
AGAINST = (
    "Wij zien het nut, maar het voorstel is nog niet genoeg uitgewerkt.",
    "Voor kleine gemeenten weegt de bijdrage zwaarder dan het voordeel.",
    "Wij willen eerst afmaken wat loopt.",
)
