#!/usr/bin/env python3
"""Each kind of work beside what people would use for it, in one run: a Markdown table with targets, met or not.

usage: peers.py [--build build/release] [--program PREREQ] [--rounds 5] [--only ROW…] [--small] [--course TREE] [--seeds 5] [--limit 60]

Every row runs its commands in turn, --rounds times, and prints the medians of processor seconds (user and system) and
wall seconds, the peak memory of the largest process, and the ratio to each peer that has a target. The rows and their
targets are in peer_rows.py and search_rows.py. Needs a build with -DPREREQ_BENCHMARKS=ON; --program names the binary
that is measured, where it is not that of the build (what tools/release packs: build/dist/src/cli/prereq). A peer that
is not installed is skipped by name:

    apt-get install ripgrep perl python3-networkx python3-igraph minizinc gringo glpk-utils coinor-cbc
    npm install --prefix ~/peers dependency-cruiser@18 madge     (then PATH=~/peers/node_modules/.bin:$PATH)

--small leaves ten million edges out; --course names a work tree with a prereq.yaml to lint. Generators print their
seeds. Exits 1 when a target is not met.
"""
import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

sys.dont_write_bytecode = True  # the source tree stays as it is

MISSING = {}  # what is not installed -> the runs that were left out
VERDICTS = {"met": 0, "NOT met": 0}


@dataclass
class Run:
    """One way to do the work: a shell command.

    `needs`: programs or Python modules (`python:NAME`) that must be there; `before`: shell, not timed; `cpu`, `wall`:
    the largest ratio to another run of the row, by its name; `most_mb`: the largest peak memory.
    """
    name: str
    command: str
    needs: tuple = ()
    before: str = ""
    cpu: dict = field(default_factory=dict)
    wall: dict = field(default_factory=dict)
    most_mb: float = 0

    def missing(self, python):
        for need in self.needs:
            module = need.removeprefix("python:")
            found = (can_import(python, module) if module != need else shutil.which(need) or os.path.exists(need))
            if not found:
                return module
        return None


@dataclass
class Taken:
    cpu: float
    wall: float
    peak: float


def can_import(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def timed(command, cwd):
    command = command if "|" in command else "exec " + command
    start = time.monotonic()
    child = subprocess.Popen(["sh", "-c", command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"exit {child.returncode}: {command}")
    return Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def verdict(is_met):
    word = "met" if is_met else "NOT met"
    VERDICTS[word] += 1
    return word


def against(median, run, limits, value, unit):
    """What is said of a run's ratios to those runs of its row that have a limit."""
    said = []
    for other, limit in limits.items():
        if other in median:
            ratio = value(median[run.name]) / max(value(median[other]), 0.0005)
            said.append(f"{unit}{ratio:.2f} of {other}, ≤ {limit:g}: {verdict(ratio <= limit)}")
    return said


def compare(title, runs, cwd, options):
    able = []
    for run in runs:
        need = run.missing(options.python)
        if need:
            MISSING.setdefault(need, []).append(f"{title}: {run.name}")
        else:
            able.append(run)
    taken = {run.name: [] for run in able}
    for _ in range(options.rounds):
        for run in able:
            if run.before:
                subprocess.run(["sh", "-c", run.before], cwd=cwd, check=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
            taken[run.name].append(timed(run.command, cwd))
    median = {name: Taken(statistics.median(t.cpu for t in all_taken), statistics.median(t.wall for t in all_taken),
                          max(t.peak for t in all_taken)) for name, all_taken in taken.items()}
    for run in able:
        mine = median[run.name]
        said = against(median, run, run.cpu, lambda t: t.cpu, "") + against(median, run, run.wall, lambda t: t.wall, "wall ")
        if run.most_mb:
            said.append(f"≤ {run.most_mb:g} MB: {verdict(mine.peak <= run.most_mb)}")
        row(title, run.name, f"{mine.cpu:.4f}", f"{mine.wall:.4f}", f"{mine.peak:.0f}", "; ".join(said))


def row(*cells):
    print("| " + " | ".join(cells) + f" | {os.getloadavg()[0]:.1f} |", flush=True)


def version_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[0]
    except (OSError, IndexError):
        return None


def versions(options):
    said = [version_of(os.environ["P"], "--version"), version_of("tsort", "--version"), version_of("rg", "--version"),
            version_of("git", "--version"), version_of("gecode", "--version"), version_of("clingo", "--version"),
            version_of("glpsol", "--version")]
    cruiser = version_of("depcruise", "--version")
    said.append(f"dependency-cruiser {cruiser}" if cruiser else None)
    madge = version_of("madge", "--version")
    said.append(f"madge {madge}" if madge else None)
    for module in ("networkx", "igraph"):
        version = version_of(options.python, "-c", f"import {module};print({module}.__version__)")
        said.append(f"{module} {version}" if version else None)
    return "; ".join(one for one in said if one)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def main():
    import peer_rows
    import search_rows
    rows = peer_rows.ROWS | search_rows.ROWS
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=sorted(rows), default=list(rows))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--course")
    parser.add_argument("--seeds", type=int, default=5, help="of each family of the search")
    parser.add_argument("--limit", type=float, default=60, help="seconds of a search")
    options = parser.parse_args()
    options.tools = os.path.abspath(os.path.join(options.build, "tools/bench"))
    os.environ["P"] = os.path.abspath(options.program or os.path.join(options.build, "src/cli/prereq"))
    # Debian's packages belong to its own Python, which need not be the one that runs this.
    options.python = next((one for one in (sys.executable, "/usr/bin/python3") if can_import(one, "igraph")), sys.executable)
    print(f"{platform.platform()}, {processor()}, {os.cpu_count()} cores, {options.rounds} rounds; {versions(options)}\n")
    print("| work | how | CPU s | wall s | peak MB | ratio, target | load |\n|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PREREQ_CACHE_DIR"] = os.path.join(folder, "cache")
        for name in options.only:
            for title, runs, cwd in rows[name](options, folder):
                if runs:
                    compare(title, runs, cwd, options)
    for need, skipped in MISSING.items():
        print(f"\nskipped, no `{os.path.basename(need)}`: {'; '.join(skipped)}")
    print(f"\n{VERDICTS['met']} targets met, {VERDICTS['NOT met']} not")
    return 1 if VERDICTS["NOT met"] else 0


if __name__ == "__main__":
    sys.modules["peers"] = sys.modules["__main__"]  # the rows share these classes
    sys.exit(main())
