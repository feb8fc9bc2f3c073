"""The fields by which somebody attaches a file or a link."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import RadioField, StringField, ValidationError
from wtforms.validators import InputRequired

from gemportal.files import judging, rules
from gemportal.files.rules import Accepted, Link
from gemportal.kernel.errors import RuleBroken
from gemportal.kernel.web.forms import HouseForm, at_most, choices, no_larger_than

FOR_GROUP, FOR_EVERYBODY = "group", "everybody"


class _AttachmentForm(HouseForm):
    """Who may see it; the lower room knows that some may and others may not, and no more."""

    seen_by = RadioField(
        _("Wie mag dit zien?"),
        [InputRequired(_("Kies wie dit mag zien."))],
        choices=choices(
            [
                (FOR_GROUP, _("Alleen de groep: wie er een zetel heeft")),
                (FOR_EVERYBODY, _("Iedereen: het staat op de openbare pagina")),
            ]
        ),
    )

    @property
    def public(self) -> bool:
        return bool(self.seen_by.data == FOR_EVERYBODY)


class FileForm(_AttachmentForm):
    """A file to attach. Judged before anything waits for it; `file` is None as long as it is not a good one."""

    upload = FileField(
        _("Bestand"),
        description=_(
            "PDF, foto (JPEG, PNG), Word, Excel, PowerPoint, OpenDocument of platte tekst. Uit foto’s halen wij weg "
            "waar en waarmee ze zijn gemaakt. Uit andere bestanden niet: kijk zelf of er namen in staan die niemand "
            "hoeft te lezen."
        ),
    )
    accepted: Accepted | None = None

    def __init__(self, megabytes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._megabytes = megabytes
        self.upload.render_kw = no_larger_than(megabytes * rules.MEGABYTE, rules.too_large(megabytes))

    def validate_upload(self, field: FileField) -> None:
        """Read at most as much as a file may be, and judge it."""
        if self.accepted is not None:
            return
        if not field.data:
            raise ValidationError(gettext("Kies een bestand."))
        field.data.stream.seek(0)
        content = field.data.stream.read(self._megabytes * rules.MEGABYTE + 1)
        try:
            self.accepted = judging.judge(field.data.filename or "", content, self._megabytes)
        except RuleBroken as broken:
            raise ValidationError(str(broken)) from None

    def judged(self) -> Accepted | None:
        """The file that was sent, if it may be kept."""
        return self.accepted if self.is_submitted() and self.validate() else None


class LinkForm(_AttachmentForm):
    """A link to attach."""

    title = StringField(
        _("Waar leidt de link naartoe?"),
        [
            InputRequired(_("Schrijf op waar de link naartoe leidt.")),
            at_most(rules.LONGEST_NAME),
        ],
        description=_("Bijvoorbeeld: het raadsvoorstel van Zwolle."),
    )
    url = StringField(
        _("Adres"),
        [
            InputRequired(_("Plak hier het adres.")),
            at_most(rules.LONGEST_URL),
        ],
        description=_("Het begint met https://. Wij openen het nooit zelf."),
    )

    def link(self) -> Link:
        """What was filled in, for the act to judge."""
        return Link(self.title.data or "", self.url.data or "")
