"""Addresses of ledgers and import."""

from django.urls import path

from .views import comparing, exporting, home, importing, ledger, rules, task

urlpatterns = [
    path("", home.home_page, name="home"),
    path("import/", importing.import_page, name="import"),
    path("import/<int:draft>/", importing.review, name="review"),
    path("import/<int:draft>/columns/", importing.correct, name="correct"),
    path("import/<int:draft>/save/", importing.save, name="save"),
    path("import/<int:draft>/drop/", importing.drop, name="drop"),
    path("ledgers/<int:ledger>/", ledger.ledger_page, name="ledger"),
    path("ledgers/<int:ledger>/compare/", comparing.compare_page, name="compare"),
    path("ledgers/<int:ledger>/<int:number>/", ledger.ledger_page, name="version"),
    path("ledgers/<int:ledger>/<int:number>/tasks/<int:row>/", task.task_page, name="task"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/", task.finding_page, name="finding"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/explain/", task.explain, name="explain"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/withdraw/", task.withdraw, name="withdraw"),
    path("ledgers/<int:ledger>/<int:number>/print/", ledger.print_page, name="print"),
    path("ledgers/<int:ledger>/<int:number>/export.<slug:kind>", exporting.export_file, name="export"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/<slug:rule>/switch/", rules.switch, name="switch-rule"),
]
