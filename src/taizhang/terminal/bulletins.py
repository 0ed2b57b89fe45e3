"""What `taizhang bulletin` does: a bulletin of files alone, without a server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from taizhang.checking import check
from taizhang.checking.standing import completions, standings
from taizhang.ledger import Bilingual, Ledger
from taizhang.measuring import match_rows
from taizhang.writing import Layout, WriteError
from taizhang.writing.bulletin import (
    NO_HEAD,
    OUTLINES,
    Bulletin,
    Head,
    Outline,
    Standing,
    bulletin_to_json,
    compose,
    outline_from_json,
    outline_named,
    tell,
)
from taizhang.writing.bulletin.model import Urgency


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


def bulletin(
    outline: Outline,
    now: Ledger,
    before: Ledger | None = None,
    as_of: date | None = None,
    head: Head = NO_HEAD,
) -> Bulletin:
    """The paper of a ledger, compared with the period before where one is given; WriteError as `compose` raises it."""
    day = as_of or now.document.cut_off
    past = None
    if before is not None:
        known = _standings(before, before.document.cut_off)
        past = {row: known[old] for row, old in match_rows(before, now).items() if old in known}
    return compose(outline, tell(now, _standings(now, day), as_of=day, before=past), head=head)


def _standings(ledger: Ledger, day: date | None) -> dict[int, Standing]:
    reached = completions(ledger, day)
    status = standings(ledger, check(ledger, as_of=day), day)
    return {row: Standing(word, *reached.get(row, (None, None))) for row, word in status.items()}


def headed(outline: Outline, style: str) -> Outline:
    """The outline, its papers with a red head of the style, where one is asked for."""
    return replace(outline, head="函" if style == "函" else "公文") if style else outline


def head_of(
    outline: Outline, organs: Sequence[str], signers: Sequence[str], cc: str, by: str, urgency: Urgency = ""
) -> Head:
    """The red head of organs that are named, a document's unless the outline wants a letter's, as urgent as is told.

    WriteError for what stands with a head only, without an organ.
    """
    if organs:
        urgent = urgency or outline.urgency
        return Head(outline.head or "公文", tuple(organs), urgency=urgent, signers=tuple(signers), cc=cc, printed_by=by)
    if signers or cc or by or urgency:
        raise WriteError(
            Bilingual("没有写明发文机关标志", "the red head's organ is missing"),
            Bilingual("请加上 --organ 机关名称。", "Add --organ NAME."),
        )
    return NO_HEAD


def signed(made: Bulletin, issuer: str, to: str, day: date | None, number: str = "") -> Bulletin:
    """The paper with its issuer, addressee, day and number, where they are given; an organ of the head issues it."""
    organ = made.head.organs[0] if made.head.organs else ""
    return replace(
        made,
        issuer=issuer or made.issuer or organ,
        to=to or made.to,
        day=day or made.day,
        number=number or made.number,
    )


def written(made: Bulletin, ledger: Ledger, output: Path, layout: Layout) -> bytes:
    """The paper as a file of the kind that the name asks for; WriteError for another kind."""
    suffix = output.suffix.lower()
    if suffix == ".json":
        return bulletin_to_json(made)
    if suffix == ".txt":
        return f"{made.text}\n".encode()
    if suffix in _WRITERS:
        return _WRITERS[suffix](made, ledger, layout)
    zh, en = "通报只能写 .docx、.pdf、.html、.txt、.json", "only .docx, .pdf, .html, .txt and .json can be written"
    raise WriteError(Bilingual(f"{output.name}：{zh}", f"{output.name}: {en}"))


def _docx(made: Bulletin, ledger: Ledger, layout: Layout) -> bytes:
    from taizhang.writing.bulletin.word import to_docx

    return to_docx(made, ledger, layout)


def _pdf(made: Bulletin, ledger: Ledger, layout: Layout) -> bytes:
    from taizhang.writing.bulletin.press import to_pdf

    return to_pdf(made, ledger, layout)


def _html(made: Bulletin, ledger: Ledger, layout: Layout) -> bytes:
    from taizhang.writing.bulletin.page import to_html

    return to_html(made, ledger, layout)


_WRITERS = {".docx": _docx, ".pdf": _pdf, ".html": _html, ".htm": _html}
