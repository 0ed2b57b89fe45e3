"""The gate: who comes in, and how.  Only this package knows django-allauth and django-axes.

`entering` is the way in by password, `code` the second step, `single` single sign-on, `sessions` where one is signed
in; `adapters` holds what allauth asks of us.
"""
