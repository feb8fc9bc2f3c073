"""The configuration, read once from the environment; what is wrong or missing stops the start with one clear line."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from gemportal.kernel import db, postman
from gemportal.register.witnessing.rules import Witness, witnesses

ROOT = Path(__file__).resolve().parent
INSTANCE = ROOT / "instance"
DEVELOPMENT = "http://localhost:5000"
_NEEDED_OF_A_PROVIDER = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_LABEL")


class ConfigurationError(Exception):
    """One line that says which variable is wrong and what it should be."""


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The whole configuration. Raises `ConfigurationError` with a line for the operator."""
    stage = environment.get("GEMPORTAL_ENV", "development")
    if stage not in {"development", "production"}:
        raise ConfigurationError(f"GEMPORTAL_ENV is {stage!r}; it must be development or production")
    production = stage == "production"
    url = _database_url(environment)
    hops = environment.get("PROXY_HOPS", "0")
    if not hops.isdecimal():
        raise ConfigurationError(f"PROXY_HOPS is {hops!r}; it must be a whole number")
    style = environment.get("LOG_FORMAT", "json" if production else "text")
    if style not in {"text", "json"}:
        raise ConfigurationError(f"LOG_FORMAT is {style!r}; it must be text or json")
    hosts = _hosts(environment, production=production)
    return build(
        url,
        replica=environment.get("DATABASE_REPLICA_URL"),
        PRODUCTION=production,
        BASE_URL=f"https://{hosts[0].lstrip('.')}" if hosts and production else DEVELOPMENT,
        **_mail(environment, hosts, production=production),
        SECOND_FACTOR=_second_factor(environment, production=production),
        **_provider(environment, production=production),
        SECRET_KEY=_secret_key(environment, production=production),
        REGISTER_KEY_FILE=environment.get("REGISTER_KEY_FILE", str(INSTANCE / "register.key")),
        REGISTER_CHECKPOINT_FILE=environment.get("REGISTER_CHECKPOINT_FILE"),
        REGISTER_ORIGIN=environment.get("REGISTER_ORIGIN", "gemportal.example/register"),
        REGISTER_WITNESSES=_witnesses(environment, production=production),
        TRUSTED_HOSTS=hosts,
        PROXY_HOPS=int(hops),
        LOG_FORMAT=style,
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_NAME="__Host-gemportal" if production else "gemportal",
        DEMO_PASSWORD=environment.get("GEMPORTAL_DEMO_PASSWORD", "samenwerken-is-leren"),
    )


def build(url: str, *, replica: str | None = None, **overrides: Any) -> dict[str, Any]:
    """The configuration for a database at `url`; what is not overridden has the value for development."""
    return {
        "ARGON2": {"memory_cost": 19 * 1024, "time_cost": 2, "parallelism": 1},
        "BASE_URL": DEVELOPMENT,
        "BUILD": _build(),
        "LOG_FORMAT": "text",
        "MAIL_FROM": "gemportal@gemportal.example",
        "MAIL_URL": (INSTANCE / "mail").as_uri(),
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "OIDC_CLIENT_ID": None,
        "OIDC_CLIENT_SECRET": None,
        "OIDC_ISSUER": None,
        "OIDC_LABEL": None,
        "OIDC_MFA": frozenset(),
        "OIDC_ORGANISATION_CLAIM": None,
        "OIDC_TRUSTS_EMAIL": False,
        "PRODUCTION": False,
        "PROXY_HOPS": 0,
        "REGISTER_WITNESSES": (),
        "REGISTER_CHECKPOINT_FILE": None,
        "SECOND_FACTOR": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 31_536_000,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "gemportal",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_SAMESITE": "Lax",
        **db.configured(url, replica),
        "SQLITE_SYNCHRONOUS": "FULL",
        "TRANSLATIONS": str(ROOT / "gemportal" / "translations"),
        "WTF_CSRF_CHECK_DEFAULT": True,
        "WTF_CSRF_TIME_LIMIT": None,
    } | overrides


def _database_url(environment: Mapping[str, str]) -> str:
    given = environment.get("DATABASE_URL")
    if not given:
        INSTANCE.mkdir(exist_ok=True)
        return f"sqlite:///{INSTANCE / 'gemportal.sqlite3'}"
    try:
        url = sa.make_url(given)
    except sa.exc.ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not a database address, such as postgresql://user@host/name"
        ) from None
    if url.get_backend_name() not in {"postgresql", "sqlite"}:
        raise ConfigurationError(f"DATABASE_URL names {url.get_backend_name()}; it must be postgresql or sqlite")
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _hosts(environment: Mapping[str, str], *, production: bool) -> list[str] | None:
    names = environment.get("SERVER_NAME", "")
    if production and not names:
        raise ConfigurationError("SERVER_NAME is missing; in production it names the host, such as portaal.example.nl")
    return [name.strip() for name in names.split(",")] if names else None


