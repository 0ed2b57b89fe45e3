"""Commands of the web application."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import click

from .app import FINDINGS, app, data_folder
from .common import refuse


@app.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · address to listen on")
@click.option("--port", default=8000, show_default=True, help="端口 · port")
@click.option("--demo", is_flag=True, help="演示：载入样例，点击即登录 · demo with samples")
@data_folder
def serve_command(host: str, port: int, demo: bool, data: Path) -> None:
    """启动网站。Start the web application.

    例 · example:  taizhang serve --demo
    """
    the_site().serve(host=host, port=port, demo=demo, data=data)


@app.command("demo")
@data_folder
def demo_command(data: Path) -> None:
    """建好演示数据：一个虚构的县一年的按月填报。Build the demo: a fictional county's year of monthly returns.

    已有演示数据时不再重建。serve --demo 会自动先建好。Built once; serve --demo does it by itself.

    例 · example:  taizhang demo --data var
    """
    click.echo(the_site().build_demo(data))


@app.command("remind")
@data_folder
def remind_command(data: Path) -> None:
    """催办临近时限和逾期未报的单位；供定时任务每天运行，重复运行不会重复催办。Remind units whose return is missing.

    只催开启了定时催办的地区。Only in regions that switched it on; safe to run again, for nobody is reminded twice.

    例 · example:  taizhang remind --data var
    """
    for line in the_site().remind(data):
        click.echo(line)


@app.command("worker")
@data_folder
@click.option("--until-closed", is_flag=True, hidden=True)
def worker_command(data: Path, until_closed: bool) -> None:
    """在后台读取上传的文件；serve 已自带一个。Read uploaded files in the background; serve brings one along.

    例 · example:  taizhang worker --data var
    """
    the_site().work(data=data, until_closed=until_closed)


@app.command("prune")
@data_folder
def prune_command(data: Path) -> None:
    """清理已完成的后台任务和没有留下内容的导入；后台程序每天自动做。Clear away what is done with.

    例 · example:  taizhang prune --data var
    """
    tasks, imports = the_site().clear(data)
    click.echo(f"后台任务 {tasks}，导入 {imports} · tasks {tasks}, imports {imports}")


@app.command("verify-log")
@data_folder
def verify_log_command(data: Path) -> None:
    """校验操作日志和已冻结的数据，只读不写。Verify the log of acts and all frozen data; writes nothing.

    退出码：0 完整，1 发现改动，2 没有数据库。Exit code: 0 whole, 1 changed, 2 no database.

    例 · example:  taizhang verify-log --data var
    """
    try:
        whole, told = the_site().verify_log(data)
    except FileNotFoundError as error:
        refuse(f"没有数据库 · no database: {error}")
    for line in told:
        click.echo(line)
    if not whole:
        sys.exit(FINDINGS)


@app.command("reset-password")
@click.argument("username")
@data_folder
def reset_password_command(username: str, data: Path) -> None:
    """给账号一个重设密码的链接，并解除锁定、清除两步验证。Print a link for a new password of an account.

    管理员自己也进不去时，在服务器上用；记入操作日志。For administrators who are locked out themselves; it is logged.

    例 · example:  taizhang reset-password admin
    """
    path = the_site().reset_password(username, data)
    if not path:
        refuse(f"没有这个账号，或者已停用 · no such account, or it was stopped: {username}")
    click.echo(f"在网站地址后接上 · append to the site's address: {path}")


@app.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """输出命令补全脚本。Print the completion script of a shell.

    例 · example:  eval "$(taizhang completion bash)"
    """
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    if maker is None:
        refuse(f"{shell}?")
    click.echo(maker(app, {}, "taizhang", "_TAIZHANG_COMPLETE").source())


def the_site() -> ModuleType:
    """What starts the site and acts on its data; refuses where its extra is not installed."""
    if find_spec("django") is None:
        refuse("网站需要安装 taizhang[web] · the site needs taizhang[web]")
    from taizhang.web import serving

    return serving
