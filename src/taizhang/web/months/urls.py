"""Addresses of the month: the unit's page, the office's pages, plans and periods."""

from django.urls import URLPattern, path

from .states import Act
from .views import (
    burden,
    closing,
    filling,
    incoming,
    leading,
    matrix,
    own,
    periods,
    places,
    planning,
    queue,
    reviewing,
    sending,
    task,
    workdays,
)

urlpatterns: list[URLPattern] = [
    # The unit
    path("months/own/", own.own_month, name="own-month"),
    path("months/returns/<int:key>/", own.return_page, name="return"),
    path("months/returns/<int:key>/fill/", filling.fill_cells, name="fill-cells"),
    path("months/returns/<int:key>/check/", own.check_panel, name="check-return"),
    path("months/returns/<int:key>/sent/", own.submissions_page, name="submissions"),
    path("months/returns/<int:key>/tasks/<int:task>/unchanged/", filling.unchanged, name="unchanged"),
    path("months/returns/<int:key>/tasks/<int:task>/explain/", filling.explain_finding, name="explain-finding"),
    path("months/returns/<int:key>/submit/", sending.act, {"doing": Act.SUBMIT}, name="submit-return"),
    path("months/returns/<int:key>/hand-back/", sending.act, {"doing": Act.HAND_BACK}, name="hand-back"),
    path("months/returns/<int:key>/send/", sending.act, {"doing": Act.SEND}, name="send-return"),
    path("months/returns/<int:key>/recall/", sending.act, {"doing": Act.RECALL}, name="recall-return"),
    path("months/returns/<int:key>/amend/", sending.act, {"doing": Act.AMEND}, name="amend-return"),
    path("months/returns/<int:key>/form.xlsx", incoming.form_file, name="form"),
    path("months/returns/<int:key>/laid/", incoming.laid_page, name="laid"),
    path("months/returns/<int:key>/laid/take/", incoming.take_laid, name="take-laid"),
    path("months/reports/<int:report>/note/", own.note, name="add-note"),
    # The office
    path("months/", matrix.matrix_page, name="matrix"),
    path("months/review/", queue.queue_page, name="review-queue"),
    path("months/review/accept/", queue.accept_many, name="accept-many"),
    path("months/returns/<int:key>/review/", reviewing.review_page, name="review-return"),
    path("months/returns/<int:key>/take-up/", reviewing.take_up, name="take-up"),
    path("months/returns/<int:key>/lay-down/", reviewing.lay_down, name="lay-down"),
    path("months/returns/<int:key>/accept/", reviewing.accept, name="accept-return"),
    path("months/returns/<int:key>/give-back/", reviewing.give_back, name="give-back"),
    path("months/returns/<int:key>/values/<int:value>/verify/", reviewing.verify_value, name="verify-value"),
    path("months/periods/<int:key>/close/", closing.close_page, name="close-period"),
    path("months/periods/<int:key>/reopen/", closing.reopen_period, name="reopen-period"),
    path("months/burden/", burden.burden_page, name="burden"),
    # Leaders
    path("projects/", leading.projects_page, name="my-projects"),
    path("projects/<int:key>/", leading.project_page, name="my-project"),
    path("projects/<int:key>/remark/", leading.make_remark, name="remark"),
    path("remarks/<int:key>/seen/", leading.see_remark, name="see-remark"),
    path("remarks/<int:key>/answer/", leading.answer_remark, name="answer-remark"),
    # The yearly plan and its periods
    path("plans/", planning.plans_page, name="plans"),
    path("plans/new/", planning.new_list, name="new-list"),
    path("plans/<int:ledger>/", planning.plan_page, name="plan"),
    path("plans/<int:ledger>/make/", planning.make_plan, name="make-plan"),
    path("plans/<int:ledger>/reporters/", planning.set_reporters, name="set-reporters"),
    path("plans/<int:ledger>/add/", planning.new_task, name="new-task"),
    path("plans/<int:ledger>/periods/", periods.periods_page, name="plan-periods"),
    path("plans/tasks/<int:task>/", task.task_page, name="plan-task"),
    path("plans/tasks/<int:task>/curve/", task.curve_preview, name="curve-preview"),
    path("months/periods/<int:key>/days/", periods.period_days, name="period-days"),
    path("months/periods/<int:key>/delete/", periods.delete_period_page, name="delete-period"),
    # Regions, units, lights, working days
    path("places/", places.places_page, name="places"),
    path("places/<int:region>/", places.region_page, name="region"),
    path("places/<int:region>/lights/", places.lights_page, name="lights"),
    path("places/<int:region>/days/<int:year>/", workdays.workdays_page, name="workdays"),
    path("places/units/<int:unit>/", places.unit_page, name="unit"),
]
