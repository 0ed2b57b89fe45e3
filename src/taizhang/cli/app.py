"""The group of commands, the options that several of them have, and the exit codes."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from taizhang import __version__

COLLECTED = 20_000
"""New objects after which the garbage collector looks: a command loads two hundred modules, which all stay."""

FINDINGS, UNREADABLE = 1, 2
"""Exit codes: findings of severity error; a file that could not be read."""

language = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="TAIZHANG_LANG",
    show_default=True,
    help="提示语言 · language of messages",
)

cluster = click.option(
    "--engine",
    type=(click.Choice(["dask", "ray"]), str),
    metavar="dask|ray ADDRESS",
    help="交给已有集群处理多个文件 · have a running cluster do many files",
)

one_table = click.option(
    "--table", type=click.IntRange(min=1), metavar="N", help="读第几个表 · which ledger of the file, from 1"
)

data_folder = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("var"), help="数据目录 · data directory"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="taizhang", message="%(prog)s %(version)s", help="版本 · version")
def app() -> None:
    """读取、核对民生实事台账。Read and check the ledgers of a government's yearly promises."""


def main() -> None:
    """Entry point of the command."""
    gc.set_threshold(COLLECTED, *gc.get_threshold()[1:])
    app(prog_name="taizhang")
