"""Addresses of the month: the unit's page, the office's pages, plans and periods."""

from django.urls import URLPattern, path

from .views import burden, closing, leading, matrix, queue, reviewing

urlpatterns: list[URLPattern] = [
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
]
