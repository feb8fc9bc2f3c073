"""Servers as in production, gunicorn with threads, on a database of a test and on loopback only."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.stores import Store, quick_folder

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """One gunicorn with its workers. What they said is in `folder`, and goes when the tests end."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def workers(self) -> list[int]:
        """The workers that live now, the newest last: of this server, which told them itself."""
        return [pid for pid in map(int, (self.folder / "workers").read_text().split()) if _lives(pid)]

    def kill(self, pid: int) -> bool:
        """SIGKILL to one worker; gunicorn starts another in its place. Whether it still lived."""
        if pid not in self.workers():
            return False
        os.kill(pid, signal.SIGKILL)
        return True

    def cpu(self) -> float:
        """Seconds of CPU that the workers that live now have taken; 0 where the system does not tell."""
        ticks = 0
        for pid in self.workers():
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists():
                user, system = stat.read_text().rpartition(")")[2].split()[11:13]
                ticks += int(user) + int(system)
        return ticks / os.sysconf("SC_CLK_TCK")

    def failures(self) -> list[str]:
        """Every request that failed, and every traceback, as the server logged it."""
        log = (self.folder / "log").read_text(errors="replace").splitlines()
        return [line for line in log if "request.failed" in line or line.startswith("Traceback")]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def serving(store: Store, *, workers: int = 2, clock_off: int = 0) -> Iterator[Server]:
    """Serve the database with so many workers, as docs/operations.md says, and stop when the block ends.

    The application is loaded once and its workers are forked off it: starting costs little, and who is killed is back at once.
    """
    folder = quick_folder()
    environment = os.environ | {
        "SERVED_URL": store.url,
        "SERVED_FOLDER": str(Path(store.app.config["REGISTER_KEY_FILE"]).parent),
        "CLOCK_OFF": str(clock_off),
    }
    # Listening before the workers start: whoever comes early waits, and no other process takes the port meanwhile.
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening, (folder / "workers").open("wb") as said:
        command = [
            *(sys.executable, "-m", "gunicorn", "--bind", f"fd://{listening.fileno()}", "--no-control-socket"),
            *("--worker-class", "gthread", "--workers", str(workers), "--threads", "8", "--graceful-timeout", "5"),
            "--preload",
            *("--error-logfile", str(folder / "log"), "tests.support.served:app"),
        ]
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - a program of this project's own environment
                command, cwd=ROOT, env=environment, stdout=said, stderr=log, pass_fds=[listening.fileno()]
            )
        server = Server(listening.getsockname()[1], process, folder)
        try:
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                # Its workers end by themselves once it is gone.
                process.kill()
                process.wait()
