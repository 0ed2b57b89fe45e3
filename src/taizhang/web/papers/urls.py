"""Addresses of papers."""

from django.urls import path

from . import acts, document_views, layout_views, number_views, outline_views, place_views, views

urlpatterns = [
    path("papers/", views.papers_page, name="papers"),
    path("papers/make/", views.make_page, name="make-paper"),
    path("papers/documents/", document_views.documents_page, name="documents"),
    path("papers/documents/make/", document_views.make_document_page, name="make-document"),
    path("papers/documents/<int:key>/", document_views.document_page, name="document"),
    path("papers/documents/<int:key>/file", document_views.document_file, name="document-file"),
    path("papers/documents/<int:key>/retry/", document_views.retry_document, name="retry-document"),
    path("papers/documents/<int:key>/delete/", document_views.delete_document, name="delete-document"),
    path("papers/format/", place_views.format_page, name="paper-format"),
    path("papers/outlines/", outline_views.outlines_page, name="outlines"),
    path("papers/outlines/import/", outline_views.import_outline_file, name="import-outline"),
    path("papers/outlines/<slug:kind>/", outline_views.outline_page, name="outline"),
    path("papers/outlines/<slug:kind>/outline.json", outline_views.outline_file, name="outline-file"),
    path("papers/outlines/<slug:kind>/reset/", outline_views.reset_outline_of, name="reset-outline"),
    path("papers/numbers/", number_views.numbers_page, name="numbers"),
    path("papers/<int:key>/publication/", place_views.publication_page, name="publication"),
    path("papers/layouts/", layout_views.layouts_page, name="layouts"),
    path("papers/layouts/of/<int:region>/make/", layout_views.make_layout_page, name="make-layout"),
    path("papers/layouts/of/<int:region>/take/", layout_views.take_layout_page, name="take-layout"),
    path("papers/layouts/<int:key>/", layout_views.layout_page, name="layout"),
    path("papers/layouts/<int:key>/preview/", layout_views.preview_layout, name="preview-layout"),
    path("papers/layouts/<int:key>/delete/", layout_views.delete_layout_page, name="delete-layout"),
    path("papers/layouts/<int:key>/layout.json", layout_views.layout_file, name="layout-file"),
    path("papers/layouts/<int:key>/template.docx", layout_views.layout_template, name="layout-template"),
    path("papers/layouts/<int:key>/sample.docx", layout_views.layout_sample, name="layout-sample"),
    path("papers/<int:key>/", views.paper_page, name="paper"),
    path("papers/<int:key>/rows/", views.rows_page, name="paper-rows"),
    path("papers/<int:key>/paper.<slug:kind>", views.paper_file, name="paper-file"),
    path("papers/<int:key>/edit/", views.edit_page, name="edit-paper"),
    path("papers/<int:key>/doubts/<slug:doubt>/", acts.explain_doubt, name="explain-doubt"),
    path("papers/<int:key>/doubts/<slug:doubt>/withdraw/", acts.withdraw_doubt, name="withdraw-doubt"),
    path("papers/<int:key>/do/<slug:act>/", acts.act_on_paper, name="act-on-paper"),
    path("papers/<int:key>/replace/", acts.replace_paper, name="replace-paper"),
    path("papers/<int:key>/outline/", acts.keep_outline_of, name="keep-outline"),
]
