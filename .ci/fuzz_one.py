#!/usr/bin/env python3
"""Runs one fuzz target and writes down what came of it.

    fuzz_one.py NAME SECONDS|same

Works in build/fuzz: the program is the first line of fuzz/NAME.seeds, how many runs are `same` the second, seeds the
others; corpus/NAME goes on from run to run, and from tests/fuzz/kept/NAME.tar.xz; that of `same` begins anew with the seeds.
What it prints goes to NAME.log, a line of figures to docs/fuzzing.tsv, `same` aside: target, day, CPU seconds,
executions, edges at the beginning and at the end, inputs kept, seconds of the end in which no edge was new.
"""
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import time
from datetime import date
from pathlib import Path

HERE = Path('build/fuzz')
SLOW = 10  # seconds that an input may take
LATE = 70  # what libFuzzer ends with then
TRIES = 20  # of a run that a crowded machine lets stand again and again
ENVIRONMENT = {**os.environ, 'ASAN_OPTIONS': 'detect_stack_use_after_return=1'}
COVERED = re.compile(r'cov: (\d+) ft: \d+ corp: (\d+)')


def prepare(name, same):
    """(the program, its corpus, what limits it)"""
    program, runs, *seeds = (HERE / 'fuzz' / f'{name}.seeds').read_text().splitlines()
    corpus = HERE / ('same' if same else 'corpus') / name
    if same:
        shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in map(Path, seeds):
        if seed.is_dir():
            shutil.copytree(seed, corpus / seed.name, dirs_exist_ok=True)
        else:
            shutil.copy(seed, corpus)
    kept = Path('tests/fuzz/kept') / f'{name}.tar.xz'
    if kept.exists() and not same:
        with tarfile.open(kept) as packed:
            packed.extractall(corpus)
    if same:  # in an order that does not depend on the file system
        inputs = corpus.with_suffix('.inputs')
        seeds = corpus.with_suffix('.seeds')
        shutil.rmtree(seeds, ignore_errors=True)
        corpus.rename(seeds)
        corpus.mkdir()
        inputs.write_text(','.join(map(str, sorted(path for path in seeds.rglob('*') if path.is_file()))))
        return program, corpus, ['-seed=1', '-reload=0', f'-runs={runs}', f'-seed_inputs=@{inputs}']
    return program, corpus, []


def without_chance():
    """What begins a command whose addresses are to be the same each time, where the system lets it."""
    fixed = ['setarch', '-R']
    return fixed if subprocess.run([*fixed, 'true'], stderr=subprocess.DEVNULL).returncode == 0 else []


def follow(run, log):
    """Copies what the run prints; (edges at first, edges at last, inputs kept, when an edge was new for the last time)."""
    first = last = kept = 0
    new = time.monotonic()
    for line in run.stderr:
        log.write(line)
        found = COVERED.search(line)
        if not found:
            continue
        edges, kept = int(found[1]), int(found[2])
        if 'INITED' in line:  # all that was kept before has been read
            first = edges
        if edges > last:
            last, new = edges, time.monotonic()
    return first or last, last, kept, new


def costs_nothing(program, path):
    """Whether an input that took too long is none: the clock went on while a crowded machine let the run stand."""
    if '-timeout-' not in path.name and '-slow-unit-' not in path.name:
        return False
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    again = subprocess.run([program, path], capture_output=True, timeout=600, env=ENVIRONMENT)
    return again.returncode == 0 and resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < SLOW / 2


def run_once(name, same, seconds, log):
    """(whether something was found, was it only let stand, the figures of follow)"""
    program, corpus, limits = prepare(name, same)
    words = HERE / 'fuzz' / f'{name}.dict'
    (HERE / 'findings').mkdir(exist_ok=True)
    found = set((HERE / 'findings').glob(f'{name}-*'))
    options = [*(limits if same else [f'-max_total_time={seconds}']), f'-timeout={SLOW}', '-rss_limit_mb=2048', '-max_len=65536',
               '-print_final_stats=1', f'-artifact_prefix={HERE}/findings/{name}-', *([f'-dict={words}'] if words.exists() else [])]
    with subprocess.Popen([*(without_chance() if same else []), program, *options, corpus], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors='replace', env=ENVIRONMENT) as run:
        figures = follow(run, log)
    kept = set((HERE / 'findings').glob(f'{name}-*')) - found
    for path in [path for path in kept if costs_nothing(program, path)]:
        path.unlink()
        kept.remove(path)
    stalled = run.returncode == LATE and not kept
    return bool(kept) or run.returncode != 0 and not stalled, stalled, figures


def main():
    name, seconds = sys.argv[1], sys.argv[2]
    same = seconds == 'same'
    path = HERE / f'{name}.log'
    end = time.monotonic() + (0 if same else int(seconds))
    first = last = kept = 0
    new = time.monotonic()
    stalled, tries = True, 0
    while stalled and tries < TRIES and (same or tries == 0 or end > time.monotonic()):
        with path.open('a' if tries and not same else 'w', errors='replace') as log:
            wrong, stalled, (begun, reached, kept, newest) = run_once(name, same, max(1, round(end - time.monotonic())), log)
        first = begun if same or not tries else first
        if reached > last or same:
            last, new = reached, newest
        tries += 1
    text = path.read_text(errors='replace')
    executed = sum(map(int, re.findall(r'number_of_executed_units: *(\d+)', text)))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = (name, date.today(), round(used.ru_utime + used.ru_stime), executed, first, last, kept, round(time.monotonic() - new))
    with Path(os.devnull if same else 'docs/fuzzing.tsv').open('a') as history:
        history.write('\t'.join(map(str, figures)) + '\n')
    if wrong:
        print(f'fuzz: {name}: FAILED, see {path}; its end:\n' + '\n'.join(text.splitlines()[-30:]), flush=True)
    elif stalled and same:
        print(f'fuzz: {name}: FAILED: the machine let it stand {tries} times', flush=True)
    else:
        print(f'fuzz: {name}: {executed} runs, edges {first} to {last}, nothing found', flush=True)
    return wrong or (stalled and same)


if __name__ == '__main__':
    sys.exit(main())
