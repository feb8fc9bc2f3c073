"""How a group's conclusion becomes a lesson for everybody, before somebody puts it better."""

from gemportal.groups.steps.rules import Conclusion
from gemportal.sharing.rules import Domain, LessonKind, Wording, title_from

# What a conclusion says of what was learned, until whoever shared the lesson chooses otherwise.
KINDS = {
    Conclusion.CONTINUE: LessonKind.WORKED,
    Conclusion.SHARE: LessonKind.WORKED,
    Conclusion.ADJUST: LessonKind.SURPRISE,
    Conclusion.STOP: LessonKind.DID_NOT_WORK,
}


def lesson_of(text: str, conclusion: Conclusion, domain: Domain | None = None) -> Wording:
    """The lesson that a group wrote with its conclusion."""
    return Wording(title_from(text), text, KINDS[conclusion], domain)
