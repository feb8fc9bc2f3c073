"""The entrance for a WSGI server, and for `flask`, which finds this file by itself."""

import sys

from config import ConfigurationError
from gemportal.app import create_app
from gemportal.register.keeping import rollback

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"gemportal: {error}")

rollback.say_at_start(app)
