"""Addresses of ledgers and import."""

from django.urls import path

from .views import comparing, exporting, home, importing, intakes, ledger, matching, originals, reviewing, rules, task

urlpatterns = [
    path("", home.home_page, name="home"),
    path("import/", importing.import_page, name="import"),
    path("import/batches/<int:intake>/", intakes.intake_page, name="intake"),
    path("import/batches/<int:intake>/add/", intakes.add_file, name="add-file"),
    path("import/batches/<int:intake>/drop/", intakes.drop_intake, name="drop-intake"),
    path("import/batches/<int:intake>/matching/", matching.matching_page, name="matching"),
    path("import/batches/<int:intake>/matching/save/", matching.save_matching, name="save-matching"),
    path("import/files/<int:file>/retry/", intakes.retry, name="retry-file"),
    path("import/<int:draft>/", reviewing.review, name="review"),
    path("import/<int:draft>/columns/", reviewing.correct, name="correct"),
    path("import/<int:draft>/table/", reviewing.choose_table, name="choose-table"),
    path("import/<int:draft>/save/", reviewing.save, name="save"),
    path("import/<int:draft>/drop/", reviewing.drop, name="drop"),
    path("originals/<slug:digest>/", originals.original_file, name="original"),
    path("originals/<slug:digest>/pages/<int:number>.png", originals.page_image, name="page-image"),
    path("ledgers/<int:ledger>/", ledger.ledger_page, name="ledger"),
    path("ledgers/<int:ledger>/compare/", comparing.compare_page, name="compare"),
    path("ledgers/<int:ledger>/<int:number>/", ledger.ledger_page, name="version"),
    path("ledgers/<int:ledger>/<int:number>/tasks/<int:row>/", task.task_page, name="task"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/", task.finding_page, name="finding"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/explain/", task.explain, name="explain"),
    path("ledgers/<int:ledger>/<int:number>/findings/<slug:key>/withdraw/", task.withdraw, name="withdraw"),
    path("ledgers/<int:ledger>/<int:number>/originals/", originals.originals_page, name="originals"),
    path("ledgers/<int:ledger>/<int:number>/print/", ledger.print_page, name="print"),
    path("ledgers/<int:ledger>/<int:number>/export.<slug:kind>", exporting.export_file, name="export"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/<slug:rule>/switch/", rules.switch, name="switch-rule"),
]
