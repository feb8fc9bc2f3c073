"""create_app: read the configuration and wire the rooms. Nothing else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config as configuration
from gemportal import cli
from gemportal.decisions import wiring as decisions
from gemportal.groups import wiring as groups
from gemportal.initiatives import wiring as initiatives
from gemportal.kernel import db, log, sealing
from gemportal.kernel.web import frame
from gemportal.kernel.web.room import enter
from gemportal.notices import wiring as notices
from gemportal.organisations import wiring as organisations
from gemportal.people import wiring as people
from gemportal.register import wiring as register
from gemportal.settings import wiring as settings
from gemportal.sharing import wiring as sharing
from gemportal.site import wiring as site
from gemportal.voting import wiring as voting

ROOT = Path(__file__).resolve().parent.parent

# From the ground up: a room may rely on those before it.
ROOMS = (register, settings, organisations, people, sharing, initiatives, groups, voting, decisions, notices, site)


def create_app(settings_of_the_process: Mapping[str, Any] | None = None) -> Flask:
    """The application, configured from the environment or from the given mapping."""
    app = Flask(
        "gemportal",
        root_path=str(ROOT),
        instance_path=str(ROOT / "instance"),
        template_folder="templates",
        static_folder="static",
    )
    app.config.from_mapping(settings_of_the_process or configuration.from_environment())
    log.configure(app.config["LOG_FORMAT"])
    sealing.seal_with(app.config["SECRET_KEY"])
    if app.config["PROXY_HOPS"]:
        hops = app.config["PROXY_HOPS"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    db.init_app(app)
    frame.init_app(app, people.identify)
    for room in ROOMS:
        room.init_app(app)
    enter(app, [view for room in ROOMS for view in room.VIEWS])
    cli.init_app(app)
    return app
