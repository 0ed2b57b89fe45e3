"""A scanned page, the whole way to a ledger, on one core; the peer is RapidOCR on the same page, in the same process.

The peer finds lines of text and recognises them; it makes no cells, rows or columns of them.  Models are loaded
before either is timed.  Times are of the CPU, one thread each.
"""

import json
import subprocess
import sys
from typing import NamedTuple

import cv2
import numpy as np
from rapidocr import RapidOCR
from tests.reading.scans.drawn import HEADER, file, page, scanned

from taizhang import reading

from .documents import ROOT
from .warm import timed

ROUNDS = 2
PROGRESS = "已建成口袋公园{0}处，完成投资{1}万元，其余{2}处正在施工，预计年底前全部建成开放；第二批选址已经公示。"


class Page(NamedTuple):
    """Milliseconds of CPU for reading a page and for the peer, the least of several rounds; characters on it."""

    read: float
    peer: float
    chars: int


def measure() -> Page:
    """Give what a page costs, in a process of its own."""
    return Page(*json.loads(subprocess.check_output([sys.executable, "-m", "benchmarks.scans"], cwd=ROOT)))


def look() -> Page:
    """Read a page of eight rows in this process."""
    cv2.setNumThreads(1)
    rows = [(str(k), f"第{k}批口袋公园", PROGRESS.format(k + 9, k * 130, k + 2), "县城市管理局") for k in range(1, 7)]
    data = file("PNG", scanned(page(HEADER, *rows)))
    pixels = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
    engine = f"EngineConfig.onnxruntime.{'{}'}_op_num_threads"
    peer = RapidOCR(params={engine.format("intra"): 1, engine.format("inter"): 1, "Global.log_level": "error"})
    reading.read(data), peer(pixels)
    ours = min(timed(lambda: reading.read(data))[0] for _ in range(ROUNDS))
    theirs = min(timed(lambda: peer(pixels))[0] for _ in range(ROUNDS))
    return Page(ours, theirs, sum(len(text) for row in rows for text in row))


if __name__ == "__main__":
    print(json.dumps(look()))
