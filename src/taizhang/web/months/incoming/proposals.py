"""What a file says of a return's cells, before anybody took it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

State = Literal["sure", "ask", "wrong"]

TEXT = ("stage", "progress", "cause", "problems", "next_steps")
UNCHANGED = "unchanged"
"""The cell that says that nothing changed, with the reason."""


class Proposal(Struct, frozen=True):
    """A cell's words from the file, as one would type them; `cell` as in `cells`, or `unchanged`.

    `sure` needs a look and no more, `ask` says in `notes` what a person must decide, `wrong` cannot be taken as it
    stands.  `source` are the file's own words where they are others, `place` where they stand there.
    """

    task: int
    cell: str
    text: str
    state: State = "sure"
    notes: tuple[str, ...] = ()
    source: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.task}:{self.cell}"
