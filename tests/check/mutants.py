#!/usr/bin/env python3
"""Measures the rules with mistakes put into records on purpose, and keeps the tables of docs/rules.md true.

    mutants.py --biaoce PROGRAM --work FOLDER [--part N] [--show WORD]

Every kind of mutation changes one thing in copies of up to 15 records, at a place where nothing was found. All records
are checked in one run for each kind, the copies in place of their originals, so that rules across a batch see a batch.
A mistake is found when its record has a warning or an error that the unchanged one has not; for matters of taste a note
will do. A right way of writing is right when there is neither. Fails when a kind is found less often, or a right way
complained about more often, than the tables say; UPDATE=1 writes the tables. --part N looks at every Nth kind only.
--show prints each mutant of the kinds whose name holds WORD, with what was found or the change that nobody saw.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import mutations

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs' / 'rules.md'
RECORDS, HELD_OUT_RECORDS = 15, 7
WORKERS = 2
LOUD = ('warning', 'error')
TABLES = (('mistakes', mutations.MISTAKES), ('right ways', mutations.RIGHT))


# -- running --

@dataclass(frozen=True)
class Finding:
    severity: str
    code: str
    message: str
    line: int

    @property
    def text(self):
        """What is told, whatever line it speaks of."""
        return self.code, re.sub(r'line \d+', 'line N', self.message)

    @property
    def words(self):
        """The same without its figures."""
        return self.code, re.sub(r'[\d.,]+', 'N', self.message)


def unfolded(one):
    """A finding and, where it holds for more places, one for each of these, wherever the first one stands."""
    yield Finding(one['severity'], one['code'], one['message'], one['line'])
    here = re.search(r'(\d+) more on this line', one['hint'] or '')
    for _ in range(int(here[1]) if here else 0):
        yield Finding(one['severity'], one['code'], 'the same', one['line'])
    more = re.search(r'the same on lines? (\d+(?:, \d+)*)(?: and (\d+) more)?', one['hint'] or '')
    if more:
        for line in [*map(int, more[1].split(',')), *[0] * int(more[2] or 0)]:
            yield Finding(one['severity'], one['code'], 'the same', line)


def check(program, folder):
    """{record: [Finding]} of all records in a folder, in one process."""
    environment = {**os.environ, 'LC_ALL': 'C', 'LANGUAGE': ''}
    done = subprocess.run([program, 'check', '-q', '-j', '1', '--diagnostics', 'json', '.'], cwd=folder, env=environment,
                          capture_output=True, text=True, encoding='utf-8', check=False)
    found = {}
    for line in done.stderr.splitlines():
        if not line.startswith('{'):
            sys.exit(f'mutants: what biaoce says is no finding: {line}')
        one = json.loads(line)
        name = Path(one['file'] or '').stem
        found.setdefault(name, []).extend(unfolded(one))
    if done.returncode not in (0, 1):
        sys.exit(f'mutants: biaoce check ended with {done.returncode}: {done.stderr[-500:]}')
    return found


class Batch:
    """A folder with all records, in which some are replaced for a while."""

    def __init__(self, program, folder, forms):
        self.program, self.folder, self.forms = program, folder, forms
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for form in forms:
            self.write(form.name, form.own[0])

    def write(self, name, text):
        (self.folder / f'{name}.json').write_text(text, encoding='utf-8')

    def run(self, mutants=()):
        for mutant in mutants:
            self.write(mutant.form.name, mutant.form.written(mutant.form.changed(mutant.edit.changes))[0])
        found = check(self.program, self.folder)
        for mutant in mutants:
            self.write(mutant.form.name, mutant.form.own[0])
        return found


# -- choosing --

@dataclass
class Mutant:
    form: object
    edit: mutations.Edit
    new: list = field(default_factory=list)


def rank(*words):
    return hashlib.sha1('/'.join(map(str, words)).encode()).hexdigest()


def spoken_of(form, path, findings):
    """Whether something has been found at this place already, or what was found quotes its words."""
    try:
        value = form.at(path)
    except (KeyError, IndexError):
        value = None
    words = value if isinstance(value, str) and re.search('[一-鿿]{3}', value) else None
    return any(one.line == form.own[1].get(path) or (words and words in one.message) for one in findings)


def apart(mutants):
    """Those of them that neither share a partner nor are one: two records that change places are what they were."""
    kept, partners, changed = [], set(), set()
    for mutant in mutants:
        partner = mutant.edit.partner
        if partner is None or not {partner, mutant.form.name} & partners and partner not in changed:
            kept.append(mutant)
            partners.add(partner)
            changed.add(mutant.form.name)
    return kept


def choose(kind, forms, before):
    """One mutant for each of up to RECORDS records; held out ones among them, as many as there are up to a half."""
    def of(form):
        edits = [edit if isinstance(edit, mutations.Edit) else mutations.Edit(edit) for edit in kind.make(form) if edit]
        for edit in sorted(edits, key=lambda edit: rank(kind.name, form.name, edit.place)):
            if any(path and spoken_of(form, path, before.get(form.name, ())) for path in [*edit.changes, *edit.source]):
                continue
            if form.alters(edit.changes):
                return Mutant(form, edit)
        return None

    ranked = [mutant for mutant in map(of, sorted(forms, key=lambda form: rank(kind.name, form.name))) if mutant]
    ranked = apart(ranked)
    held = [mutant for mutant in ranked if mutant.form.held_out]
    known = [mutant for mutant in ranked if not mutant.form.held_out]
    held_out = max(HELD_OUT_RECORDS, RECORDS - len(known))
    chosen = held[:held_out]
    return chosen + known[:RECORDS - len(chosen)]


# -- comparing --

def rose(new, lost):
    """Whether a finding that counts places counts more of them."""
    counts = [re.search(r'\d+', one.message) for one in (new, lost)]
    return new.words == lost.words and all(counts) and int(counts[0][0]) > int(counts[1][0])


def news(before, after):
    """What was found that had not been: not the same in other words at the same place."""
    known, seen = Counter(one.text for one in before), Counter(one.text for one in after)
    lost, new = [], []
    for one in before:
        if known[one.text] > seen[one.text]:
            lost.append(one)
            known[one.text] -= 1
    known = Counter(one.text for one in before)
    for one in after:
        if seen[one.text] <= known[one.text]:
            continue
        seen[one.text] -= 1
        same = next((old for old in lost if old.code == one.code and (old.words == one.words or old.line == one.line)),
                    None)
        if same:
            lost.remove(same)
        if not same or rose(one, same):
            new.append(one)
    return new


def found_in(mutant, mutants, before, after):
    """What is new about a mutant, but not what it has from its partner or what lies between it and others of the run."""
    partner = mutant.edit.partner
    brought = {one.text for one in before.get(partner, ())}
    others = [f'{other.form.name}.json' for other in mutants if other.form.name not in (mutant.form.name, partner)]
    new = []
    for name in dict.fromkeys((mutant.form.name, partner)):
        new += news(before.get(name, []), after.get(name, []))
    return [one for one in new if one.text not in brought and not any(other in one.message for other in others)]


@dataclass
class Result:
    kind: object
    mutants: list

    def levels(self):
        return (*LOUD, 'note') if self.kind.taste else LOUD

    def found(self, mutant):
        return [one for one in mutant.new if one.severity in self.levels()]

    def share(self, held_out=None):
        """(found, of) of all mutants, or of those of one half."""
        mine = [one for one in self.mutants if held_out is None or one.form.held_out == held_out]
        return sum(1 for one in mine if self.found(one)), len(mine)

    @property
    def codes(self):
        """The rules that found most of them: up to three, most often first."""
        counted = Counter(code for mutant in self.mutants for code in {one.code for one in self.found(mutant)})
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:3]


def measure(program, work, forms, kinds):
    """A Result for each kind that can be made of these records, and the kinds that cannot."""
    batches = [Batch(program, work / f'batch-{nth}', forms) for nth in range(WORKERS)]
    before = batches[0].run()
    chosen = [(kind, choose(kind, forms, before)) for kind in kinds]

    def share_of(nth):
        results = {}
        for at, (kind, mutants) in enumerate(chosen):
            if at % WORKERS != nth or not mutants:
                continue
            after = batches[nth].run(mutants)
            for mutant in mutants:
                mutant.new = found_in(mutant, mutants, before, after)
            results[at] = Result(kind, mutants)
        return results

    with ThreadPoolExecutor(WORKERS) as pool:
        results = {at: result for part in pool.map(share_of, range(WORKERS)) for at, result in part.items()}
    return [results[at] for at in sorted(results)], [kind for kind, mutants in chosen if not mutants]


# -- the tables --

def per_cent(found, of):
    return f'{100 * found / of:.0f} %' if of else ''


def codes(result):
    return ', '.join(f'{code} {count}' for code, count in result.codes)


def told(result):
    return result.kind.name.replace('|', '\\|').replace('<', '\\<').replace('*', '\\*').replace('_', '\\_')


def total(results, held_out=None):
    shares = [result.share(held_out) for result in results]
    return sum(found for found, _ in shares), sum(of for _, of in shares)


def halves(results):
    return ' | '.join(per_cent(*total(results, held_out)) for held_out in (False, True))


def table_of_mistakes(results, impossible):
    groups = dict.fromkeys(result.kind.group for result in results)
    lines = ['| group | kinds | mutants | found | | first half | held out |',
             '| --- | ---: | ---: | ---: | ---: | ---: | ---: |']
    for group in [*groups, None]:
        mine = [result for result in results if group in (None, result.kind.group)]
        found, of = total(mine)
        lines.append(f'| {group or "all"} | {len(mine)} | {of:,} | {found:,} | {per_cent(found, of)} | {halves(mine)} |')
    always = sum(1 for result in results if result.share()[0] == result.share()[1])
    never = sum(1 for result in results if not result.share()[0])
    some = per_cent(*total([result for result in results if result.share()[0]]))
    lines += ['', f'{always} kinds are found every time and {never} never. Of the mutants of kinds that are '
                  f'found at all, {some} are found.']
    for group in groups:
        lines += ['', f'### In {group}', '', '| kind | records | found | first half | held out | by |',
                  '| --- | ---: | ---: | ---: | ---: | --- |']
        for result in results:
            if result.kind.group == group:
                found, of = result.share()
                taste = ' (taste)' if result.kind.taste else ''
                lines.append(f'| {told(result)}{taste} | {of} | {found} | {halves([result])} | {codes(result)} |')
    if impossible:
        lines += ['', 'No record has a place for: ' + '; '.join(kind.name for kind in impossible) + '.']
    return '\n'.join(lines) + '\n'


def table_of_right_ways(results, impossible):
    found, of = total(results)
    lines = [f'{of:,} records were written in {len(results)} other ways that are right; {found} of them raised an alarm.',
             '', '| | way | records | alarms | by |', '| --- | --- | ---: | ---: | --- |']
    for result in results:
        found, of = result.share()
        lines.append(f'| {result.kind.group} | {told(result)} | {of} | {found or ""} | {codes(result)} |')
    if impossible:
        lines += ['', 'No record has a place for: ' + '; '.join(kind.name for kind in impossible) + '.']
    return '\n'.join(lines) + '\n'


def markers(name):
    return f'<!-- {name} -->\n', f'<!-- end of {name} -->\n'


def table_in(page, name):
    begin, end = markers(name)
    return page.split(begin)[1].split(end)[0]


def shares_in(table, column):
    """{name: (records, found)} of the lines of a table in the page, in three columns from this one on."""
    rows = [[cell.strip() for cell in re.split(r'(?<!\\)\|', line)[1:-1]]
            for line in table.splitlines() if line.startswith('|')]
    return {row[column].removesuffix(' (taste)'): (int(row[column + 1]), int(row[column + 2] or 0))
            for row in rows if len(row) == (6 if column == 0 else 5) and row[column + 1].isdigit()}


def compare(results, known, better):
    """(worse, better than the table) of shares that shall rise (better = 1) or fall (-1)."""
    worse, well = [], []
    for result in results:
        found, of = result.share()
        was = known.get(told(result))
        if was is None:
            worse.append(f'{result.kind.group}: {result.kind.name}: not in the table of docs/rules.md')
            continue
        change = (found * was[0] - was[1] * of) * better
        if change:
            line = f'{result.kind.group}: {result.kind.name}: {found} of {of}, and was {was[1]} of {was[0]}'
            (worse if change < 0 else well).append(line)
    return worse, well


def show(results):
    for result in results:
        found, of = result.share()
        print(f'== {result.kind.group}: {result.kind.name}: {found} of {of}')
        for mutant in result.mutants:
            print(f'  {mutant.form.name}{" (held out)" if mutant.form.held_out else ""}')
            for path, value in list(mutant.edit.changes.items())[:3]:
                spelt = 'removed' if value is mutations.REMOVE else json.dumps(value, ensure_ascii=False)[:150]
                print(f'      {"/".join(map(str, path))}: {spelt}')
            for one in mutant.new:
                print(f'    > {one.severity} {one.code}: {one.message[:160]}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--biaoce', type=Path, required=True)
    parser.add_argument('--work', type=Path, required=True)
    parser.add_argument('--part', type=int, default=1)
    parser.add_argument('--show')
    options = parser.parse_args()
    update = bool(os.environ.get('UPDATE'))
    every = 1 if update or os.environ.get('MUTANTS') == 'all' else options.part
    forms = mutations.collection()
    page, worse, better = PAGE.read_text(encoding='utf-8'), [], []
    for name, kinds in TABLES:
        kinds = [kind for kind in kinds if options.show in kind.name] if options.show else kinds[::every]
        results, impossible = measure(options.biaoce.resolve(), options.work.resolve(), forms, kinds)
        if options.show:
            show(results)
            continue
        mistakes = name == 'mistakes'
        begin, end = markers(name)
        known = shares_in(table_in(page, name), 0 if mistakes else 1)
        for mine, more in zip((worse, better), compare(results, known, 1 if mistakes else -1)):
            mine += more
        if update:
            table = table_of_mistakes(results, impossible) if mistakes else table_of_right_ways(results, impossible)
            page = page.split(begin)[0] + begin + table + end + page.split(end)[1]
    if update and not options.show:
        PAGE.write_text(page, encoding='utf-8')
        print(*worse, *better, f'wrote {PAGE}', sep='\n')
        return 0
    print(*worse, sep='\n', end='\n' if worse else '')
    if better:
        print('better (UPDATE=1 records it):', *better, sep='\n')
    return 1 if worse else 0


if __name__ == '__main__':
    sys.exit(main())
