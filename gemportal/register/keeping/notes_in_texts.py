"""Finding checkpoints in what people kept: a receipt, a letter, a note by itself."""

import re


def find(text: str, origin: str) -> list[str]:
    """Every checkpoint of this origin in `text`, as a signed note. The whole text when there is none: it will be refused as one.

    Mail may have turned line ends and taken spaces off, or put marks before the lines of a letter that was answered.
    """
    plain = "\n".join(line.lstrip("> ").rstrip() for line in text.splitlines()) + "\n"
    signatures = r"(?:\N{EM DASH} \S+ [A-Za-z0-9+/=]+\n)+"
    return re.findall(
        rf"^{re.escape(origin)}\n[0-9]+\n[A-Za-z0-9+/=]+\n(?:.+\n)*\n{signatures}", plain, re.MULTILINE
    ) or [text]
