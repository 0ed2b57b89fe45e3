"""Reminders to a real mail server and a real receiver on this machine: to whom, what, and never twice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from taizhang.web.events.models import Event
from taizhang.web.months.models import Period, Return, Task
from taizhang.web.months.services import acting
from taizhang.web.months.services.closing import close
from taizhang.web.months.services.filling import fill
from taizhang.web.months.services.periods import reopen
from taizhang.web.people.models import User
from taizhang.web.places.models import Region, Unit
from taizhang.web.reminders.missing import missing_of
from taizhang.web.reminders.models import Kind, Outcome, Reminder, Robot
from taizhang.web.reminders.posting import NotPosted, allowed, post
from taizhang.web.reminders.services import (
    NotAllowed,
    add_robot,
    remind,
    remind_due,
    remove_robot,
    set_mailbox,
    set_policy,
)
from taizhang.web.settings.env import SettingError
from taizhang.web.settings.mail import mail

from ..mailbag import Mailbag
from .conftest import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_april")]
Staff = dict[str, User]


@dataclass
class Receiver:
    """What was posted, and what is answered."""

    posted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "code": 0})
    address: str = ""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A robot's other side; the operator named its host."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.posted.append((self.path, json.loads(body)))
            told = json.dumps(kept.answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBHOOK_HOSTS = [f"127.0.0.1:{server.server_port}"]
    kept.address = f"http://127.0.0.1:{server.server_port}/send?key=k-1"
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture
def education(blank: Return) -> Unit:
    return blank.unit


def told(result: Any) -> list[tuple[str, bool]]:
    return [(way.way, way.ok) for way in result.ways]


def test_a_unit_gets_its_e_mail_with_day_and_state(
    staff: Staff, april: Period, education: Unit, mailbag: Mailbag
) -> None:
    set_mailbox(staff["coordinator"], education, "edu@example.cn")
    (result,) = remind(staff["coordinator"], april, [education.pk])
    assert told(result) == [("mail", True)]
    (message,) = mailbag.messages
    assert (message["To"], message["From"]) == ("edu@example.cn", "ledger@example.cn")
    assert message["Subject"] == "请报送4月民生实事进展"
    text = message.get_content()
    assert "县教育局：松屏县2025年民生实事4月进展情况应于5月5日前报送，还有10天，目前未填报。" in text.replace("\n", "")


def test_the_mailboxes_of_its_people_are_written_to_as_well(
    staff: Staff, april: Period, education: Unit, mailbag: Mailbag
) -> None:
    User.objects.filter(pk=staff["reporter"].pk).update(email="clerk@example.cn")
    User.objects.filter(pk=staff["signer"].pk).update(email="signer@example.cn", is_active=False)
    remind(staff["coordinator"], april, [education.pk])
    assert [message["To"] for message in mailbag.messages] == ["clerk@example.cn"]


def test_one_mailbox_that_is_refused_stops_no_other(
    staff: Staff, april: Period, education: Unit, mailbag: Mailbag
) -> None:
    set_mailbox(staff["coordinator"], education, "nobody@example.cn")
    water = april.returns.get(unit__name="县水务局").unit
    set_mailbox(staff["coordinator"], water, "water@example.cn")
    results = {r.unit.name: r for r in remind(staff["coordinator"], april, [education.pk, water.pk])}
    assert (results["县教育局"].ok, results["县水务局"].ok) == (False, True)
    assert results["县教育局"].ways[0].why == "SMTPRecipientsRefused"
    assert results["县教育局"].ways[0].to == "nob…@example.cn"


def test_a_mail_server_that_is_away_is_asked_once(
    staff: Staff, april: Period, education: Unit, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name, value in mail(f"smtp://127.0.0.1:{port}", "ledger@example.cn").items():
        setattr(settings, name, value)
    water = april.returns.get(unit__name="县水务局").unit
    for unit in (education, water):
        set_mailbox(staff["coordinator"], unit, f"unit{unit.pk}@example.cn")
    asked = []
    connect = socket.create_connection
    monkeypatch.setattr(
        "socket.create_connection", lambda *args, **kwargs: asked.append(args) or connect(*args, **kwargs)
    )
    results = remind(staff["coordinator"], april, [education.pk, water.pk])
    assert [way.why for result in results for way in result.ways] == ["ConnectionRefusedError"] * 2
    assert len(asked) == 1


def test_nobody_is_reminded_twice_for_one_cause(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region
) -> None:
    add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)
    assert len(remind(staff["coordinator"], april, [education.pk])) == 1
    assert remind(staff["coordinator"], april, [education.pk]) == []
    assert len(receiver.posted) == 1
    assert Event.objects.filter(code="unit-reminded").count() == 1


def test_two_who_press_at_once_send_one(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)
    seen = missing_of(april)
    remind(staff["coordinator"], april, [education.pk])
    monkeypatch.setattr("taizhang.web.reminders.services.missing_of", lambda period: seen)
    (result,) = remind(staff["coordinator"], april, [education.pk])
    assert result.twice
    assert len(receiver.posted) == 1


def test_what_failed_may_be_tried_again(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region
) -> None:
    add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)
    receiver.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    (failed,) = remind(staff["coordinator"], april, [education.pk])
    assert failed.ways[0].why == "93000 invalid webhook url"
    assert Reminder.objects.get().outcome == Outcome.FAILED
    receiver.answer = {"errcode": 0}
    (again,) = remind(staff["coordinator"], april, [education.pk])
    assert again.ok
    assert Reminder.objects.get().outcome == Outcome.SENT


def test_the_regions_robot_gets_one_message_for_all_and_a_units_own_gets_its_own(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region
) -> None:
    add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)
    add_robot(staff["coordinator"], county, Kind.WECOM, "教育群", receiver.address + "2", unit=education)
    remind(staff["coordinator"], april, [one.unit.pk for one in missing_of(april)])
    texts = {path: body["text"]["content"] for path, body in receiver.posted}
    assert len(receiver.posted) == 2
    assert "还在等3个单位：" in texts["/send?key=k-1"]
    assert texts["/send?key=k-12"].startswith("县教育局：")


def test_dingtalk_is_signed_in_the_address(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region
) -> None:
    add_robot(staff["coordinator"], county, Kind.DINGTALK, "群", receiver.address, "SEC-1")
    remind(staff["coordinator"], april, [education.pk])
    query = parse_qs(urlsplit(receiver.posted[0][0]).query)
    moment = str(int(at(4, 25).timestamp() * 1000))
    assert query["timestamp"] == [moment]
    wanted = hmac.new(b"SEC-1", f"{moment}\nSEC-1".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(wanted).decode()]
    assert receiver.posted[0][1]["msgtype"] == "text"


def test_feishu_is_signed_in_the_message(
    staff: Staff, april: Period, education: Unit, receiver: Receiver, county: Region
) -> None:
    add_robot(staff["coordinator"], county, Kind.FEISHU, "群", receiver.address, "abc")
    remind(staff["coordinator"], april, [education.pk])
    body = receiver.posted[0][1]
    moment = str(int(at(4, 25).timestamp()))
    wanted = hmac.new(f"{moment}\nabc".encode(), b"", hashlib.sha256).digest()
    assert (body["timestamp"], body["sign"]) == (moment, base64.b64encode(wanted).decode())
    assert (body["msg_type"], "县教育局" in body["content"]["text"]) == ("text", True)


def test_each_cause_is_one_of_its_own(
    staff: Staff,
    april: Period,
    blank: Return,
    task: Task,
    receiver: Receiver,
    county: Region,
    clock: time_machine.Traveller,
) -> None:
    def cause() -> str:
        return next((one.cause for one in missing_of(april) if one.unit == blank.unit), "sent")

    causes = [cause()]
    clock.move_to(at(5, 7))
    causes.append(cause())
    fill(staff["reporter"], blank.pk, task.pk, 0, texts={"progress": "正在建设。"})
    acting.send(staff["signer"], blank.pk)
    causes.append(cause())
    acting.give_back(staff["coordinator"], blank.pk, "请补充数据。")
    causes.append(cause())
    clock.move_to(at(5, 11))
    causes.append(cause())
    assert causes == ["due", "late", "sent", "returned-1", ""]


def test_after_the_closing_only_an_exception_is_a_deadline(
    staff: Staff, april: Period, blank: Return, clock: time_machine.Traveller
) -> None:
    clock.move_to(at(5, 12))
    close(staff["coordinator"], april)
    assert {one.cause for one in missing_of(april)} == {""}
    assert remind(staff["coordinator"], april, [blank.unit_id]) == []
    exception = reopen(staff["coordinator"], april, blank.unit, date(2025, 5, 15), "补报")
    causes = {one.unit.name: (one.cause, one.days) for one in missing_of(april)}
    assert causes["县教育局"] == (f"reopened-{exception.pk}", 3)


def test_only_those_who_review_remind(staff: Staff, april: Period, education: Unit) -> None:
    for name in ("reporter", "leader", "auditor", "administrator"):
        with pytest.raises(PermissionDenied):
            remind(staff[name], april, [education.pk])


def test_a_unit_without_any_way_fails_and_says_so(staff: Staff, april: Period, education: Unit) -> None:
    (result,) = remind(staff["coordinator"], april, [education.pk])
    assert (result.ok, result.ways) == (False, ())
    assert Reminder.objects.get().outcome == Outcome.FAILED


class TestTimed:
    @pytest.fixture(autouse=True)
    def robot(self, staff: Staff, april: Period, receiver: Receiver, county: Region) -> Robot:
        return add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)

    def test_it_is_off_until_somebody_switches_it_on(self, receiver: Receiver) -> None:
        assert remind_due() == []
        assert receiver.posted == []

    def test_it_reminds_near_the_day_due_and_after_it_and_never_again(
        self, staff: Staff, county: Region, receiver: Receiver, clock: time_machine.Traveller
    ) -> None:
        set_policy(staff["coordinator"], county, True, 3)
        sent = []
        for day in ((4, 28), (5, 2), (5, 2), (5, 3), (5, 5), (5, 6), (5, 7)):
            clock.move_to(at(*day))
            remind_due()
            sent.append(len(receiver.posted))
        assert sent == [0, 1, 1, 1, 1, 2, 2]
        assert set(Reminder.objects.values_list("cause", flat=True)) == {"due", "late"}

    def test_it_stops_with_the_person_in_whose_name_it_runs(
        self, staff: Staff, county: Region, receiver: Receiver, clock: time_machine.Traveller
    ) -> None:
        set_policy(staff["coordinator"], county, True, 3)
        User.objects.filter(pk=staff["coordinator"].pk).update(is_active=False)
        clock.move_to(at(5, 6))
        assert remind_due() == []


class TestBounds:
    """What a robot's address may be: nothing inside the own network that the operator did not name."""

    @pytest.mark.parametrize(
        "address",
        [
            "http://127.0.0.1/x",
            "https://127.0.0.1/x",
            "https://169.254.169.254/latest",
            "https://10.0.0.8/x",
            "https://example.cn/hook",
            "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
            "https://qyapi.weixin.qq.com:8443/x",
            "https://qyapi.weixin.qq.com@10.0.0.8/x",
            "https://qyapi.weixin.qq.com.example.cn/x",
            "ftp://qyapi.weixin.qq.com/x",
            "file:///etc/passwd",
            "https://qyapi.weixin.qq.com:x/",
            "",
        ],
    )
    def test_other_addresses_are_refused(self, address: str, staff: Staff, county: Region) -> None:
        assert not allowed(address)
        with pytest.raises(NotAllowed):
            add_robot(staff["coordinator"], county, Kind.WECOM, "群", address)
        with pytest.raises(NotPosted):
            post(address, {})

    @pytest.mark.parametrize(
        "address",
        [
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
            "https://oapi.dingtalk.com/robot/send?access_token=1",
            "https://open.feishu.cn/open-apis/bot/v2/hook/1",
        ],
    )
    def test_the_three_platforms_are_allowed(self, address: str) -> None:
        assert allowed(address)

    def test_a_known_name_that_leads_inside_is_not_followed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        inside = [(2, 1, 6, "", ("192.168.1.9", 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: inside)
        with pytest.raises(NotPosted, match="address"):
            post("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", {})


class TestPages:
    @pytest.fixture
    def office(self, staff: Staff) -> Client:
        browser = Client()
        browser.force_login(staff["coordinator"], "django.contrib.auth.backends.ModelBackend")
        return browser

    def test_the_page_shows_the_words_before_and_the_outcome_after(
        self, office: Client, april: Period, education: Unit, receiver: Receiver, county: Region, staff: Staff
    ) -> None:
        add_robot(staff["coordinator"], county, Kind.WECOM, "联络群", receiver.address)
        address = f"/months/periods/{april.pk}/remind/"
        assert "应于5月5日前报送，还有10天" in office.get(address).text
        after = office.post(address, {"unit": [education.pk]}, follow=True)
        assert "已催办：县教育局。" in after.text
        assert "同一事由不再重复" in after.text

    def test_the_page_asks_a_fixed_number_of_queries(
        self, office: Client, april: Period, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        with django_assert_max_num_queries(16):
            office.get(f"/months/periods/{april.pk}/remind/")

    def test_keys_and_secrets_are_never_shown_and_not_plain_in_the_database(
        self, office: Client, county: Region, receiver: Receiver
    ) -> None:
        form = {"act": "robot", "robot-kind": "feishu", "robot-name": "群", "robot-secret": "top-secret"}
        page = office.post(
            f"/places/{county.pk}/channels/", form | {"robot-address": receiver.address}, follow=True
        ).text
        assert "群" in page
        assert "k-1" not in page
        assert "top-secret" not in page
        robot = Robot.objects.get()
        assert "k-1" not in robot.address
        assert "top-secret" not in robot.secret

    def test_an_address_out_of_bounds_is_refused_with_why(self, office: Client, county: Region) -> None:
        form = {"act": "robot", "robot-kind": "wecom", "robot-name": "群", "robot-address": "https://10.0.0.8/x"}
        response = office.post(f"/places/{county.pk}/channels/", form)
        assert response.status_code == 422
        assert "TAIZHANG_WEBHOOK_HOSTS" in response.text
        assert not Robot.objects.exists()

    def test_a_robot_can_be_tried_and_removed(
        self, office: Client, staff: Staff, county: Region, receiver: Receiver
    ) -> None:
        robot = add_robot(staff["coordinator"], county, Kind.WECOM, "群", receiver.address)
        address = f"/places/{county.pk}/channels/"
        assert "测试消息已发出" in office.post(address, {"act": "try", "robot": robot.pk}, follow=True).text
        assert "测试消息" in receiver.posted[0][1]["text"]["content"]
        receiver.answer = {"errcode": 1}
        assert "测试消息没有发出" in office.post(address, {"act": "try", "robot": robot.pk}, follow=True).text
        office.post(address, {"act": "remove", "robot": robot.pk})
        assert not Robot.objects.exists()

    def test_mailboxes_and_timed_reminders_are_kept(self, office: Client, county: Region, education: Unit) -> None:
        address = f"/places/{county.pk}/channels/"
        office.post(address, {"act": "mailboxes", f"mail-{education.pk}": "edu@example.cn"})
        office.post(address, {"act": "policy", "automatic": "on", "days": "5"})
        page = office.get(address).text
        assert 'value="edu@example.cn"' in page
        assert county.policy.days == 5
        assert "没有保存" in office.post(address, {"act": "mailboxes", f"mail-{education.pk}": "edu"}, follow=True).text


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtps://user%40example.cn:p%3Aw@mail.example.cn", (465, False, True, "p:w")),
        ("smtp+tls://user@mail.example.cn:2525", (2525, True, False, "")),
        ("smtp://mail.example.cn", (25, False, False, "")),
    ],
)
def test_an_address_says_how_mail_is_sent(url: str, wanted: tuple[int, bool, bool, str]) -> None:
    told = mail(url, "ledger@example.cn")
    names = ("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_HOST_PASSWORD")
    assert tuple(told[name] for name in names) == wanted


@pytest.mark.parametrize(("url", "sender"), [("http://mail.example.cn", "a@b.cn"), ("smtp://mail.example.cn", "")])
def test_a_bad_address_of_mail_is_told(url: str, sender: str) -> None:
    with pytest.raises(SettingError):
        mail(url, sender)


def test_a_removed_robot_is_no_way(staff: Staff, county: Region, receiver: Receiver, april: Period) -> None:
    robot = add_robot(staff["coordinator"], county, Kind.WECOM, "群", receiver.address)
    remove_robot(staff["coordinator"], robot)
    assert all(one.robots == () for one in missing_of(april))
