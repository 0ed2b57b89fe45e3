"""Write the pages that are made from the program: `python scripts/docs.py`; with --check, say which are not current.

docs/rules.md     one entry a rule, from `taizhang.checking.RULES`
docs/commands.md  what `taizhang --help` and each command's `--help` print
README*.md        what the commands print that stand there behind a `$`, from the top
"""

import os
import re
import subprocess
import sys
from itertools import groupby
from pathlib import Path

from taizhang.checking import RULES

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("taizhang")
MADE = "<!-- Made by scripts/docs.py from the program itself: change it there. -->"

FAMILIES = {
    "arithmetic": "Arithmetic 算术",
    "coverage": "Coverage 内容对应",
    "schedule": "Schedule 进度与时限",
    "consistency": "Consistency 前后一致",
    "wording": "Wording 文字",
    "privacy": "Privacy 个人信息",
    "periods": "Periods 与上期相比",
}
SHOWN = 24  # lines of a command's output in README; the rest is left out
EXAMPLE = re.compile(r"```console\n\$ taizhang (?P<words>.+)\n(?:.*\n)*?```")

SEVERITIES = {
    "error": "error 错误: the figures cannot both be true",
    "warning": "warning 存疑: a reader would ask",
    "info": "info 提示: style",
}


def rules() -> str:
    """Give the page of the rules, by family in the registry's order."""
    parts = [
        MADE,
        "# Rules 检查规则",
        f"{len(RULES)} rules. A finding of any of them shows the place, the words, the computation and a suggestion. "
        "How to add one: [CONTRIBUTING.md](../CONTRIBUTING.md#a-rule).",
    ]
    order = list(FAMILIES)
    for family, members in groupby(sorted(RULES, key=lambda rule: order.index(rule.family)), lambda rule: rule.family):
        parts.append(f"## {FAMILIES[family]}")
        for rule in members:
            parts.append(f"### `{rule.slug}` {rule.name.zh}")
            parts.append(f"{rule.name.en}. *{SEVERITIES[rule.severity]}*")
            parts.append(f"{rule.explanation.zh}\n\n{rule.explanation.en}")
    return "\n\n".join(parts) + "\n"


def commands() -> str:
    """Give the page of the commands, each with its help as printed."""
    overview = help_of()
    parts = [MADE, "# Commands", "The command tells all this itself: `taizhang --help`, `taizhang check --help`."]
    parts.append(block("taizhang --help", overview))
    parts += [block(f"taizhang {name} --help", help_of(name)) for name in names(overview)]
    return "\n\n".join(parts) + "\n"


def names(overview: str) -> list[str]:
    """Give the commands that the overview lists."""
    listed = overview.split("Commands", 1)[1]
    return re.findall(r"^[^\w\n]*([a-z][a-z-]+)(?=\s{2,})", listed, re.MULTILINE)


def help_of(*words: str) -> str:
    """Give what `taizhang WORDS --help` prints."""
    return output_of(*words, "--help")


def output_of(*words: str) -> str:
    """Give what `taizhang WORDS` prints, plain and 80 columns wide; findings make an exit code that is no failure."""
    plain = {"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    environment = {**os.environ, **plain}
    for forced in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TAIZHANG_LANG"):
        environment.pop(forced, None)
    done = subprocess.run(
        [COMMAND, *words], cwd=ROOT, capture_output=True, check=False, encoding="utf-8", env=environment
    )
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"taizhang {' '.join(words)} failed: {done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def with_examples(text: str) -> str:
    """Give a page with the outputs of its examples put in anew."""
    return EXAMPLE.sub(lambda match: example(match["words"]), text)


def example(words: str) -> str:
    """Give a command as typed, and what it prints as far as it is shown."""
    lines = output_of(*words.split()).splitlines()
    shown = "\n".join(lines[:SHOWN] + (["…"] if len(lines) > SHOWN else []))
    return f"```console\n$ taizhang {words}\n{shown}\n```"


def block(command: str, output: str) -> str:
    """Give a heading and the output under it as a block."""
    return f"## `{command}`\n\n```text\n{output}\n```"


def main() -> None:
    """Write the pages, or tell which are stale and end with 1."""
    pages = {"docs/rules.md": rules(), "docs/commands.md": commands()}
    pages |= {
        name: with_examples((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh-CN.md")
    }
    stale = [name for name, text in pages.items() if not current(ROOT / name, text)]
    if "--check" in sys.argv:
        sys.exit(f"not current, run python scripts/docs.py: {', '.join(stale)}" if stale else 0)
    for name in stale:
        (ROOT / name).write_text(pages[name], encoding="utf-8")
        print(f"wrote {name}")


def current(path: Path, text: str) -> bool:
    """Tell whether the page holds the text."""
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
