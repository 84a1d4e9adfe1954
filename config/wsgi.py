"""What Granian serves. Who asks and whether by TLS is believed of a proxy on this machine, and of nobody else."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts="127.0.0.1")
