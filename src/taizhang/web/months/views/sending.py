"""The unit's acts on its return: to the signer, back to the clerk, to the office, and back from there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from taizhang.web.people.access import signed_in
from taizhang.web.people.models import User

from ..refusals import Refused, Unexplained, Untold
from ..services import acting
from ..states import Act
from .own import own_return

LONGEST = 300
Doing = Callable[[User, int, str], object]

DOING: dict[Act, Doing] = {
    Act.SUBMIT: lambda user, key, _: acting.submit(user, key),
    Act.HAND_BACK: acting.hand_back,
    Act.SEND: lambda user, key, _: acting.send(user, key),
    Act.RECALL: lambda user, key, _: acting.recall(user, key),
    Act.AMEND: acting.amend,
}
DONE = {
    Act.SUBMIT: gettext_lazy("已提交签发人，签发后才报送督查室。"),
    Act.HAND_BACK: gettext_lazy("已退给填报人修改。"),
    Act.SEND: gettext_lazy("已报送督查室。"),
    Act.RECALL: gettext_lazy("已撤回，可以修改后重新报送。"),
    Act.AMEND: gettext_lazy("可以修改了。新的内容被采用之前，仍以已采用的为准。"),
}


@require_POST
def act(request: HttpRequest, key: int, doing: Act) -> HttpResponse:
    """One act, then the page again with what became of it."""
    user = signed_in(request)
    own_return(request, key)
    try:
        DOING[doing](user, key, request.POST.get("reason", "").strip()[:LONGEST])
    except Refused as refused:
        messages.error(request, str(refused))
        panel = "#sending" if isinstance(refused, Untold | Unexplained) else ""
        response = redirect("return", key)
        response["Location"] += panel
        return response
    messages.success(request, str(DONE[doing]))
    return redirect("return", key)
