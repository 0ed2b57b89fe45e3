"""The office reads what one unit sent, and decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from taizhang.web.numbers import whole, wholes
from taizhang.web.people.access import only, signed_in
from taizhang.web.people.models import Role, User
from taizhang.web.people.rights import RIGHTS

from ..access import access_return, access_submission, visible_submissions
from ..doors import may_look, may_review
from ..models import Return, Submission, Value
from ..opening import closed_for, is_late, shown_as
from ..remarks import remarks_by_task
from ..review import review_of
from ..services import acting
from ..services.reviewing import verify
from ..states import SEEN_BY_OFFICE, State, acts_from
from ..typed import figure
from ..waiting import neighbours
from .notices import done

REASONS = (
    gettext_lazy("数据与上期矛盾，请核实"),
    gettext_lazy("数据口径与目标不一致，请按目标口径填报"),
    gettext_lazy("进展文字与数据不符，请核对"),
    gettext_lazy("进度滞后但未写明原因，请补充存在问题"),
    gettext_lazy("下步打算没有具体措施和时间，请补充"),
    gettext_lazy("请写明依据或说明数据来源"),
)
"""Reasons that are given often; words of one's own go after them."""


@only(may_look)
@require_safe
def review_page(request: HttpRequest, key: int) -> HttpResponse:
    """What was sent, ?number=2 an earlier one; of one that was not sent what is known of it."""
    user = signed_in(request)
    found = access_return(user, key)
    sent = list(visible_submissions(user).filter(of=found).defer("content"))
    shown = _shown(request, user, found, sent)
    review = review_of(found, shown) if shown else None
    last = sent[-1] if sent else None
    context = {
        "found": found,
        "state": shown_as(found),
        "late": is_late(found),
        "sent": sent,
        "shown": shown,
        "review": review,
        "remarks": remarks_by_task(user, [one.task.pk for one in review.tasks], found.period) if review else {},
        "beside": neighbours(user, found.pk),
        "acts": _acts(user, found) if shown and last and shown.pk == last.pk else (),
        "may_verify": may_review(user) and found.state in SEEN_BY_OFFICE and not closed_for(found.period, found.unit),
        "reasons": REASONS,
        "reopenings": found.period.reopenings.filter(unit=found.unit).select_related("by"),
    }
    return render(request, "months/review.html", context)


def _shown(request: HttpRequest, user: User, found: Return, sent: list[Submission]) -> Submission | None:
    asked = request.GET.get("number", "")
    if asked.isdecimal() and len(asked) < 5:
        return access_submission(user, found.pk, int(asked))
    return access_submission(user, found.pk, sent[-1].number) if sent else None


def _acts(user: User, found: Return) -> tuple[str, ...]:
    """What the person may do with it now, for buttons."""
    if not may_review(user) or closed_for(found.period, found.unit):
        return ()
    return tuple(act.value for act in acts_from(State(found.state), RIGHTS[Role(user.role)]))


@only(may_review)
@require_POST
def take_up(request: HttpRequest, key: int) -> HttpResponse:
    """Begin to read."""
    done(request, lambda: acting.take_up(signed_in(request), key))
    return redirect("review-return", key)


@only(may_review)
@require_POST
def lay_down(request: HttpRequest, key: int) -> HttpResponse:
    """Put it back unread."""
    done(request, lambda: acting.lay_down(signed_in(request), key), _("已放回待审队列。"))
    return redirect("review-return", key)


@only(may_review)
@require_POST
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """Accept the submission that was on the page, and go on to the next that waits."""
    user = signed_in(request)
    number = request.POST.get("number", "")
    after = neighbours(user, key).after
    found = done(request, lambda: acting.accept(user, key, whole(number) or 0))
    if found is None:
        return redirect("review-return", key)
    messages.success(request, _("已采用%(unit)s%(period)s。") % {"unit": found.unit, "period": found.period.label})
    return redirect("review-return", after) if after else redirect("review-queue")


@only(may_review)
@require_POST
def give_back(request: HttpRequest, key: int) -> HttpResponse:
    """Give it back with a reason: those chosen and words of one's own; only the chosen tasks, where any is."""
    user = signed_in(request)
    own = request.POST.get("reason", "").strip()
    reason = "；".join([*request.POST.getlist("common"), *([own] if own else [])])[:300]
    tasks = wholes(request.POST.getlist("task"))
    words = _("已退回，责任单位会看到理由。")
    done(request, lambda: acting.give_back(user, key, reason, tasks), words)
    return redirect("review-return", key)


@only(may_review)
@require_POST
def verify_value(request: HttpRequest, key: int, value: int) -> HttpResponse:
    """The office's own figure beside the unit's; an empty one takes it back."""
    user = signed_in(request)
    found = access_return(user, key)
    row = get_object_or_404(Value.objects.select_related("indicator"), pk=value, report__of=found)
    amount, source = request.POST.get("amount", ""), request.POST.get("source", "")[:200]
    unit = row.indicator.unit_word
    done(request, lambda: verify(user, value, figure(amount, unit), source), _("核实数已记下。"))
    return redirect(f"{redirect('review-return', key).url}#value-{value}")
