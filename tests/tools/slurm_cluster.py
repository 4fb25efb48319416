"""A real Slurm of one node, for tests: controller, node and munge on the loopback device only, all
that they write in one folder, no root, systemd, cgroup or database needed.
"""
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

DAEMONS = ["munged", "slurmctld", "slurmd"]
COMMANDS = ["sbatch", "scontrol", "squeue", "scancel", "sinfo"]
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"


def missing():
    """Programs that a cluster needs and this machine lacks."""
    return [name for name in DAEMONS + COMMANDS if shutil.which(name, path=PATH) is None]


def free_ports(count):
    taken = [socket.socket() for _ in range(count)]
    try:
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in taken]
    finally:
        for each in taken:
            each.close()


def wait_for(what, condition, seconds=120, pause=0.05):
    """The first true answer of `condition`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(pause)


def end_with_parent():
    """Called in a child: SIGKILL if the test is killed, which could not end its daemons itself."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


class Cluster:
    """Two tasks at a time. `environment` is that of whoever submits."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.processes = []
        self.environment = {**os.environ, "PATH": PATH,
                            "SLURM_CONF": str(self.folder / "slurm.conf")}

    def __enter__(self):
        try:
            self.start()
        except BaseException as error:
            logs = self.logs()
            self.end()
            raise RuntimeError(f"no Slurm: {error}\n{logs}") from error
        return self

    def __exit__(self, *_):
        self.end()

    def start(self):
        # munged insists on folders that others may enter and nobody else may write to.
        self.folder.chmod(0o711)
        for name in ("munge", "state", "spool", "log"):
            (self.folder / name).mkdir(mode=0o711)
        munge = self.folder / "munge"
        (munge / "key").touch(0o400)
        (munge / "key").chmod(0o600)
        (munge / "key").write_bytes(os.urandom(1024))
        (munge / "key").chmod(0o400)
        self.spawn("munged", "--foreground", f"--key-file={munge}/key", f"--socket={munge}/socket",
                   f"--log-file={munge}/log", f"--pid-file={munge}/pid",
                   f"--seed-file={munge}/seed")
        wait_for("munge's socket", lambda: self.living() and (munge / "socket").is_socket())
        for attempt in range(3):  # a port may be taken between the look for it and its use
            self.write_configuration()
            controller = self.spawn("slurmctld", "-D")
            node = self.spawn("slurmd", "-D")
            wait_for("an idle node", lambda: self.has_ended(controller, node) or self.is_idle())
            if not self.has_ended(controller, node):
                return
            self.stop(node)
            self.stop(controller)
        raise RuntimeError("slurmctld or slurmd ended by itself")

    def write_configuration(self):
        controller_port, node_port = free_ports(2)
        host = socket.gethostname().split(".")[0]
        user = pwd.getpwuid(os.geteuid()).pw_name
        at = self.folder
        (at / "slurm.conf").write_text(f"""
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
# Without the second one the controller listens to every network.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
# A requeued job waits until its credential has expired: two minutes, if not these 5 s, the least.
AuthInfo=socket={at}/munge/socket,cred_expire=5
StateSaveLocation={at}/state
SlurmdSpoolDir={at}/spool
SlurmctldPidFile={at}/slurmctld.pid
SlurmdPidFile={at}/slurmd.pid
SlurmctldLogFile={at}/log/slurmctld
SlurmdLogFile={at}/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=60 State=UP
""", encoding="utf-8")

    def spawn(self, *words):
        out = open(self.folder / "log" / (words[0] + ".out"), "ab")
        with out:
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                       cwd=self.folder, env=self.environment,
                                       preexec_fn=end_with_parent)
        self.processes.append(process)
        return process

    def living(self):
        for process in self.processes:
            if process.poll() is not None:
                raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        return True

    @staticmethod
    def has_ended(*processes):
        return any(process.poll() is not None for process in processes)

    def is_idle(self):
        done = self.call("sinfo", "--noheader", "--format=%T", exits=None)
        return done.stdout.strip() == "idle"

    def call(self, *words, exits=0, **more):
        """Runs a command as a user of the cluster would. `exits` None: whatever comes."""
        done = subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=120,
                              env=more.pop("env", self.environment), **more)
        if exits is not None and done.returncode != exits:
            raise AssertionError(f"{words}: exit code {done.returncode}\n{done.stdout}"
                                 f"{done.stderr}")
        return done

    def job(self, number):
        """What Slurm says of a job or of a task of an array, by key."""
        said = self.call("scontrol", "show", "job", "--oneliner", number, exits=None).stdout
        return dict(word.split("=", 1) for word in said.split() if "=" in word)

    def state(self, number):
        return self.job(number).get("JobState", "")

    def logs(self):
        text = ""
        for file in sorted((self.folder / "log").glob("*")) + [self.folder / "munge" / "log"]:
            if file.is_file():
                text += f"== {file.name}\n" + file.read_text(errors="replace")[-3000:]
        return text

    def ours(self):
        """Processes of the cluster's jobs: by their environment, which names this folder."""
        mark = f"SLURM_CONF={self.folder}/".encode()
        daemons = {process.pid for process in self.processes}
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) in daemons | {os.getpid()}:
                continue
            try:
                if mark in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:  # just ended, or of another user
                pass
        return found

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.remove(process)

    def end(self):
        """Ends everything that this has started, by its process id."""
        if len(self.processes) == len(DAEMONS) and not self.has_ended(*self.processes):
            self.call("scancel", "--full", "--signal=KILL", f"--user={os.geteuid()}", exits=None)
            self.call("scancel", f"--user={os.geteuid()}", exits=None)
        for process in reversed(self.processes[:]):
            self.stop(process)
        for number in self.ours():
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass
