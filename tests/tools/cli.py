"""Running the real program, for the tests beside this file."""
import os
import pty
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
PROJECT = Path(__file__).resolve().parents[2]
SCENARIO = PROJECT / "scenarios/workshop-bank/scenario.toml"
VERBS = ["run", "check", "describe", "info", "compare", "sensitivity", "voi", "discover",
         "explain", "sweep", "reverse", "batch", "merge", "verify", "diff", "report", "workshop", "export", "help",
         "version",
         "completion"]


def environment(**changes):
    """The environment without what would change the program's words."""
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith("E2ROI_") and k not in ("NO_COLOR", "TERM")}
    return {**kept, **changes}


class CommandLine(unittest.TestCase):
    """Each test has an empty current folder of its own."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = Path(self._folder.name)

    def e2roi(self, *words, exits=0, stdin="", env=None, before=()):
        """Runs the program; returns (stdout, stderr) as text. `before`: a wrapping command."""
        done = subprocess.run([*before, PROGRAM, *map(str, words)], input=stdin.encode(),
                              capture_output=True, cwd=self.folder, timeout=600,
                              env=env or environment())
        out, err = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, exits, f"e2roi {words}\n{out}\n{err}")
        return out, err

    def refused(self, *words, exits=64, **more):
        """The one line that the program says on standard error; standard output is empty."""
        out, err = self.e2roi(*words, exits=exits, **more)
        self.assertEqual(out, "")
        self.assertEqual(err.count("\n"), 1, err)
        return err.rstrip("\n")

    def on_terminal(self, *words, **env):
        """What the program says on a standard error that is a terminal."""
        ours, theirs = pty.openpty()
        child = subprocess.Popen([PROGRAM, *map(str, words)], stdout=subprocess.DEVNULL,
                                 stderr=theirs, cwd=self.folder, env=environment(**env))
        os.close(theirs)
        said = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # how Linux says that the other side has closed
                break
            if not chunk:
                break
            said += chunk
        os.close(ours)
        child.wait()
        return said.decode()

    def at_work(self, *words):
        """The program, which gives way to the test: it is met at work on a busy machine too."""
        return subprocess.Popen([PROGRAM, *map(str, words)], text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, cwd=self.folder, env=environment(),
                                preexec_fn=lambda: os.nice(5))

    def halt(self, child):
        """Comes back when every thread stands, or the program has ended: until then it writes."""
        if child.poll() is None:
            child.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def files(self):
        """Everything in the current folder, by name."""
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*"))


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
