"""What `taizhang bulletin` does: a bulletin of files alone, without a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from taizhang.checking import check
from taizhang.checking.standing import completions, standings
from taizhang.ledger import Bilingual, Ledger
from taizhang.measuring import match_rows
from taizhang.writing import Layout, WriteError
from taizhang.writing.bulletin import (
    OUTLINES,
    Bulletin,
    Outline,
    Standing,
    bulletin_to_json,
    compose,
    outline_from_json,
    outline_named,
    tell,
)


def outline_of(kind: str) -> Outline:
    """The outline of that name or in that file; WriteError for neither."""
    path = Path(kind)
    if kind not in OUTLINES and path.suffix.lower() == ".json":
        try:
            return outline_from_json(path.read_bytes())
        except OSError as error:
            raise WriteError(
                Bilingual(f"{kind}：无法读取模板（{error.strerror}）", f"{kind}: cannot be read ({error.strerror})")
            ) from error
    return outline_named(kind)


def bulletin(outline: Outline, now: Ledger, before: Ledger | None = None, as_of: date | None = None) -> Bulletin:
    """The paper of a ledger, compared with the period before where one is given; WriteError as `compose` raises it."""
    day = as_of or now.document.cut_off
    past = None
    if before is not None:
        known = _standings(before, before.document.cut_off)
        past = {row: known[old] for row, old in match_rows(before, now).items() if old in known}
    return compose(outline, tell(now, _standings(now, day), as_of=day, before=past))


def _standings(ledger: Ledger, day: date | None) -> dict[int, Standing]:
    reached = completions(ledger, day)
    status = standings(ledger, check(ledger, as_of=day), day)
    return {row: Standing(word, *reached.get(row, (None, None))) for row, word in status.items()}


def signed(made: Bulletin, issuer: str, to: str, day: date | None) -> Bulletin:
    """The paper with its issuer, addressee and day, where they are given."""
    return replace(made, issuer=issuer or made.issuer, to=to or made.to, day=day or made.day)


def written(made: Bulletin, ledger: Ledger, output: Path, layout: Layout) -> bytes:
    """The paper as a file of the kind that the name asks for; WriteError for another kind."""
    suffix = output.suffix.lower()
    if suffix == ".docx":
        from taizhang.writing.bulletin.word import to_docx

        return to_docx(made, ledger, layout)
    if suffix == ".json":
        return bulletin_to_json(made)
    if suffix == ".txt":
        return f"{made.text}\n".encode()
    zh, en = "通报只能写 .docx、.txt、.json", "only .docx, .txt and .json can be written"
    raise WriteError(Bilingual(f"{output.name}：{zh}", f"{output.name}: {en}"))
