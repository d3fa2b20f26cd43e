"""The environment is read strictly: what doesn't parse stops the start with one sentence."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env as parse
from config.env import Env

HERE = Path("/data")


@pytest.mark.parametrize(("raw", "meant"), [("1", True), ("Yes", True), ("ON", True), ("False", False), ("0", False)])
def test_a_flag_in_its_usual_spellings(raw: str, meant: bool) -> None:
    assert Env({"DEBUG": raw}).flag("DEBUG", not meant) is meant


@pytest.mark.parametrize("raw", ["maybe", "2", "ja"])
def test_a_flag_that_is_none_stops_the_start(raw: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be yes or no"):
        Env({"DEBUG": raw}).flag("DEBUG", False)


def test_an_empty_value_counts_as_unset() -> None:
    assert Env({"DEBUG": " "}).flag("DEBUG", True) is True


def test_blanks_around_a_value_are_dropped() -> None:
    assert Env({"SITE_URL": " https://juli.example.org "}).text("SITE_URL") == "https://juli.example.org"


@pytest.mark.parametrize("raw", ["-1", "0", "1.5", "ten", "0x10"])
def test_a_number_that_is_none_or_too_small_stops_the_start(raw: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="UPLOAD_LIMIT_MB must be a whole number from 1 up"):
        Env({"UPLOAD_LIMIT_MB": raw}).number("UPLOAD_LIMIT_MB", 50, at_least=1)


def test_words_are_parted_by_commas_or_blanks() -> None:
    assert Env({"ALLOWED_HOSTS": "a.example.org, b.example.org c"}).words("ALLOWED_HOSTS") == [
        "a.example.org",
        "b.example.org",
        "c",
    ]


def test_a_choice_must_be_one_of_the_words() -> None:
    with pytest.raises(ImproperlyConfigured, match="must be one of required, offered, not 'off'"):
        Env({"SECOND_FACTOR": "off"}).choice("SECOND_FACTOR", "required", ("required", "offered"))


def test_there_is_no_built_in_secret_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        Env({}).secret_key(tmp_path)


def test_the_key_kept_in_the_data_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kept\n")
    assert Env({}).secret_key(tmp_path) == "kept"
    assert Env({"SECRET_KEY": "given"}).secret_key(tmp_path) == "given"


def test_sqlite_in_the_data_folder_unless_told_otherwise() -> None:
    found = parse.database("", HERE)
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert str(found["NAME"]).endswith("/data/db.sqlite3")


def test_postgresql_with_a_name_and_options() -> None:
    found = parse.database("postgres://juli:p%40ss@db.example.org:5433/cases?sslmode=require", HERE)
    wanted = {"HOST": "db.example.org", "PORT": "5433", "NAME": "cases", "USER": "juli", "PASSWORD": "p@ss"}
    assert {key: found[key] for key in wanted} == wanted
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_postgresql_on_a_socket() -> None:
    found = parse.database("postgresql:///cases?host=/run/postgresql", HERE)
    assert (found["HOST"], found["NAME"]) == ("/run/postgresql", "cases")


@pytest.mark.parametrize("url", ["mysql://localhost/cases", "cases.sqlite3"])
def test_another_database_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        parse.database(url, HERE)


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("redis://cache:6379/1", "redis://cache:6379/1"),
        ("unix:///run/v.sock?db=2", "redis+socket:///run/v.sock?virtual_host=2"),
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_the_broker_in_its_own_spelling(url: str, spelled: str) -> None:
    assert parse.broker(url) == spelled


def test_another_broker_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        parse.broker("amqp://localhost")


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, False, True),
        ("smtps://mail.example.org", 465, True, False),
        ("smtps://mail.example.org:2465", 2465, True, False),
    ],
)
def test_mail_with_its_port_and_encryption(url: str, port: int, ssl: bool, tls: bool) -> None:
    found = parse.mail(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_mail_into_a_folder() -> None:
    assert parse.mail("file:///data/mail")["EMAIL_FILE_PATH"] == "/data/mail"


def test_other_mail_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        parse.mail("mail.example.org")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("scanner:3310", ("scanner", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_where_a_server_listens(text: str, address: object) -> None:
    assert parse.socket_address("X", text) == address


@pytest.mark.parametrize(
    "text", ["scanner", "run/c.sock", "scanner:many", "scanner:99999", ":3310", "http://scanner:1"]
)
def test_half_an_address_stops_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CLAMD_SOCKET"):
        parse.socket_address("CLAMD_SOCKET", text)
