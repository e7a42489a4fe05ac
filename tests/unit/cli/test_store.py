"""keys, people, migrate, config, ledger, audit, serve: commands on a store."""

from __future__ import annotations

import json
import socket
import stat

import pytest

from qa_service.cli import first_sign_in
from qa_service.cli.serve import address_of, prepare
from qa_service.config import Settings
from qa_service.services import access, rubrics
from qa_service.storage.queries import access as people_queries
from qa_service.storage.tables import AuditEvent


def actor_of(store, key):
    with store.read() as uow:
        return access.authenticate(uow, key)


def test_keys_create_prints_a_working_key_and_nothing_else(run, store):
    result = run("keys", "create", "--role", "reviewer", "--role", "lead", "--site", "Oslo")
    assert result.exit_code == 0
    key = result.stdout.removesuffix("\n")
    assert "\n" not in key
    actor = actor_of(store, key)
    assert actor.roles == {"reviewer", "lead"}
    assert actor.handle.startswith("reviewer-")
    assert actor.site == "Oslo"
    assert actor.handle in result.stderr


def test_a_second_key_of_a_known_person(run, store):
    run("keys", "create", "--role", "lead", "--handle", "ines")
    second = run("keys", "create", "--handle", "ines", "--days", "30")
    assert second.exit_code == 0
    assert actor_of(store, second.stdout.strip()).roles == {"lead"}
    other = run("keys", "create", "--handle", "ines", "--role", "admin")
    assert other.exit_code == 2
    assert "allowed: lead" in other.stderr
    with store.read(store.transact("", access.bootstrap)) as uow:
        assert len(people_queries.people(uow)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "boss"], "allowed: submitter, reviewer"),
        (["--handle", "new"], "say with --role"),
        ([], "--role"),
        (["--role", "lead", "--days", "0"], "--days"),
        (["--role", "lead", "--handle", "x" * 201], "1 to 200 characters"),
    ],
)
def test_keys_create_refuses(run, arguments, said):
    result = run("keys", "create", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_keys_are_listed_without_the_key_and_revoked(run, store):
    key = run("keys", "create", "--role", "auditor", "--handle", "max").stdout.strip()
    listed = run("keys", "list").stdout
    assert "max" in listed
    assert "valid" in listed
    assert key not in listed
    identifier = listed.splitlines()[1].split()[0]
    assert run("keys", "revoke", identifier).exit_code == 0
    assert actor_of(store, key) is None
    assert "revoked" in run("keys", "list").stdout
    unknown = run("keys", "revoke", "key_none")
    assert unknown.exit_code == 2
    assert unknown.stderr.startswith("error: There is no api key 'key_none'")


def test_people_with_a_password_sign_in(run, store, tenant):
    added = run(
        "people", "add", "ana", "--role", "reviewer", "--site", "Oslo", "--password-stdin", stdin="correct horse\n"
    )
    assert added.exit_code == 0
    with store.read(tenant) as uow:
        assert access.sign_in(uow, "ana", "correct horse").roles == {"reviewer"}
    changed = run("people", "password", "ana", stdin="battery staple\nbattery staple\n")
    assert changed.exit_code == 0
    with store.read(tenant) as uow:
        assert access.sign_in(uow, "ana", "battery staple") is not None
    assert run("people", "list").stdout.splitlines()[1].split() == ["ana", "ana", "reviewer", "Oslo", "yes", "yes"]


def test_people_are_kept_out_and_let_in_again(run, store, tenant):
    run("people", "add", "ana", "--role", "reviewer", "--password-stdin", stdin="correct horse\n")
    for command, entered, shown in (("deactivate", False, "no"), ("activate", True, "yes")):
        assert run("people", command, "ana").exit_code == 0
        with store.read(tenant) as uow:
            assert (access.sign_in(uow, "ana", "correct horse") is not None) is entered
        assert run("people", "list").stdout.splitlines()[1].split()[-1] == shown
    stranger = run("people", "deactivate", "bob")
    assert stranger.exit_code == 2
    assert "'bob'" in stranger.stderr


def test_people_refuses_short_passwords_taken_handles_and_strangers(run, store):
    for line in ("short\n", "\n"):
        short = run("people", "add", "ana", "--role", "reviewer", "--password-stdin", stdin=line)
        assert short.exit_code == 2
        assert "10 to 200 characters" in short.stderr
    run("people", "add", "ana", "--role", "reviewer")
    taken = run("people", "add", "ana", "--role", "lead")
    assert taken.exit_code == 2
    assert taken.stderr == "error: There is a person 'ana' already.\n"
    stranger = run("people", "password", "bob", "--password-stdin", stdin="correct horse\n")
    assert stranger.exit_code == 2
    assert "'bob'" in stranger.stderr


def test_migrate_goes_up_and_down_and_says_so(run):
    assert "from revision base to 0001" in run("migrate", "--to", "0001").stdout
    assert run("migrate").exit_code == 0
    assert "already" in run("migrate").stdout
    assert run("migrate", "--to", "base").stdout.endswith("to base.\n")
    unknown = run("migrate", "--to", "9999")
    assert unknown.exit_code == 2
    assert "allowed: head, base, 0001" in unknown.stderr


def test_config_shows_settings_and_hides_secrets(run, monkeypatch):
    monkeypatch.setenv("QA_SECRET_KEY", "hush")
    monkeypatch.setenv("QA_BIND", "0.0.0.0:9000")
    shown = run("config").stdout
    assert "QA_BIND=0.0.0.0:9000\n" in shown
    assert "QA_SECRET_KEY=(set)\n" in shown
    assert "hush" not in shown


def test_unknown_settings_and_bad_addresses_are_refused(run, monkeypatch):
    monkeypatch.setenv("QA_BINDD", "x")
    result = run("config")
    assert result.exit_code == 2
    assert "error: QA_BINDD is not a setting. [/QA_BINDD]" in result.stderr
    assert "QA_BIND" in result.stderr
    monkeypatch.delenv("QA_BINDD")
    monkeypatch.setenv("QA_DATABASE_URL", "nonsense://x")
    result = run("keys", "list")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: QA_DATABASE_URL cannot be used")


def test_a_store_that_cannot_be_reached_is_one_sentence(run, monkeypatch, folder):
    (folder / "data").write_text("a file where the folder should be", "utf-8")
    result = run("keys", "list")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "Traceback" not in result.stderr


def test_a_fresh_store_is_sound(run):
    assert "agrees" in run("ledger", "verify").stdout
    assert run("ledger", "rebuild").exit_code == 0
    assert "intact" in run("audit", "verify").stdout


def test_a_changed_event_breaks_the_audit_chain(run, store, tenant):
    run("people", "add", "ana", "--role", "reviewer")
    with store.write(tenant) as uow:
        uow.update(AuditEvent, {"seq": 1}, {"action": "person.removed"})
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert result.stdout == "The chain is broken at event 1.\n"


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("0.0.0.0:80", "http://localhost:80"),
        ("[::]:80", "http://localhost:80"),
    ],
)
def test_the_printed_address_opens_in_a_browser(bind, address):
    assert address_of(bind) == address


