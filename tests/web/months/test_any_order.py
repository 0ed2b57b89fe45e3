"""Anybody does anything at any time: a small model of the month beside the real one, through hundreds of acts.

The model knows for each unit its state and the words that were typed, sent and accepted last.  After each act both must
agree on what came of it; nobody may meet a word that is not for them; what is frozen is what was accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from taizhang.web.months.access import visible_submissions
from taizhang.web.months.models import Period, Return
from taizhang.web.months.refusals import NotOpen, PeriodClosed, ReasonMissing, Undecided, WrongState
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import reopen
from taizhang.web.months.states import Act
from taizhang.web.months.verifying import verdict
from taizhang.web.people.models import User

from .office import client
from .test_states import AFTER, DO, OFFICE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
SHORT = settings(
    max_examples=3,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.generate,),  # what fails is short enough as it is
    derandomize=True,  # found once, found always
    suppress_health_check=list(HealthCheck),
)
UNITS = {"县教育局": ("reporter", "signer"), "县水务局": ("other-reporter", "other-signer")}
STRANGERS = ("outsider",)
ONLOOKERS = ("leader", "auditor", "security", "administrator")
PEOPLE = (*(name for pair in UNITS.values() for name in pair), *sorted(OFFICE), *STRANGERS, *ONLOOKERS)
OF_SIGNERS = {Act.HAND_BACK, Act.SEND, Act.RECALL, Act.AMEND}
OF_CLERKS = {Act.FILL, Act.SUBMIT}
SENT = {"sent", "reading", "returned", "accepted"}


@dataclass
class Known:
    """What the model knows of a unit's return."""

    key: int
    state: str = "blank"
    typed: str = ""
    sent: str = ""
    accepted: str = ""
    submissions: int = 0
    opened: bool = False


class Month(RuleBasedStateMachine):
    """April of two units, and all who have to do with it."""

    def __init__(self, staff: dict[str, User], april: Period, clock: time_machine.Traveller) -> None:
        super().__init__()
        self.clock = clock
        self.around = transaction.atomic()
        self.around.__enter__()
        self.staff, self.april = staff, april
        self.units = {name: Known(april.returns.get(unit__name=name).pk) for name in UNITS}
        self.typed = 0
        self.closed = False
        self.browsers: dict[str, Client] = {}

    def teardown(self) -> None:
        """Nothing stays for the next."""
        whole = verdict().is_whole
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)
        assert whole

    @rule(person=st.sampled_from(PEOPLE), unit=st.sampled_from(sorted(UNITS)), act=st.sampled_from(Act))
    def anybody_tries(self, person: str, unit: str, act: Act) -> None:
        self._done(person, unit, act)

    @rule(unit=st.sampled_from(sorted(UNITS)), go=st.data())
    def the_month_goes_on(self, unit: str, go: st.DataObject) -> None:
        """One of the acts that are next, by one who may: at random alone hardly anything would ever be accepted."""
        known = self.units[unit]
        act = go.draw(st.sampled_from([act for act in Act if known.state in AFTER[act]]))
        may = UNITS[unit][1] if act in OF_SIGNERS | OF_CLERKS else "coordinator"
        self._done(may, unit, act)

    @rule(reason=st.sampled_from(["", "更正一处数字"]))
    def the_office_closes(self, reason: str) -> None:
        known = self.units.values()
        waiting = any(one.state in {"sent", "reading"} for one in known)
        refused = Undecided if waiting else ReasonMissing if self.closed and not reason else None
        if refused is not None:
            with pytest.raises(refused), transaction.atomic():
                close(self.staff["coordinator"], self.april, reason)
            return
        frozen = close(self.staff["coordinator"], self.april, reason).version.ledger
        self.closed = True
        for one in known:
            one.opened = False
        told = {cell.text for row in frozen.rows for cell in row.cells if "进展第" in cell.text}
        assert told == {one.accepted for one in known} - {""}

    @precondition(lambda self: self.closed)
    @rule(unit=st.sampled_from(sorted(UNITS)))
    def the_office_opens_it_again_for_one(self, unit: str) -> None:
        found = Return.objects.select_related("unit").get(pk=self.units[unit].key)
        reopen(self.staff["coordinator"], self.april, found.unit, date(2025, 4, 25) + timedelta(3), "补报一处")
        self.units[unit].opened = True

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_looks_about(self, person: str) -> None:
        pages = [reverse(name) for name in ("home", "matrix", "review-queue")]
        for one in self.units.values():
            pages += [reverse(name, args=[one.key]) for name in ("return", "review-return")]
        browser = self.browsers.setdefault(person, client(self.staff[person]))
        told = "".join(browser.get(page, follow=True).text for page in pages)
        for unit, one in self.units.items():
            if person not in UNITS[unit]:
                assert one.typed in {"", *self._for_others(one)} or one.typed not in told

    @invariant()
    def a_minute_goes_by(self) -> None:
        self.clock.shift(60)

    @invariant()
    def others_find_what_was_sent_and_is_still(self) -> None:
        for person in ("reporter", "other-signer", "coordinator", "leader", "outsider"):
            words: dict[int, set[str]] = {one.key: set() for one in self.units.values()}
            for submission in visible_submissions(self.staff[person]):
                words[submission.of_id] |= {report.progress for report in submission.sent.reports}
            for unit, one in self.units.items():
                if person in UNITS[unit]:
                    assert one.sent in words[one.key] | {""}
                elif person in STRANGERS or any(person in others for others in UNITS.values()):
                    assert not words[one.key]
                elif one.state not in SENT:
                    assert words[one.key] <= {one.accepted}

    def _for_others(self, one: Known) -> set[str]:
        return {one.accepted, one.sent} if one.state in SENT else {one.accepted}

    def _done(self, person: str, unit: str, act: Act) -> None:
        one = self.units[unit]
        wanted = self._expected(person, unit, act)
        if isinstance(wanted, str):
            self._do(self.staff[person], one, act)
            assert Return.objects.get(pk=one.key).state == wanted
            self._remember(one, act)
            one.state = wanted
        else:
            with pytest.raises(wanted), transaction.atomic():
                self._do(self.staff[person], one, act)

    def _do(self, user: User, one: Known, act: Act) -> None:
        if act is Act.FILL:
            report = Return.objects.get(pk=one.key).reports.get()
            fill(user, one.key, report.task_id, report.version, texts={"progress": f"进展第{self.typed + 1}次"})
        elif act is Act.ACCEPT:
            acting.accept(user, one.key, one.submissions)
        else:
            DO[act](user, one.key)

    def _remember(self, one: Known, act: Act) -> None:
        if act is Act.FILL:
            self.typed += 1
            one.typed = f"进展第{self.typed}次"
        elif act is Act.SEND:
            one.sent, one.submissions = one.typed, one.submissions + 1
        elif act is Act.ACCEPT:
            one.accepted = one.sent

    def _expected(self, person: str, unit: str, act: Act) -> str | type[Exception]:
        """The state that comes of it, or the refusal."""
        one, (clerk, signer) = self.units[unit], UNITS[unit]
        if person in STRANGERS or any(person in pair for name, pair in UNITS.items() if name != unit):
            return Http404
        of_the_unit = act in OF_SIGNERS | OF_CLERKS
        if person not in ({signer} | ({clerk} if act in OF_CLERKS else set()) if of_the_unit else OFFICE):
            return PermissionDenied
        if self.closed and not one.opened:
            return NotOpen if of_the_unit else PeriodClosed
        return AFTER[act].get(one.state, WrongState)


def test_whatever_is_done_in_whatever_order_the_record_stays_right(
    staff: dict[str, User], april: Period, clock: time_machine.Traveller
) -> None:
    class InApril(Month):
        def __init__(self) -> None:
            super().__init__(staff, april, clock)

    run_state_machine_as_test(InApril, settings=SHORT)
