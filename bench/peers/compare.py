#!/usr/bin/python3
"""tenbin and numpy on the standard job, in turns (A B A B ...), pinned to one core. Prints a table; scripts/bench.sh
calls it. Answers are checked first: a fast wrong answer is no result. Seconds are those of simulation and measures,
without start-up and import, as each program reports them; wall seconds are of the whole process.
"""
import argparse
import json
import math
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time

from standard_job_numpy import ERROR_AT_A_MILLION, EXACT

HERE = pathlib.Path(__file__).resolve().parent
SCENARIO = HERE.parent / "standard-job.json"
ROWS = {"mean": ("mean", None), "sd": ("sd", None), "var995": ("var", 0.995), "tvar99": ("tvar", 0.99)}
NAMES = {"mean": "mean", "sd": "standard deviation", "var995": "VaR 99.5 %", "tvar99": "TVaR 99 %"}


def call(command, cores):
    begin = time.perf_counter()
    done = subprocess.run(["taskset", "-c", cores, *map(str, command)], capture_output=True, text=True)
    wall = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed with {done.returncode}: {done.stderr or done.stdout}")
    return json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout, wall


def find(document, key):
    """The first value of a key, at any depth."""
    if isinstance(document, dict):
        if key in document:
            return document[key]
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            found = find(part, key)
            if found is not None:
                return found
    return None


def tenbin(program, years, threads, seed=1):
    cores = "0" if threads == 1 else f"0-{threads - 1}"
    command = [program, "run", SCENARIO, "--format", "json", "--threads", threads, "--years", years, "--seed", seed]
    document, wall = call(command, cores)
    seconds = find(document, "seconds")
    values = {}
    for name, (measure, level) in ROWS.items():
        for row in document["measures"]:
            if (row["subject"], row["basis"], row["measure"]) == ("design/base/policy/layer", "aep", measure) and (
                level is None or math.isclose(row["level"], level)
            ):
                values[name] = row["value"]
    return values, seconds, wall


def numpy(years, seed=1):
    command = [sys.executable, HERE / "standard_job_numpy.py", "--years", years, "--seed", seed]
    document, wall = call(command, "0")
    return document["values"], document["seconds"], wall, document["program"]


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
    print(f"load       {os.getloadavg()[0]:.2f} when it began (a quiet machine is below 0.1)")
    print(f"compiler   {compiler.splitlines()[0] if compiler else 'unknown'}")
    print(f"flags      {cached('CMAKE_CXX_FLAGS_RELEASE')} -ffp-contract=off, no -march")
    print(f"commit     {commit.stdout.strip() or 'unknown'}")


def seconds_line(name, runs):
    return f"  {name:34}{statistics.median(runs):9.4f}  ({min(runs):.4f} to {max(runs):.4f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--build-folder", required=True)
    parser.add_argument("--years", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=9)
    options = parser.parse_args()
    years = options.years

    machine(options.build_folder)
    ours, theirs, ours_wall, theirs_wall = [], [], [], []
    for _ in range(options.repetitions):
        our_values, seconds, wall = tenbin(options.program, years, 1)
        ours.append(seconds)
        ours_wall.append(wall)
        their_values, seconds, wall, program = numpy(years)
        theirs.append(seconds)
        theirs_wall.append(wall)

    print(f"\nstandard job, {years:,} years, one core; distance to the exact answer in standard errors")
    print(f"  {'':20}{'exact':>16}{'tenbin':>16}{'distance':>10}{'numpy':>16}{'distance':>10}")
    our_distance, their_distance = distances(our_values, years), distances(their_values, years)
    for name in EXACT:
        print(f"  {NAMES[name]:20}{EXACT[name]:16,.1f}{our_values[name]:16,.1f}{our_distance[name]:+10.2f}"
              f"{their_values[name]:16,.1f}{their_distance[name]:+10.2f}")
    worst = max(abs(d) for d in [*our_distance.values(), *their_distance.values()])
    if worst > 4:
        sys.exit("an answer is more than 4 standard errors from the exact one: no timing is reported")

    print(f"\nseconds, median of {options.repetitions} in turns (smallest to largest); {program}")
    print(seconds_line("tenbin", ours))
    print(seconds_line("numpy", theirs))
    ratios = [b / a for a, b in zip(ours, theirs)]
    print(f"  {'numpy / tenbin':34}{statistics.median(ratios):9.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")
    print(seconds_line("tenbin, whole process", ours_wall))
    print(seconds_line("numpy, whole process", theirs_wall))

    if (os.cpu_count() or 1) > 1:
        many = 10 * years
        one, two = [], []
        for _ in range(max(3, options.repetitions // 2)):
            one_values, seconds, _ = tenbin(options.program, many, 1)
            one.append(seconds)
            two_values, seconds, _ = tenbin(options.program, many, 2)
            two.append(seconds)
        if one_values != two_values:
            sys.exit("one thread and two threads give different figures")
        print(f"\nthreads, {many:,} years: same figures")
        print(seconds_line("one thread", one))
        print(seconds_line("two threads", two))
        print(f"  {'one / two':34}{statistics.median(a / b for a, b in zip(one, two)):9.2f}")

    start = [tenbin(options.program, 1, 1)[2] for _ in range(options.repetitions)]
    print(f"\nstart-up: a run of one year, whole process\n{seconds_line('seconds', start)}")


if __name__ == "__main__":
    main()