def test_serve_says_when_the_port_is_taken_before_it_touches_anything(run, folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run("serve", "--bind", bind)
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {bind} is in use by another program. Choose another address with --bind or QA_BIND.\n"
    )
    assert not (folder / "data").exists()


@pytest.mark.parametrize(("option", "value"), [("--bind", "8000"), ("--workers", "many"), ("--threads", "0")])
def test_serve_refuses_bad_options(run, option, value):
    result = run("serve", option, value)
    assert result.exit_code == 2
    assert f"QA_{option.removeprefix('--').upper()} is" in result.stderr


def test_a_fresh_install_gets_an_admin_whose_sign_in_is_kept_privately(folder, store, tenant, capsys):
    settings = Settings.from_env()
    prepare(settings, demo=False)
    kept = settings.data_dir / first_sign_in.FILE_NAME
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    document = json.loads(kept.read_text("utf-8"))
    (sign_in,) = document["sign_ins"]
    printed = capsys.readouterr().out
    assert document["key"] in printed
    assert sign_in["password"] in printed
    assert "admin" in actor_of(store, document["key"]).roles
    with store.read(tenant) as uow:
        assert access.sign_in(uow, sign_in["handle"], sign_in["password"]) is not None
        assert "legal.contract-review-memo" in rubrics.known_ids(uow)
    prepare(settings, demo=False)
    again = capsys.readouterr().out
    assert sign_in["password"] not in again
    assert str(kept) in again


def test_the_example_is_loaded_once_and_its_sign_ins_are_shown_again(folder, store, tenant, capsys):
    settings = Settings.from_env()
    prepare(settings, demo=True)
    first = capsys.readouterr()
    kept = first_sign_in.read(settings.data_dir / first_sign_in.FILE_NAME)
    assert kept is not None
    with store.read(tenant) as uow:
        people = len(people_queries.people(uow))
        assert all(access.sign_in(uow, s.handle, s.password) for s in kept.sign_ins)
    assert actor_of(store, kept.key) is not None
    prepare(settings, demo=True)
    second = capsys.readouterr()
    assert second.out == first.out
    with store.read(tenant) as uow:
        assert len(people_queries.people(uow)) == people


def test_a_spoilt_sign_in_file_is_not_read(folder):
    (folder / "kept.json").write_text('{"sign_ins": 3}', "utf-8")
    assert first_sign_in.read(folder / "kept.json") is None
    assert first_sign_in.read(folder / "none.json") is None
