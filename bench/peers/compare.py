#!/usr/bin/python3
"""tenbin and numpy on the standard job, in turns (A B C A B C ...), pinned to one core. Prints tables; scripts/bench.sh
calls it. Answers are checked first: a fast wrong answer is no result.

  engine   standard_job_tenbin: the same four answers as numpy, nothing else, from plan to measures
  numpy    standard_job_numpy.py, without Python's start and the import of numpy
  program  the whole process `tenbin run bench/standard-job.json --format json`: it reads and checks the scenario and
           reports every subject with standard errors, many more figures than the other two; start-up included

Wall seconds suffer from whatever else the machine does; CPU seconds suffer less. Both are given; quote the median.
"""
import argparse
import json
import math
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import time

from standard_job_numpy import ERROR_AT_A_MILLION, EXACT

HERE = pathlib.Path(__file__).resolve().parent
SCENARIO = HERE.parent / "standard-job.json"
ROWS = {"mean": ("mean", None), "sd": ("sd", None), "var995": ("var", 0.995), "tvar99": ("tvar", 0.99)}
NAMES = {"mean": "mean", "sd": "standard deviation", "var995": "VaR 99.5 %", "tvar99": "TVaR 99 %"}
MOST = 4.5  # standard errors from the exact answer


def call(command, cores):
    """Output, wall seconds and CPU seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(["taskset", "-c", cores, *map(str, command)], capture_output=True, text=True)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def self_timed(command, cores="0"):
    """Runs a peer that times itself: answers, wall and CPU seconds of the computation, its own name."""
    document = json.loads(call(command, cores)[0])
    return document["values"], document["seconds"], document["cpu_seconds"], document["program"]


def whole_program(program, years):
    command = [program, "run", SCENARIO, "--format", "json", "--threads", 1, "--years", years]
    output, wall, cpu = call(command, "0")
    rows = json.loads(output)["measures"]
    values = {}
    for name, (measure, level) in ROWS.items():
        for row in rows:
            if (row["subject"], row["basis"], row["measure"]) == ("design/base/insurer", "aep", measure) and (
                level is None or math.isclose(row["level"], level)
            ):
                values[name] = row["value"]
    return values, wall, cpu, f"tenbin run, {len(rows)} figures with errors, whole process"


def distances(values, years):
    return {k: (values[k] - EXACT[k]) / (ERROR_AT_A_MILLION[k] * math.sqrt(1e6 / years)) for k in EXACT}


def machine(build_folder):
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    cache = pathlib.Path(build_folder, "CMakeCache.txt").read_text()

    def cached(name):
        match = re.search(rf"^{name}:[A-Z]+=(.*)$", cache, re.M)
        return match.group(1) if match else ""

    compiler = subprocess.run([cached("CMAKE_CXX_COMPILER"), "--version"], capture_output=True, text=True).stdout
    commit = subprocess.run(["git", "-C", HERE, "describe", "--always", "--dirty", "--abbrev=12", "--match="],
                            capture_output=True, text=True)
    print(f"processor  {cpu.group(1) if cpu else platform.processor()}, {os.cpu_count()} cores")
    print(f"compiler   {compiler.splitlines()[0] if compiler else 'unknown'}")
    print(f"flags      {cached('CMAKE_CXX_FLAGS_RELEASE')} -ffp-contract=off, no -march")
    print(f"commit     {commit.stdout.strip() or 'unknown'}")


def line(name, walls, cpus, base=None):
    ratio = "" if base is None else f"{statistics.median(w / b for w, b in zip(*base[0])):9.2f}" \
                                    f"{statistics.median(w / b for w, b in zip(*base[1])):9.2f}"
    print(f"  {name:10}{statistics.median(walls):9.4f}  ({min(walls):.4f} to {max(walls):.4f})"
          f"{statistics.median(cpus):9.4f}  ({min(cpus):.4f} to {max(cpus):.4f}){ratio}")


def side_by_side(sides, years, repetitions):
    walls, cpus, values, programs = ({name: [] for name in sides} for _ in range(4))
    for _ in range(repetitions):
        for name, run in sides.items():
            values[name], wall, cpu, programs[name] = run()
            walls[name].append(wall)
            cpus[name].append(cpu)

    print(f"\nstandard job, {years:,} years, one core; distance to the exact answer in standard errors")
    print(f"  {'':20}{'exact':>14}" + "".join(f"{name:>14}{'distance':>10}" for name in sides))
    for key in EXACT:
        print(f"  {NAMES[key]:20}{EXACT[key]:14,.1f}" +
              "".join(f"{values[name][key]:14,.1f}{distances(values[name], years)[key]:+10.2f}" for name in sides))
    if max(abs(d) for name in sides for d in distances(values[name], years).values()) > MOST:
        sys.exit(f"an answer is more than {MOST} standard errors from the exact one: no timing is reported")

    print(f"\n  median of {repetitions} in turns (smallest to largest)")
    print(f"  {'':10}{'wall s':>9}{'':20}{'CPU s':>9}{'':20}{'numpy / it':>11}: wall, CPU")
    for name in sides:
        line(name, walls[name], cpus[name], ((walls["numpy"], walls[name]), (cpus["numpy"], cpus[name])))
    for name in sides:
        print(f"  {name}: {programs[name]}")


def threads(engine, years, repetitions):
    one, two = [], []
    for _ in range(repetitions):
        one.append(self_timed([engine, years, 1, 1]))
        two.append(self_timed([engine, years, 1, 2], "0-1"))
    if one[0][0] != two[0][0]:
        sys.exit("one thread and two threads give different figures")
    print(f"\nthreads of the engine, {years:,} years, same figures to the last bit")
    print(f"  {'':10}{'wall s':>9}{'':20}{'CPU s':>9}")
    line("one", [r[1] for r in one], [r[2] for r in one])
    line("two", [r[1] for r in two], [r[2] for r in two])
    print(f"  one / two, wall     {statistics.median(a[1] / b[1] for a, b in zip(one, two)):6.2f}")
    print(f"  2 x CPU one / two   {statistics.median(2 * a[2] / b[2] for a, b in zip(one, two)):6.2f}"
          "   (what free cores would give if both were busy throughout)")


def start_up(program, repetitions):
    runs = [call([program, "--version"], "0") for _ in range(3 * repetitions)]
    print("\nstart-up: tenbin --version, whole process")
    print(f"  {'':10}{'wall s':>9}{'':20}{'CPU s':>9}")
    line("tenbin", [r[1] for r in runs], [r[2] for r in runs])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build-folder", type=pathlib.Path, required=True)
    parser.add_argument("--years", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=9)
    options = parser.parse_args()
    years, repetitions = options.years, options.repetitions
    engine = options.build_folder / "bench" / "standard_job_tenbin"
    program = options.build_folder / "cli" / "tenbin"

    machine(options.build_folder)
    load = os.getloadavg()[0]
    sides = {
        "engine": lambda: self_timed([engine, years]),
        "numpy": lambda: self_timed([sys.executable, HERE / "standard_job_numpy.py", "--years", years]),
    }
    if program.exists():
        sides["program"] = lambda: whole_program(program, years)
    side_by_side(sides, years, repetitions)
    if (os.cpu_count() or 1) > 1:
        threads(engine, 10 * years, max(3, repetitions // 2))
    if program.exists():
        start_up(program, repetitions)
    print(f"\nload when it began {load:.2f}, now {os.getloadavg()[0]:.2f}: below 1.1 means that the machine did nothing else")


if __name__ == "__main__":
    main()
