"""What is done with a paper by a button: each calls one service and goes back to the paper."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.web.days import day_of
from taizhang.web.ledgers.access import valid_versions
from taizhang.web.ledgers.periods import before
from taizhang.web.people.access import only, signed_in
from taizhang.web.people.models import User

from .access import access_paper
from .doors import may_act_on_papers, may_write_papers
from .models import Paper
from .notices import done
from .refusals import WrongState
from .services import acting, explaining
from .services.making import make_paper
from .services.outlines import keep_outline
from .states import State


@only(may_act_on_papers)
@require_POST
def act_on_paper(request: HttpRequest, key: int, act: str) -> HttpResponse:
    """Check, approve, send back, issue, drop or write anew."""
    user = signed_in(request)
    if act not in _ACTS:
        raise Http404
    run, words = _ACTS[act]
    did, _result = done(request, lambda: run(request, user, key), str(words()))
    return redirect("papers") if did and act == "drop" else redirect("paper", key)


def _issue(request: HttpRequest, user: User, key: int) -> object:
    word = "".join(request.POST.get("word", "").split())[:20]
    return acting.issue(user, key, word, day_of(request.POST.get("day", "")), day_of(request.POST.get("printed", "")))


_ACTS: dict[str, tuple[Callable[[HttpRequest, User, int], object], Callable[[], str]]] = {
    "check": (lambda _r, user, key: acting.check(user, key), lambda: _("已核对：数据与台账一致，等待批准。")),
    "approve": (lambda _r, user, key: acting.approve(user, key), lambda: _("已批准，可以印发。")),
    "send-back": (
        lambda request, user, key: acting.send_back(user, key, request.POST.get("reason", "")[:300]),
        lambda: _("已退回修改。"),
    ),
    "issue": (_issue, lambda: _("已编号印发，内容不再改动。")),
    "drop": (lambda _r, user, key: acting.drop(user, key), lambda: _("草稿已删除。")),
    "anew": (lambda _r, user, key: acting.write_anew(user, key), lambda: _("已按台账数据重新生成，自写段落没有动。")),
}


@only(may_write_papers)
@require_POST
def replace_paper(request: HttpRequest, key: int) -> HttpResponse:
    """A draft that will take an issued paper's place, of the newest correction of its period."""
    user = signed_in(request)
    paper = access_paper(user, key)
    _did, made = done(request, lambda: _replacing(user, paper), _("已起草替代件；印发后原件标为“已被替代”。"))
    return redirect("paper", made.pk if made else key)


def _replacing(user: User, paper: Paper) -> Paper:
    if paper.state != State.ISSUED:
        raise WrongState(paper)
    version = paper.version
    while version.corrected_by is not None:
        version = version.corrected_by
    others = valid_versions(user).filter(yearly=version.yearly_id)
    past = before(version, others) if paper.before_id else None
    return make_paper(user, version, paper.kind, before=past, supersedes=paper)


@only(may_write_papers)
@require_POST
def keep_outline_of(request: HttpRequest, key: int) -> HttpResponse:
    """The paper's outline becomes that of its place."""
    kept = keep_outline(signed_in(request), key)
    messages.success(request, _("已存为%(region)s的模板，以后起草这种文稿都用它。") % {"region": kept.region.name})
    return redirect("paper", key)


@only(may_write_papers)
@require_POST
def explain_doubt(request: HttpRequest, key: int, doubt: str) -> HttpResponse:
    """Why a doubt about the paper's words stands."""
    user, reason = signed_in(request), request.POST.get("reason", "")
    done(request, lambda: explaining.explain(user, key, doubt, reason), _("说明已保存，随文稿送批。"))
    return redirect("paper", key)


@only(may_write_papers)
@require_POST
def withdraw_doubt(request: HttpRequest, key: int, doubt: str) -> HttpResponse:
    """Take the reason back: the doubt is open again."""
    user = signed_in(request)
    done(request, lambda: explaining.withdraw(user, key, doubt), _("说明已撤回。"))
    return redirect("paper", key)
