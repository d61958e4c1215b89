"""`gongwen serve` as a program: how it ends, what a kill leaves, and writers side by side."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from corpus.store_accounts import Account, AccountRole, Accounts
from corpus.store_corrections import Corrections
from extract.register import Organization
from queries import open_library
from queries.cli.program import run
from queries.corrections.actions import Hand
from queries.corrections.table import finished_paper
from queries.targets import target_rows
from queries.web.passwords import hashed
from queries.web.visitors import TOKEN_HEADER

PROGRAM = (sys.executable, "-c", "from queries.cli.program import main; main()")
PLAN = "泓总发〔2023〕1号"
NOON = datetime.datetime(2023, 6, 1, 4, 0, tzinfo=datetime.timezone.utc)


class Served:
    """A server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [*PROGRAM, "serve", "--library", str(folder), "--port", str(self.port), "--processes", "2"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        self.cookie = ""
        for _ in range(300):
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
            try:
                self.get("/login")
            except OSError:
                time.sleep(0.1)
            else:
                return

    def get(self, path: str) -> str:
        return self.ask("GET", path)[1]

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, {"Cookie": self.cookie, **headers})
        answer = connection.getresponse()
        self.cookie = (answer.headers["set-cookie"] or self.cookie).partition(";")[0]
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def upload(self, **texts: str) -> None:
        """Text files by their names, in one go."""
        token = self.get("/login").partition('name="form-token" content="')[2].partition('"')[0]
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}.txt"\r\n\r\n{text}\r\n'
            for name, text in texts.items()
        )
        body = ("".join(parts) + "--x--\r\n").encode()
        headers = {"Content-Type": "multipart/form-data; boundary=x", TOKEN_HEADER: token}
        assert self.ask("POST", "/ingest", body, **headers)[0] == 303


