"""Settings and fixtures of all tests.

The environment is complete before Django reads bachdang/settings.py, so tests need no .env and heed none.
TEST_DATABASE_URL names another database server than SQLite (.ci/with_postgres.py sets it).
"""

from __future__ import annotations

import gc
import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client, TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings

from tests import frames, migrated
from tests.queries import Queries

os.environ.update(
    DJANGO_SETTINGS_MODULE="bachdang.settings",
    SECRET_KEY="only-for-tests-" + "0" * 50,
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:",
    DEBUG="0",
    HTTPS="0",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    CSRF_TRUSTED_ORIGINS="",
    BACHDANG_DEMO="0",
    LOG_LEVEL="WARNING",
    # Manifest storage wants collected files, and live_server has none.
    STATICFILES_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
)

django.setup()

# A busy machine is not a failure. (With CI set, hypothesis itself chooses the same examples every time.)
hypothesis_settings.register_profile("bachdang", parent=hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("bachdang")

BROWSER_TESTS = Path(__file__).parent / "browser"
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "live_server",
    "admin_user",
    "admin_client",
}

# When the reports of QIII/2026 are being written: the day every test but those in the browser lives in.
NOW = datetime(2026, 10, 8, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--queries", choices=["record", "cover"], help="see tests/queries.py")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(frames, "frames")
    if config.getoption("queries"):
        config.pluginmanager.register(Queries(config), "queries")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish() -> None:
    """The collector of garbage looks only at what tests make, as it does on the served site."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder, and tests without a database as pure, before -m chooses.

    Long tests are the first of their kind, so that none is left alone at the end.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
        elif not _uses_database(item):
            item.add_marker("pure")


def _uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(
        getattr(item, "fixturenames", ())
    ):
        return True
    cls = getattr(item, "cls", None)
    return cls is not None and issubclass(cls, TransactionTestCase)


@pytest.fixture(scope="session", autouse=True)
def _fast_passwords() -> Iterator[None]:
    """Argon2 is slow on purpose; the accounts of tests need not be safe."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A SQLite test database is a file: in memory, threads that write at the same time fail."""
    if connections["default"].vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connections["default"].settings_dict["TEST"]["NAME"] = str(file)
        migrated.lay(file)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """What was laid stays when the test database is created; it goes with its temporary folder.

    With --reuse-db one of PostgreSQL stays too, migrated and empty, for the next run on that server.
    """
    return django_db_keepdb or connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    if connections["default"].vendor == "sqlite":
        migrated.keep(Path(connections["default"].settings_dict["TEST"]["NAME"]))
        return
    # Tests that commit end by emptying every table, which PostgreSQL refuses for the history.
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER history_is_not_emptied")


@pytest.fixture(scope="session")
def _uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(autouse=True)
def _own_uploads(settings: Any, _uploads: Path) -> None:
    """Uploads of tests never reach the machine's own store, nor another test's."""
    settings.MEDIA_ROOT = _uploads / uuid.uuid4().hex


@pytest.fixture(autouse=True)
def _frozen_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """Time stands still at NOW; a test of another day travels itself. Browsers have real clocks."""
    if request.node.get_closest_marker("browser"):
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan_file() -> Path:
    """The plan of record, as shipped."""
    return Path(settings.BASE_DIR) / "fixtures" / "ke-hoach-16-ctr-tu.yaml"


@pytest.fixture
def demo(db: None, client: Client) -> Client:
    """The Party office on the illustrative data."""
    # The factories need the models, which are ready only after this file was read.
    from bachdang.accounts.models import User
    from tests.factories.remembered import illustrative_ward

    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client
