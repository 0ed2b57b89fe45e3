"""Ledgers of a thousand and of five thousand rows: time and memory should grow with the rows, and no faster.

Each size has a process of its own, warm and at first sight of the rows, which all differ.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from taizhang import checking, reading

from .documents import ROOT
from .warm import timed, warm_up

SIZES = (1000, 5000)
TOWNS = ("青石镇", "柳河镇", "南塘乡", "北岭乡", "云溪镇", "松坪镇", "白沙街道", "梅岭街道")
WORKS = (
    ("新建口袋公园{goal}处", "已建成口袋公园{done}处，完成率{rate}%，其余正在施工，预计11月底前完工。"),
    ("改造老旧小区{goal}个", "截至9月底，已完工{done}个，占年度任务的{rate}%，其余小区正在做外墙保温和管网铺设。"),
    ("新增城镇就业{goal}人", "累计新增城镇就业{done}人，完成年度目标任务的{rate}%。"),
    ("建设农村公路{goal}公里", "路基工程已完成{done}公里，路面铺设正在推进，形象进度{rate}%。"),
)


class Many(NamedTuple):
    """Milliseconds of CPU for reading and checking, findings, and the peak memory of the process in MiB."""

    read: float
    check: float
    findings: int
    memory: float


def measure(rows: int) -> Many:
    """Give what one process needs for a ledger of so many rows."""
    command = [sys.executable, "-m", "benchmarks.many", str(rows)]
    return Many(*json.loads(subprocess.check_output(command, cwd=ROOT)))


def ledger(rows: int) -> str:
    """Give the text of a ledger of a made-up place, a task a row, parted by tabs."""
    head = "云州市2025年民生实事项目进展情况表\n截至2025年9月30日\n\n"
    names = "序号\t项目名称\t年度目标任务\t进展情况\t牵头单位\t完成时限"
    return head + "\n".join([names, *(row(number) for number in range(1, rows + 1))])


def row(number: int) -> str:
    """Give one row; numbers differ from row to row, so that nothing is known from a row before."""
    goal, done = number + 20, (number + 20) * (50 + number % 45) // 100
    promised, told = (words.format(goal=goal, done=done, rate=done * 100 // goal) for words in WORKS[number % 4])
    office = ("市住建局", "市民政局", "市人社局", "市交通运输局")[number % 4]
    return f"{number}\t{TOWNS[number % 8]}第{number}项实事\t{promised}\t{told}\t{office}\t2025年{10 + number % 3}月底前"


def look(rows: int) -> Many:
    """Read and check such a ledger in this process."""
    data = ledger(rows).encode()
    read, book = timed(lambda: reading.read(data).ledger)
    check, found = timed(lambda: checking.check(book))
    return Many(read, check, len(found), peak())


def peak() -> float:
    """Give the most memory this process has held, in MiB; `getrusage` would count what its parent held too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    warm_up()
    print(json.dumps(look(int(sys.argv[1]))))
