"""A sheet of people (Excel, WPS, CSV) as rows for the invitation page: read by our readers, columns known by name."""

from __future__ import annotations

from django.conf import settings

from taizhang.ledger import Bilingual
from taizhang.reading.errors import ReadError
from taizhang.web.bounded import child

from ..models import Invitation, Role, User
from ..rows import rows_of

MOST = 180
"""Most rows of one sheet: a person looks at each."""
SECONDS = 30

COLUMNS = {
    "name": ("姓名", "名字", "name"),
    "unit": ("单位", "部门", "所在单位", "责任单位", "单位名称", "unit"),
    "role": ("角色", "岗位", "身份", "role"),
    "email": ("邮箱", "电子邮箱", "邮件", "电子邮件", "email", "e-mail"),
}
ROLES = {
    Role.REPORTER: ("填报", "填报人", "填报员", "经办人", "reporter"),
    Role.SIGNER: ("签发", "签发人", "负责人", "审签", "signer"),
    Role.COORDINATOR: ("督查", "督查室", "督查员", "coordinator"),
    Role.LEADER: ("领导", "分管领导", "leader"),
    Role.AUDITOR: ("审计", "审计员", "auditor"),
    Role.SECURITY: ("安全", "安全员", "security"),
    Role.ADMINISTRATOR: ("管理员", "administrator"),
}


def people_in(data: bytes, name: str) -> list[dict[str, str]]:
    """The rows under the header, as `PersonForm` takes them; a role that is not known stays as written.

    Raises ReadError for a file that is no sheet, has no column 姓名, no rows, or more than MOST.
    """
    rows = child(SECONDS, settings.READ_MEMORY).run(rows_of, data, name)
    header = next((k for k, row in enumerate(rows) if "name" in _places(row)), None)
    if header is None:
        raise _refused("没有找到“姓名”一列", "there is no column of names")
    places = _places(rows[header])
    found = [{key: row[at].strip() for key, at in places.items() if at < len(row)} for row in rows[header + 1 :]]
    people = [_person(row) for row in found if any(row.values())]
    if not people:
        raise _refused("表里没有人", "the sheet has no rows")
    if len(people) > MOST:
        raise _refused(f"一次最多{MOST}人", f"at most {MOST} people at once")
    return people


def _places(row: list[str]) -> dict[str, int]:
    told = [text.replace(" ", "").replace("\n", "").lower() for text in row]
    found: dict[str, int] = {}
    for key, words in COLUMNS.items():
        for at, text in enumerate(told):
            if text in words:
                found.setdefault(key, at)
    return found


def _person(row: dict[str, str]) -> dict[str, str]:
    return {key: row.get(key, "") for key in COLUMNS} | {"role": role_of(row.get("role", ""))}


def role_of(word: str) -> str:
    """The role that a word means, a clerk's when nothing is said; "" for a word that is not known."""
    if not word:
        return Role.REPORTER.value
    known = {str(label): value for value, label in Role.choices} | {
        word: role.value for role, words in ROLES.items() for word in words
    }
    return known.get(word.lower(), known.get(word, ""))


def already(people: list[dict[str, str]]) -> set[int]:
    """Which rows name somebody who has an account or an open invitation as that in that unit, or come twice."""
    accounts = User.objects.filter(is_active=True).values_list("name", "role", "own_unit__name")
    invited = Invitation.objects.filter(used_at=None, revoked_at=None).values_list("name", "role", "own_unit__name")
    known = {(name, role, unit or "") for name, role, unit in (*accounts, *invited)}
    found = set()
    for number, person in enumerate(people):
        key = (person["name"], person["role"], person["unit"])
        if key in known:
            found.add(number)
        known.add(key)
    return found


def _refused(zh: str, en: str) -> ReadError:
    return ReadError(
        Bilingual(zh, en),
        Bilingual("整个文件", "the whole file"),
        Bilingual(
            "第一行写列名：姓名、单位、角色、邮箱，下面每人一行。",
            "Name the columns 姓名, 单位, 角色, 邮箱 in row one.",
        ),
    )