def _processes() -> Iterator[tuple[int, int, int]]:
    """The id, the parent's id and the group of every process."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat="], capture_output=True, check=True, text=True)
    for line in listed.stdout.splitlines():
        pid, parent, group, state = line.split()
        if not state.startswith("Z"):
            yield int(pid), int(parent), int(group)


def children_of(server: Served) -> list[int]:
    return [pid for pid, parent, _ in _processes() if parent == server.process.pid]


def members_of(server: Served) -> list[int]:
    """The server, and all that it has started and that has not gone its own way."""
    return [pid for pid, _, group in _processes() if group == server.process.pid]


def eventually(holds: Callable[[], bool]) -> bool:
    for _ in range(600):
        if holds():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    server = Served(folder)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(10)
        if server.process.stderr:
            server.process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly(own: Any, stop: signal.Signals) -> None:
    with served(own.folder) as server:
        assert "检索" in server.get("/")
        assert len(children_of(server)) >= 2
        begun = time.monotonic()
        server.process.send_signal(stop)
        assert server.process.wait(15) == 0
        assert time.monotonic() - begun < 10
        assert b"Traceback" not in (server.process.stderr.read() if server.process.stderr else b"")
        assert members_of(server) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_nothing_is_left_of_a_server_that_is_killed(own: Any) -> None:
    with served(own.folder) as server:
        server.process.kill()
        assert eventually(lambda: members_of(server) == [])


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_pages_go_on_when_a_process_that_makes_them_is_killed(own: Any) -> None:
    with served(own.folder) as server:
        first, second = children_of(server)
        os.kill(first, signal.SIGKILL)
        assert all("泓州" in server.get("/search?q=" + quote("泓州 安全")) for _ in range(10))
        assert eventually(lambda: len(children_of(server)) == 2)
        os.kill(second, signal.SIGKILL)
        assert "检索" in server.get("/")


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_guessing_is_counted_over_all_processes(own: Any) -> None:
    accounts = Accounts(own.folder)
    accounts.put(Account("老管", AccountRole.ADMINISTRATOR, hashed("long enough password"), NOON))
    accounts.close()
    with served(own.folder) as server:
        token = server.get("/login").partition('name="form-token" content="')[2].partition('"')[0]
        headers = {"Content-Type": "application/x-www-form-urlencoded", TOKEN_HEADER: token}
        body = f"name={quote('老管')}&password=wrong+password".encode()
        statuses = [server.ask("POST", "/login", body, **headers)[0] for _ in range(7)]
        assert statuses == [403] * 5 + [429] * 2
        assert server.ask("GET", "/ingest/state")[0] == 303


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_progress_is_seen_from_every_connection(own: Any) -> None:
    with served(own.folder) as server:
        server.upload(新="关于一件新事的通知\n各单位：\n年内建成10个新站。\n")
        assert all("hx-trigger" in server.get("/ingest/state") for _ in range(5)), "nothing is said to run"
        assert eventually(lambda: "入库完成" in server.get("/ingest/state"))
        assert eventually(lambda: all("10个" in server.get("/search?q=" + quote("“一件新事”")) for _ in range(5)))


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_kill_loses_nothing(own: Any, samples: Any) -> None:
    """Corrections that were answered are there; an ingest that was cut off goes on with the next upload."""
    texts = {
        f"新{number}": f"关于第{number}件新事的通知\n各单位：\n年内建成{number + 1}0个新站。\n" for number in range(3)
    }
    with served(own.folder) as server:
        token = server.get("/login").partition('name="form-token" content="')[2].partition('"')[0]
        table = server.get(f"/targets?document={samples[PLAN]}&order=place")
        key = table.partition('id="row-')[2][:32]
        body = f"document={samples[PLAN]}&key={key}&field=value&text=kept"
        headers = {"Content-Type": "application/x-www-form-urlencoded", TOKEN_HEADER: token}
        assert server.ask("POST", "/targets/correct", body.encode(), **headers)[0] == 200
        for name, text in texts.items():
            server.upload(**{name: text})
        os.killpg(server.process.pid, signal.SIGKILL)
    with served(own.folder) as server:
        assert "kept" in server.get(f"/targets?document={samples[PLAN]}")
        server.upload(**texts)
        assert eventually(lambda: "入库完成" in server.get("/ingest/state"))
        for number in range(3):
            found = f"{number + 1}0个", "/search?q=" + quote(f"“第{number}件新事”")
            assert eventually(lambda found=found: found[0] in server.get(found[1]))


def test_an_index_of_an_older_make_is_served_and_built_anew(own: Any) -> None:
    manifest = own.folder / "index" / "manifest.json"
    now = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**now, "analysis": "older"}), encoding="utf-8")
    with served(own.folder) as server:
        for _ in range(600):
            assert PLAN in server.get(f"/?q={quote('工会')}")
            if json.loads(manifest.read_text(encoding="utf-8")) == now:
                break
            time.sleep(0.05)
        assert json.loads(manifest.read_text(encoding="utf-8")) == now


def test_a_correction_made_during_extraction_again_is_there_afterwards(own: Any, samples: Any, clock: Any) -> None:
    corrections = Corrections(own.folder)
    paper_id = samples[PLAN]
    errors: list[BaseException] = []
    done = threading.Event()

    def extract_again() -> None:
        try:
            with open_library(own.folder) as library:
                library.change_organizations([Organization("泓州市总工会经济工作部", aliases=("经济部",))])
        except BaseException as error:  # noqa: BLE001 (told to the test)
            errors.append(error)
        finally:
            done.set()

    with open_library(own.folder) as library:

        def rows() -> Any:
            document, summary = library.document(paper_id), library.store.summaries()[paper_id]
            table = target_rows(document, library.extraction(paper_id))
            return finished_paper(summary, table, corrections, document), document

        thread = threading.Thread(target=extract_again)
        thread.start()
        made = 0
        while made < 5 or not done.is_set():
            table, document = rows()
            assert len(table) > 20, "a half-shown table"
            hand = Hand(corrections, "王芳", clock.time)
            hand.correct(table[made % 20], document, field="note", text=f"第{made}次")
            made += 1
        thread.join()
        assert errors == []
        notes = {row.cells["note"].text for row in rows()[0]}
        assert {f"第{number}次" for number in range(max(0, made - 20), made)} <= notes
    corrections.close()


def test_only_with_accounts_for_other_computers(own: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", "0.0.0.0", "--library", str(own.folder)]) == 1
    assert "账户" in capsys.readouterr().err


def test_accounts_on_the_command_line(own: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path) -> None:
    def call(*arguments: str, password: str = "") -> int:
        typed = tmp_path / "typed"
        typed.write_text(password + "\n", encoding="utf-8")
        with typed.open(encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            return run(["accounts", *arguments, "--library", str(own.folder)])

    assert call("--add", "老管", "--role", "administrator", password="long enough password") == 0
    assert call("--add", "小编", password="short") == 2
    assert call("--add", "小编", "--role", "king", password="long enough password") == 2
    assert call("--add", "小编", password="long enough password") == 0
    assert call("--remove", "老管") == 1
    assert call("--remove", "小编") == 0
    assert "老管\t管理员" in capsys.readouterr().out
