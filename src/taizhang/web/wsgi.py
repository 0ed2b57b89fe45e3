"""The entry for any WSGI server; refuses to start when a check finds the settings unsafe."""

import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.web.settings")
application = get_wsgi_application()

_problems = [str(problem) for problem in run_checks(include_deployment_checks=False) if problem.level >= ERROR]
if _problems:
    raise ImproperlyConfigured("\n".join(_problems))
