"""The optional packages that recognise scans: whether they are installed, and what to say when they are not."""

from __future__ import annotations

from importlib.util import find_spec

from taizhang.ledger import Bilingual

from ...errors import ReadError

PACKAGES = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def require(where: Bilingual) -> None:
    """Raise ReadError, naming the place of the scan, where the extra `ocr` is not installed."""
    if all(find_spec(name) for name in PACKAGES):
        return
    raise ReadError(
        Bilingual(
            "这是扫描件或图片，没有文字，而本机没有安装文字识别组件",
            "this is a scan or a picture without text, and the recogniser of text is not installed here",
        ),
        where,
        Bilingual(
            "请安装后再导入：pip install taizhang[ocr]；或向报送单位索取文字版。",
            "Install it, then import again: pip install taizhang[ocr]; or ask for the document as text.",
        ),
    )