def _mail(environment: Mapping[str, str], hosts: list[str] | None, *, production: bool) -> dict[str, str]:
    """Where letters go, and from whom they are. In development they are kept in a folder."""
    url = environment.get("MAIL_URL", "" if production else (INSTANCE / "mail").as_uri())
    if not url:
        raise ConfigurationError(
            "MAIL_URL is missing; in production it names the mail server, such as smtp://mail.example.nl:25"
        )
    parts = urlsplit(url)
    try:
        usable = parts.scheme in postman.SCHEMES and bool(parts.hostname or parts.path) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            "MAIL_URL is no address of a mail server, such as smtp://user:password@mail.example.nl:587"
        )
    sender = environment.get("MAIL_FROM", f"gemportal@{hosts[0].lstrip('.') if hosts else 'localhost'}")
    if "@" not in sender or not sender.isprintable():
        raise ConfigurationError("MAIL_FROM is no e-mail address")
    return {"MAIL_URL": url, "MAIL_FROM": sender}


def _witnesses(environment: Mapping[str, str], *, production: bool) -> tuple[Witness, ...]:
    """Who watches over the register, by the file that names them; nobody when there is none."""
    name = environment.get("REGISTER_WITNESSES")
    if not name:
        return ()
    try:
        return witnesses(Path(name).read_text("utf-8"), production=production)
    except OSError:
        raise ConfigurationError(f"REGISTER_WITNESSES names {name}, which is no file that can be read") from None
    except ValueError as error:
        raise ConfigurationError(f"REGISTER_WITNESSES: {name}, {error}") from None


def _second_factor(environment: Mapping[str, str], *, production: bool) -> bool:
    """Whether offices need a second factor. Always in production; for trying the portal only when asked."""
    given = environment.get("GEMPORTAL_SECOND_FACTOR", "required" if production else "optional")
    if given not in {"required", "optional"}:
        raise ConfigurationError(f"GEMPORTAL_SECOND_FACTOR is {given!r}; it must be required or optional")
    if production and given != "required":
        raise ConfigurationError(
            "GEMPORTAL_SECOND_FACTOR is 'optional'; in production offices always need a second factor"
        )
    return given == "required"


def _provider(environment: Mapping[str, str], *, production: bool) -> dict[str, Any]:
    """The provider through which people sign in with an account of their own organisation; nothing when there is none."""
    given = {name: value.strip() for name, value in environment.items() if name.startswith("OIDC_") and value.strip()}
    if not given:
        return {}
    missing = [name for name in _NEEDED_OF_A_PROVIDER if name not in given]
    if missing:
        raise ConfigurationError(f"{', '.join(missing)} is missing; signing in through a provider needs it")
    strange = sorted(
        given.keys() - {*_NEEDED_OF_A_PROVIDER, "OIDC_MFA", "OIDC_ORGANISATION_CLAIM", "OIDC_TRUSTS_EMAIL"}
    )
    if strange:
        raise ConfigurationError(f"{strange[0]} is no variable that is known")
    if not _is_issuer(given["OIDC_ISSUER"], production=production):
        raise ConfigurationError("OIDC_ISSUER is no address such as https://login.example.nl/realms/gemeenten")
    trusts = given.get("OIDC_TRUSTS_EMAIL", "false")
    if trusts not in {"true", "false"}:
        raise ConfigurationError(f"OIDC_TRUSTS_EMAIL is {trusts!r}; it must be true or false")
    return given | {
        "OIDC_MFA": frozenset(given.get("OIDC_MFA", "").replace(",", " ").split()),
        "OIDC_TRUSTS_EMAIL": trusts == "true",
    }


def _is_issuer(given: str, *, production: bool) -> bool:
    """By https, but for a provider on this very machine while developing."""
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        return False
    here = not production and parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    plain = given.isprintable() and not {" ", "@", "?", "#"} & set(given)
    return (parts.scheme == "https" or here) and bool(parts.hostname) and port != 0 and plain


def _secret_key(environment: Mapping[str, str], *, production: bool) -> str:
    given = environment.get("SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ConfigurationError("SECRET_KEY is too short; it must have at least 32 characters")
        return given
    if production:
        raise ConfigurationError("SECRET_KEY is missing; in production it must be set, with at least 32 characters")
    return _kept_secret(INSTANCE / "secret.key")


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made at first need; two processes that start at once end up with the same one."""
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(file.name, path)
        except FileExistsError:
            pass
        finally:
            Path(file.name).unlink()
    return path.read_text()


def _build() -> str:
    """A word that changes when the code does, so that no page outlives the code that made it."""
    folders = [ROOT / "gemportal", ROOT / "templates", ROOT / "static"]
    newest = max(path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file())
    return f"{newest:x}"
