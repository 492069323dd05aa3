"""Records by chance of all forms: what is made of them keeps every rule that holds of published ones. CHANCE=n makes n of each
form instead of one; SEED=n others. test_chance.py BIAOCE WORK"""
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import unittest

import jsonschema
import openpyxl
import pikepdf

HERE = pathlib.Path(__file__).parent
for folder in ('tags', 'pdf', 'extract'):
    sys.path.append(str(HERE.parent / folder))
import archive_rules
import attached_rules
import rules as tag_rules
from chance import Maker

BIAOCE, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
EACH, SEED = int(os.environ.get('CHANCE', '1')), int(os.environ.get('SEED', '1'))
NOT_ASKED = {'E203', 'E208', 'E210', 'CHARACTER'}  # chance leaves out what must be there, gives fractions for years and more values than places

OTHERWISE = '〓\ue123\u200b\u202a\u202b\u202c'


def run(*words, expected=(0,)):
    done = subprocess.run([BIAOCE, *map(str, words)], capture_output=True, text=True, check=False,
                          env={**os.environ, 'SOURCE_DATE_EPOCH': '1750000000'})
    assert done.returncode in expected, done.stderr
    return done


def forms():
    return [line.split()[0] for line in run('templates').stdout.splitlines()]


def characters_of(path):
    """But those that are read otherwise, or elsewhere in the line, where the words of a text are said beside it."""
    done = subprocess.run(['pdftotext', path, '-'], capture_output=True, text=True, check=True)
    return collections.Counter(c for c in done.stdout if not c.isspace() and c not in OTHERWISE)


class Chance(unittest.TestCase):
    looked_at = 0

    @classmethod
    def setUpClass(cls):
        shutil.rmtree(WORK, ignore_errors=True)
        (WORK / 'in').mkdir(parents=True)
        cls.schemas, cls.records = {}, {}
        for form in forms():
            schema = cls.schemas[form] = json.loads(run('schema', form).stdout)
            for number in range(SEED, SEED + EACH):
                record = {'form': form, **Maker(schema, random.Random(f'{form} {number}')).record()}
                name = f'{form}-{number}'
                cls.records[name] = record
                (WORK / 'in' / f'{name}.json').write_text(json.dumps(record, ensure_ascii=False), encoding='utf-8')
        cls.usual, cls.told = cls.render('usual')

    @classmethod
    def tearDownClass(cls):
        print(f'chance: {len(cls.records)} records, {cls.looked_at} files')

    @classmethod
    def render(cls, name, *more, source='in'):
        done = run('render', '-q', '--no-check', '--name', '$(file)', *more, '-o', WORK / name, WORK / source, expected=(0, 1))
        return {path.name: path for path in (WORK / name).iterdir()}, done.stderr

    def each(self, files):
        self.assertGreater(len(files), len(self.records) // 2)
        Chance.looked_at += len(files)
        return sorted(files.items())

    def test_they_are_what_their_schemas_say(self):
        for name, record in self.records.items():
            with self.subTest(name):
                jsonschema.Draft7Validator(self.schemas[record['form']]).validate(record)

    def test_what_is_refused(self):
        """For what chance left out, and nothing else; the others came out."""
        refused = {name for name in self.records if f'{name}.pdf' not in self.usual}
        blamed = {line.split(':')[0].rpartition('/')[2].removesuffix('.json') for line in self.told.splitlines() if ' error: ' in line}
        self.assertEqual(refused, blamed)
        for line in self.told.splitlines():
            if ' error: ' in line:
                self.assertIn(line.rpartition('[')[2].rstrip(']'), NOT_ASKED, line)

    def test_tags(self):
        for _, path in self.each(self.usual):
            with pikepdf.open(path) as pdf:
                self.assertEqual(tag_rules.find(pdf), [])

    def test_archive(self):
        made, _ = self.render('archive', '--pdf', 'a-1b')
        self.assertEqual(made.keys(), self.usual.keys())
        for name, path in self.each(made):
            self.assertEqual(archive_rules.find(path), [])
            self.assertEqual(characters_of(path), characters_of(self.usual[name]))

    def test_the_same_bytes(self):
        for more in (['-j1'], ['-j5']):
            made, _ = self.render('again' + more[0], *more)
            for name, path in self.each(made):
                self.assertEqual(path.read_bytes(), self.usual[name].read_bytes())

    def test_converted(self):
        """As YAML, and printed from there: the same pages."""
        run('convert', '-q', '--to', 'yaml', '--name', '$(file)', '-o', WORK / 'yaml', WORK / 'in', expected=(0, 1))
        made, _ = self.render('from-yaml', source='yaml')
        for name, path in self.each(made):
            self.assertEqual(path.read_bytes(), self.usual[name].read_bytes())

    def test_data(self):
        """What is attached is printed again as the same pages."""
        made, _ = self.render('data', '--attach-data=full')
        (WORK / 'given-back').mkdir()
        for name, path in self.each(made):
            with pikepdf.open(path) as pdf:
                self.assertEqual(attached_rules.find(pdf), [])
                self.assertEqual(tag_rules.find(pdf), [])
            out = WORK / 'extracted' / path.stem
            run('extract', '-q', '-o', out, path)
            record = next(out.glob('*.json'))
            shutil.copy(record, WORK / 'given-back' / f'{path.stem}.json')
        again, _ = self.render('from-data', source='given-back')
        for name, path in self.each(again):
            self.assertEqual(path.read_bytes(), self.usual[name].read_bytes())

    def test_workbooks(self):
        made, _ = self.render('workbooks', '-f', 'xlsx')
        for name, path in self.each(made):
            sheet = openpyxl.load_workbook(path).worksheets[0]
            self.assertGreater(sum(cell.value is not None for row in sheet.iter_rows() for cell in row), 0)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
