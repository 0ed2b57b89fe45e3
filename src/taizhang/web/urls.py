"""The map of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("taizhang.web.people.urls")),
    path("", include("taizhang.web.events.urls")),
    path("", include("taizhang.web.ledgers.urls")),
    path("", include("taizhang.web.months.urls")),
    path("", include("taizhang.web.reminders.urls")),
    path("", include("taizhang.web.papers.urls")),
]
handler400 = "taizhang.web.errors.unfit"
handler403 = "taizhang.web.errors.refused"
handler404 = "taizhang.web.errors.missing"
handler500 = "taizhang.web.errors.broken"
