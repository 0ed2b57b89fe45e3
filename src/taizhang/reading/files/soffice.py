"""LibreOffice run once for one file: its own folder and profile, bounded time and memory, no macros, no links followed.

Two runs that share a profile lose files silently, so none is ever shared.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from taizhang.ledger import Bilingual

from ..errors import ReadError
from .base import MAX_FILE_BYTES, WHOLE_FILE

MAX_SECONDS = 120
"""Longest that LibreOffice may take for one file; a ledger of a hundred items takes about 2 seconds."""
MAX_MEMORY = 2_000_000_000
"""Most bytes of memory that LibreOffice may ask for, where the system can hold it to that; a ledger needs half."""
PROGRAMS = ("soffice", "libreoffice")
PACKAGE = "libreoffice-writer-nogui"

_SHELL = "/bin/sh"
# The last limit (files written, in blocks of 512 bytes) is as large as any document that is read.
_LIMITS = f'ulimit -v {MAX_MEMORY // 1024}; ulimit -t {MAX_SECONDS}; ulimit -f {4 * MAX_FILE_BYTES // 512}; exec "$@"'
_SETTINGS = {
    # Macros never run, nor do plug-ins and other active contents.
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    # A document's links (pictures of a web site, sections of another file) are not followed.
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("org.openoffice.Office.Writer/Content/Update", "Link"): "0",
    ("org.openoffice.Office.Writer/Content/Update", "Field"): "false",
    # What still asks for an address on the network is sent to a door that nobody opens.
    ("org.openoffice.Inet/Settings", "ooInetProxyType"): "1",
    **{("org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName"): "127.0.0.1" for kind in ("HTTP", "HTTPS")},
    **{("org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort"): "9" for kind in ("HTTP", "HTTPS")},
    ("org.openoffice.Inet/Settings", "ooInetNoProxy"): "",
}


def to_docx(data: bytes, suffix: str, import_filter: str) -> bytes:
    """The document as a Word package, as LibreOffice converts it.

    `suffix` is the kind's file name ending and `import_filter` LibreOffice's name of its reader for it.
    Raises ReadError when LibreOffice is missing, takes too long, or gives nothing.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given, made = folder / f"document.{suffix}", folder / "made" / "document.docx"
        given.write_bytes(data)
        profile = _profile(folder / "profile")
        _run(
            [
                program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
                f"--infilter={import_filter}", "--convert-to", "docx:MS Word 2007 XML",
                "--outdir", str(made.parent), str(given),
            ],
            folder,
        )  # fmt: skip
        if not made.is_file():
            raise _nothing()
        return made.read_bytes()


def _program() -> str:
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise _missing()
    return found


def _profile(folder: Path) -> Path:
    """A new profile that holds our settings and nothing else."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in _SETTINGS.items()
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
    return folder


def _run(command: list[str], folder: Path) -> None:
    if os.name == "posix":
        command = [_SHELL, "-c", _LIMITS, _SHELL, *command]
    environment = {
        **{key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(  # noqa: S603 - a fixed program on files that we named
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    finally:
        if process.returncode is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started: LibreOffice's own program is a child of its starter."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


_AS_DOCX = "用 Word 或 WPS 打开，另存为 .docx 后再导入"
_AS_DOCX_EN = "open the file in Word or WPS, save it as .docx and import that"


def _missing() -> ReadError:
    return ReadError(
        Bilingual(
            "读取这种文件需要 LibreOffice，本机没有安装", "this kind of file takes LibreOffice, which is not installed"
        ),
        WHOLE_FILE,
        Bilingual(
            f"请安装（apt-get install {PACKAGE}），或{_AS_DOCX}。",
            f"Install it (apt-get install {PACKAGE}), or {_AS_DOCX_EN}.",
        ),
    )


def _too_slow() -> ReadError:
    return ReadError(
        Bilingual(
            f"LibreOffice 转换文件超过 {MAX_SECONDS} 秒，已停止",
            f"LibreOffice was stopped: converting the file took over {MAX_SECONDS} seconds",
        ),
        WHOLE_FILE,
        Bilingual(f"请{_AS_DOCX}。", f"Please {_AS_DOCX_EN}."),
    )


def _nothing() -> ReadError:
    memory = f"{MAX_MEMORY / 1e9:.0f} GB"
    return ReadError(
        Bilingual(
            f"LibreOffice 未能转换文件：文件可能已损坏，或所需内存超过 {memory}",
            f"LibreOffice could not convert the file: it may be damaged, or need over {memory} of memory",
        ),
        WHOLE_FILE,
        Bilingual(f"请{_AS_DOCX}。", f"Please {_AS_DOCX_EN}."),
    )
