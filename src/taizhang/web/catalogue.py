"""The English catalogue: strings gathered from the code and the templates, kept as .po, compiled to .mo.

`python -m taizhang.web.catalogue` brings the .po up to date with the code.  gettext's own programs are not needed.
"""

from __future__ import annotations

import ast
import os
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

WEB = Path(__file__).resolve().parent
LOCALES = WEB / "locale"

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TRANSLATE = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
CONSTANT = re.compile(r"""_\((?:"([^"]*)"|'([^']*)')\)""")
BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)^msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
HEADER = "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"


def strings() -> dict[str, str]:
    """Every string that the site translates, with the first file it stands in, in the order of files."""
    found: dict[str, str] = {}
    for path in sorted((*WEB.rglob("*.py"), *WEB.rglob("templates/**/*.html"))):
        gather = _in_python if path.suffix == ".py" else _in_template
        for text in gather(path.read_text(encoding="utf-8")):
            found.setdefault(text, path.relative_to(WEB).as_posix())
    return found


def _in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _in_template(source: str) -> Iterator[str]:
    for pattern in (TRANSLATE, CONSTANT):
        for match in pattern.finditer(source):
            yield match[1] or match[2]
    for match in BLOCK.finditer(source):
        yield PLACE.sub(r"%(\1)s", match[1].replace("%", "%%"))


def read_po(path: Path) -> dict[str, str]:
    """The strings of a .po file with their translations, the header (msgid "") left out."""
    entries = ENTRY.findall(path.read_text(encoding="utf-8")) if path.exists() else []
    return {key: _joined(text) for word, text in entries if (key := _joined(word))}


def _joined(quoted: str) -> str:
    plain = "".join(STRING.findall(quoted))
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), plain)


def write_po(path: Path, known: Mapping[str, str]) -> None:
    """The catalogue of every string in use; what has no translation yet is left empty for a person to fill."""
    lines = ['msgid ""', 'msgstr ""', *(_quoted(line + "\n") for line in HEADER.splitlines()), ""]
    for text, place in strings().items():
        flag = ["#, python-format"] if re.search(r"%\(\w+\)s", text) else []
        lines += [f"#: {place}", *flag, f"msgid {_quoted(text)}", f"msgstr {_quoted(known.get(text, ''))}", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def to_mo(entries: Mapping[str, str]) -> bytes:
    """A GNU .mo file (gettext manual, 10.3): header, two tables of lengths and offsets, the strings."""
    pairs = sorted((k.encode(), v.encode()) for k, v in ({"": HEADER} | dict(entries)).items() if v)
    count = len(pairs)
    at = 28 + 16 * count
    tables: list[list[int]] = [[], []]
    texts: list[bytes] = []
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), at]
            texts.append(pair[side] + b"\0")
            at += len(pair[side]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + struct.pack(f"<{4 * count}I", *tables[0], *tables[1]) + b"".join(texts)


def compile_catalogues() -> None:
    """Write each .mo that is missing or older than its .po; in a read-only installation it is there already."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        half = made.with_suffix(f".{os.getpid()}.new")
        try:
            half.write_bytes(to_mo(read_po(source)))
            half.replace(made)
        except OSError:
            if not made.exists():
                raise


if __name__ == "__main__":
    PO = LOCALES / "en/LC_MESSAGES/django.po"
    write_po(PO, read_po(PO))
