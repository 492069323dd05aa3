#!/usr/bin/env python3
"""The command line from outside: exit codes, what goes where, names, order and bytes over threads, failing disks.

    test_cli.py BIAOCE [unittest arguments]
"""
import hashlib
import json
import os
import re
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import openpyxl

BIAOCE = None
TEMPLATE = '''
form: card
name: 卡片
extends: [gb9704]
fields:
  name: {label: 名称, type: text, required: true}
  code: {label: 编码, type: code}
  amount: {label: 金额, type: money, unit: 万元}
  unit: {label: 单位, type: text, required: true}
layout:
  - title: $(name)
  - table:
      widths: [20, 80]
      bands:
        - rows: [[编码, =code], [金额, =amount], [单位, =unit]]
'''
OK, RECORD_ERRORS, USAGE, IO = range(4)


def card(name, extra=''):
    return f'form: card\n名称: {name}\n编码: "001"\n金额: 12.5\n单位: 财政局\n{extra}'


class CliTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        (self.root / 'templates').mkdir()
        (self.root / 'templates/card.yaml').write_text(TEMPLATE, encoding='utf-8')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def run_cli(self, *words, expect=OK, data=None, **more):
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_TEMPLATES': str(self.root / 'templates'),
                       **more.pop('env', {})}
        environment.pop('SOURCE_DATE_EPOCH', None)
        done = subprocess.run([BIAOCE, *map(str, words)], cwd=self.root, env=environment, input=data,
                              stdin=None if data is not None else subprocess.DEVNULL,
                              capture_output='stdout' not in more, timeout=120, **more)
        done.out = (done.stdout or b'').decode('utf-8', 'replace')
        done.err = (done.stderr or b'').decode('utf-8', 'replace')
        self.assertEqual(done.returncode, expect, f'{words}\n{done.out}\n{done.err}')
        return done

    def made(self, folder='out'):
        return sorted(path.name for path in (self.root / folder).iterdir())

    def hashes(self, folder):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (self.root / folder).iterdir()}


class Usage(CliTest):
    def test_help_and_version(self):
        self.assertRegex(self.run_cli('--version').out, r'^biaoce \d+\.\d+\.\d+\n$')
        overview = self.run_cli('--help').out
        manual = (Path(__file__).parents[2] / 'docs/cli.md').read_text(encoding='utf-8')
        commands = re.findall(r'^  biaoce ([a-z][a-z-]*) ', overview, re.M)
        self.assertGreater(len(commands), 8)
        self.assertEqual([name for name in re.findall(r'^    biaoce ([a-z][a-z-]*) ', manual.split('\n\n')[1], re.M)], commands)
        for command in commands:
            self.assertIn(command, self.run_cli('help', command).out)
        self.assertEqual(self.run_cli('render', '--help').out, self.run_cli('help', 'render').out)

    def test_messages_follow_the_locale_even_where_it_is_not_installed(self):
        for variable in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
            names = {'LC_ALL': '', 'LC_MESSAGES': '', 'LANG': '', variable: 'zh_CN.UTF-8'}
            said = self.run_cli('render', 'missing.yaml', expect=IO, env=names).err
            self.assertIn('错误', said, variable)
        self.assertIn('error', self.run_cli('render', 'missing.yaml', expect=IO).err)

    def test_slips_get_a_suggestion(self):
        self.assertIn('did you mean render?', self.run_cli('rendr', expect=USAGE).err)
        self.assertIn('did you mean --force?', self.run_cli('render', '--forse', 'x', expect=USAGE).err)
        self.assertIn('did you mean always?', self.run_cli('render', '--colour=alway', 'x', expect=USAGE).err)

    def test_wrong_command_lines(self):
        self.write('a.yaml', card('a'))
        for words in ([], ['render'], ['render', '-f', 'doc', 'a.yaml'], ['render', '-f', '', 'a.yaml'],
                      ['render', '-j', '0', 'a.yaml'], ['render', '-j', '2x', 'a.yaml'], ['render', 'a.yaml', '-o'], ['render', 'a.yaml', '-o', ''],
                      ['render', '-f', 'pdf,xlsx', '-o', '-', 'a.yaml'], ['render', '-f', 'xlsx', '-o', 'x.pdf', 'a.yaml'],
                      ['render', '-Z', 'a.yaml'], ['render', '-文', 'a.yaml'], ['render', '--quiet=yes', 'a.yaml'],
                      ['render', '--name', '$(', 'a.yaml'], ['render', '-', '-'], ['render', '-t', 'cart', 'a.yaml'],
                      ['templates', 'x'], ['fonts', 'x'], ['help', 'x'], ['render', '--' + 'x' * 5000, 'a.yaml']):
            with self.subTest(words=words):
                done = self.run_cli(*words, expect=USAGE)
                self.assertTrue(done.err.strip())
                self.assertEqual(done.out, '')
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), ['a.yaml', 'templates'])

    def test_options_follow_operands_and_dashes_end_them(self):
        self.write('-q.yaml', card('横'))
        self.run_cli('render', '-o', 'out', '-qj1', '--', '-q.yaml')
        self.write('b.yaml', card('乙'))
        self.run_cli('render', 'b.yaml', '--output=out', '-fpdf')
        self.assertEqual(self.made(), ['乙.pdf', '横.pdf'])

    def test_lists(self):
        self.assertRegex(self.run_cli('templates').out, r'(?m)^card +卡片$')
        self.assertRegex(self.run_cli('templates', '--paths').out, r'(?m)^card .*card\.yaml$')
        fonts = self.run_cli('fonts').out
        for role in ('title', 'body', 'head', 'emphasis', 'table', 'number', 'strong'):
            self.assertRegex(fonts, rf'(?m)^{role} ')
        self.assertIn('GB 2312 6763/6763', fonts)

    def test_without_data(self):
        self.write('a.yaml', card('a'))
        self.run_cli('render', '--data', 'nowhere', 'a.yaml', expect=IO)
        self.run_cli('render', '--fonts', 'nowhere.yaml', 'a.yaml', expect=IO)


class Inputs(CliTest):
    def test_several_documents_lists_folders_and_stdin(self):
        self.write('in/2.yaml', card('二') + '---\n' + card('三'))
        self.write('in/1.yml', card('一'))
        self.write('in/3.json', '[{"form": "card", "name": "四", "unit": "局"}, {"form": "card", "name": "五", "unit": "局"}]')
        self.write('in/.hidden.yaml', 'x: [')
        self.write('in/notes.txt', 'no record')
        self.write('in/drafts/9.yaml', card('九'))
        done = self.run_cli('render', '-o', 'out', 'in', '-', data=card('末').encode())
        names = [line.split('/')[1].split('.')[0] for line in done.out.splitlines()]
        self.assertEqual(names, list('一二三四五末'))
        self.assertIn('6 records: 6 rendered', done.err)

    def test_subfolders(self):
        self.write('in/b.yaml', card('三'))
        self.write('in/b/2.json', '{"form": "card", "name": "四", "unit": "局"}')
        self.write('in/a/1.jsonl', ''.join(f'{{"form": "card", "name": "{n}", "unit": "局"}}\n' for n in '一二'))
        self.write('in/b/c/d/1.ndjson', '{"form": "card", "name": "五", "unit": "局"}')
        self.write('in/.old/1.yaml', 'x: [')
        self.write('in/b/.old/1.yaml', 'x: [')
        (self.root / 'in/b/c/up').symlink_to('../..')
        (self.root / 'in/b/c/again').symlink_to('../../a')
        (self.root / 'in/nowhere').symlink_to('gone')
        for option in ('-r', '--recursive'):
            done = self.run_cli('render', option, '-o', 'out', 'in')
            names = [line.split('/')[1].split('.')[0] for line in done.out.splitlines()]
            self.assertEqual(names, list('一二三四五'))
        self.assertIn('5 checked', self.run_cli('check', '-r', 'in').err)
        self.assertIn('1 checked', self.run_cli('check', 'in').err)
        self.write('b.book', 'book: 试\nparts:\n  - section: 节\n    forms: in\n')
        self.assertIn('5', self.run_cli('book', '-r', '-o', 'out', 'b.book').err)
        self.write('only/below/1.yaml', card('六'))
        self.assertIn('--recursive', self.run_cli('check', 'only', expect=RECORD_ERRORS).err)

    def test_a_subfolder_that_cannot_be_read(self):
        self.write('in/a/1.yaml', card('一'))
        self.write('in/b.yaml', card('二'))
        (self.root / 'in/a').chmod(0)
        self.addCleanup((self.root / 'in/a').chmod, 0o700)
        if os.geteuid() == 0:
            self.skipTest('root may read all')
        done = self.run_cli('render', '-r', '-o', 'out', 'in', expect=IO)
        self.assertRegex(done.err, r'in/a: .*\[E100\]')
        self.assertEqual(self.made(), ['二.pdf'])

    def test_forms_come_as_their_records_do(self):
        process = subprocess.Popen([BIAOCE, 'render', '-j1', '-o', 'out', '-'], cwd=self.root, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')})
        expected = []
        for names in ('一二', '三', '四五'):
            for name in names:
                process.stdin.write(f'{{"form": "card", "name": "{name}", "unit": "局"}}\n'.encode())
            process.stdin.flush()
            expected = sorted([*expected, *(f'{name}.pdf' for name in names)])
            until = time.monotonic() + 60
            while not (self.root / 'out').is_dir() or self.made() != expected:
                self.assertLess(time.monotonic(), until, f'{names} did not come')
                time.sleep(.02)
        process.stdin.close()
        self.assertEqual(process.wait(60), OK)

    def test_a_bad_record_among_good_ones(self):
        self.write('in/1.yaml', card('好一'))
        self.write('in/2.yaml', 'form: card\n编码: "1"\n单位: 局\n')
        self.write('in/3.yaml', 'form: [\n')
        self.write('in/4.yaml', card('好二') + '--- just text\n')
        self.write('in/5.yaml', card('好三').replace('card', 'cart'))
        self.write('in/6.yaml', '名称: 无表\n')
        self.write('in/7.yaml', '')
        self.write('in/8.yaml', card('好四'))
        done = self.run_cli('render', '-o', 'out', 'in', expect=RECORD_ERRORS)
        self.assertEqual(self.made(), ['好一.pdf', '好二.pdf', '好四.pdf'])
        self.assertIn('9 records: 3 rendered, 6 with errors', done.err)
        for place in ('in/2.yaml', 'in/3.yaml', 'in/4.yaml:6:', 'in/5.yaml:1:', 'in/6.yaml:1:', 'in/7.yaml'):
            self.assertIn(place, done.err)
        at = [done.err.index(f'in/{n}.yaml') for n in range(2, 8)]
        self.assertEqual(at, sorted(at))

    def test_force_prints_what_there_is(self):
        self.write('a.yaml', card('名').replace('单位', '金额单位'))
        self.run_cli('render', '-o', 'out', 'a.yaml', expect=RECORD_ERRORS)
        self.assertEqual(self.made(), [])
        self.run_cli('render', '-o', 'out', '--force', 'a.yaml', expect=RECORD_ERRORS)
        self.assertEqual(self.made(), ['名.pdf'])

    def test_missing_and_empty_inputs(self):
        self.write('a.yaml', card('甲'))
        done = self.run_cli('render', '-o', 'out', 'gone.yaml', 'a.yaml', expect=IO)
        self.assertIn('gone.yaml', done.err)
        self.assertEqual(self.made(), ['甲.pdf'])
        (self.root / 'empty').mkdir()
        self.assertIn('empty', self.run_cli('render', '-o', 'out', 'empty', expect=RECORD_ERRORS).err)
        self.run_cli('render', '-o', 'out', '-', data=b'', expect=RECORD_ERRORS)

    def test_a_broken_template_is_reported_once(self):
        self.write('templates/bad.yaml', TEMPLATE.replace('form: card', 'form: bad').replace('=code', '=cod'))
        self.write('a.yaml', '---\n'.join('form: bad\nname: x\n' for _ in range(20)))
        done = self.run_cli('render', '-o', 'out', '-j2', 'a.yaml', expect=RECORD_ERRORS)
        self.assertEqual(done.err.count('bad.yaml:'), 1, done.err)
        self.assertIn('20 records: 0 rendered, 20 with errors', done.err)
        self.run_cli('render', '-o', 'out', '-t', 'bad', 'a.yaml', expect=RECORD_ERRORS)

    def test_doubts_about_a_template_are_errors_with_strict(self):
        """They are told once, and the exit code says them; the records are right and are printed."""
        self.write('idle.yaml', 'form: idle\nfields: {name: {label: 名称, labels: [甲]}}\nlayout: [{title: $(name)}]\n')
        self.write('r.yaml', '- 名称: 甲\n- 名称: 乙\n')
        self.write('book.yaml', 'book: 册\nparts: [{section: 表, template: idle.yaml, forms: r.yaml}]\n')
        for words in (('render', '-t', 'idle.yaml', 'r.yaml', '-o', 'out'), ('check', '-t', 'idle.yaml', 'r.yaml'),
                      ('book', 'book.yaml', '-o', 'book.pdf')):
            with self.subTest(words[0]):
                self.assertEqual(self.run_cli(*words).err.count('warning: `labels` has no effect here [W348]'), 1)
                said = self.run_cli(*words, '--strict', expect=RECORD_ERRORS).err
                self.assertEqual(said.count('error: `labels` has no effect here [W348]'), 1)
        self.assertEqual(len(self.made()), 2)
        self.assertTrue((self.root / 'book.pdf').exists())

    def test_template_by_path(self):
        self.write('mine/form.yaml', TEMPLATE)
        self.write('a.yaml', '名称: 甲\n单位: 局\n')
        self.run_cli('render', '-t', 'mine/form.yaml', '-o', 'out', 'a.yaml')
        self.assertEqual(self.made(), ['甲.pdf'])

    def test_json_messages(self):
        self.write('a.yaml', 'form: card\n编码: "1"\n单位: 局\n')
        done = self.run_cli('render', '--diagnostics', 'json', '-o', 'out', 'a.yaml', expect=RECORD_ERRORS)
        messages = [json.loads(line) for line in done.err.splitlines()]
        self.assertEqual([message['severity'] for message in messages], ['error'])


class Fonts(CliTest):
    def fonts(self, text):
        return self.write('fonts.yaml', text)

    def test_without_fonts_nothing_is_made(self):
        self.write('a.yaml', card('甲'))
        for text, code in ('[]\n', 'E410'), ('roles: {title: {official: [[A]]}}\n', 'E410'), ('', 'E521'):
            self.fonts(text)
            done = self.run_cli('render', '--fonts', 'fonts.yaml', '-o', 'out', 'a.yaml', expect=IO)
            self.assertIn(f'[{code}]', done.err)
            self.assertFalse((self.root / 'out').exists() and self.made())

    def test_roles_without_fonts(self):
        """As in a container that has one font for one role, found by its file."""
        self.write('a.yaml', card('甲'))
        some = self.run_cli('fonts', '--diagnostics', 'text').out
        path = next(word for word in some.split() if word.endswith(('.otf', '.ttf', '.ttc')))
        self.fonts(f'roles: {{title: {{official: {{family: Some, file: {path}}}}}}}\n')
        self.write('empty.conf', '<?xml version="1.0"?><fontconfig></fontconfig>')
        done = self.run_cli('render', '--fonts', 'fonts.yaml', '-o', 'out', 'a.yaml', expect=IO,
                            env={'FONTCONFIG_FILE': str(self.root / 'empty.conf')})
        self.assertIn('[E412]', done.err)
        self.assertFalse((self.root / 'out').exists() and self.made())

    def test_a_damaged_font_is_told(self):
        self.write('a.yaml', card('甲'))
        (self.root / 'bad.otf').write_bytes(b'OTTO' + bytes(400))
        self.fonts('roles: {title: {official: {family: Bad, file: bad.otf}}}\nfallback: [Noto Serif CJK SC]\n')
        done = self.run_cli('render', '--fonts', 'fonts.yaml', '-o', 'out', 'a.yaml')
        self.assertIn('bad.otf cannot be used', done.err)
        self.assertEqual(done.err.count('[W413]'), 1)


    def test_a_font_that_shrinks_is_named(self):
        listed = self.run_cli('fonts').out
        font = Path(re.search(r'(?m)^body .*\n +(/.*)$', listed).group(1))
        copy = self.root / 'a\x1b[1m.otf'
        copy.write_bytes(font.read_bytes())
        self.fonts('roles: {body: {official: {family: F, file: "a\\u001b[1m.otf"}}}\nfallback: [Noto Serif CJK SC]\n')
        self.write('a.yaml', card('甲').replace('card', 'prose'))
        self.write('templates/prose.yaml', TEMPLATE.replace('form: card', 'form: prose').replace(
            '  - table:', '  - para: $(unit)\n  - table:'))
        os.mkfifo(self.root / 'later')
        words = ['render', '--fonts', 'fonts.yaml', '-j', '1', '-f', 'pdf', '-o', 'out', 'a.yaml', 'later']
        run = subprocess.Popen([BIAOCE, *words], cwd=self.root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               env={**os.environ, 'LC_ALL': 'C.UTF-8',
                                    'BIAOCE_TEMPLATES': str(self.root / 'templates')})
        with open(self.root / 'later', 'w', encoding='utf-8') as pipe:  # opened when all before it has been read
            for _ in range(200):
                if (self.root / 'out/甲.pdf').exists():
                    break
                time.sleep(0.05)
            os.truncate(copy, 5000)
            pipe.write(card('乙').replace('card', 'prose').replace('财政局', '后来的字：龘靐齉爩鱻麤灪龖厵'))
        said = run.communicate(timeout=60)[1].decode('utf-8', 'replace')
        self.assertEqual(run.returncode, IO, said)
        self.assertRegex(said, r'a\?\[1m\.otf: the file became shorter')
        self.assertNotIn('\x1b', said)
        self.assertEqual(self.made(), ['甲.pdf'])


class Shown(CliTest):
    """What others wrote does not steer terminals, and does not fill them."""
    HIDDEN = '[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]'
    EVIL = 'a\x1b[31m\x9b1m\u202eb'

    def clean(self, *words, **more):
        done = self.run_cli(*words, **more)
        self.assertNotRegex(done.out + done.err, self.HIDDEN)
        return done

    def test_lists_and_slips(self):
        evil = self.EVIL.encode('unicode_escape').decode()
        self.write('templates/evil.yaml', f'form: "{evil}"\nname: "{evil}"\n' + TEMPLATE.split('\n', 3)[3])
        self.assertIn('\ufffd', self.clean('templates').out)
        self.clean('templates', '--paths')
        self.clean(self.EVIL, expect=USAGE)
        self.clean('render', '--' + self.EVIL, expect=USAGE)
        self.clean('render', '-f', self.EVIL, 'a.yaml', expect=USAGE)
        self.clean('explain', self.EVIL, expect=USAGE)
        self.clean('render', '-o', 'out', self.EVIL + '.yaml', expect=IO)

    def test_names_in_differences(self):
        name = 'a\x1b[31m.yaml'
        example = Path(__file__).resolve().parents[2] / 'examples/community-road.yaml'
        self.write(name, example.read_text(encoding='utf-8').replace('≥', '≧'))
        done = self.clean('check', '--fix', name)
        self.assertRegex(done.out, '--- a\ufffd\\[31m.yaml')

    def test_the_list_of_files(self):
        """A terminal shows no name that steers it; a program that reads the list gets each as it is."""
        self.write('a.yaml', card('甲'))
        folder = 'a\x1b[31m'
        words = ['render', '--force', '-o', folder, 'a.yaml']
        self.assertIn(folder + '/', self.run_cli(*words).out)
        mine, theirs = os.openpty()
        done = subprocess.run([BIAOCE, *words], cwd=self.root, stdout=theirs, stderr=subprocess.PIPE,
                              env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates'), 'LC_ALL': 'C.UTF-8'})
        os.close(theirs)
        shown = os.read(mine, 10000).decode()
        os.close(mine)
        self.assertIn('a\ufffd[31m/', shown.replace('\r\n', '\n'), done.stderr)
        self.assertNotRegex(shown.replace('\r\n', '\n'), self.HIDDEN)

    def test_messages_are_short(self):
        long = {'digits': card('甲').replace('12.5', '9' * 100000), 'words': card('甲').replace('12.5', '甲' * 300000),
                'marks': card('甲').replace('12.5', 'a' + '\u0301' * 300000), 'key': card('甲', '钥' * 200 + ': 1\n'),
                'form': 'form: ' + '表' * 100000 + '\n'}
        for name, text in long.items():
            self.write(f'{name}.yaml', text)
            done = subprocess.run([BIAOCE, 'check', f'{name}.yaml'], cwd=self.root, capture_output=True,
                                  env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')})
            said = done.stderr.decode()
            self.assertTrue(said and all(len(line.encode()) < 1500 for line in said.splitlines()),
                            f'{name}: {max(map(len, said.splitlines()))}')


class Outputs(CliTest):
    def test_numbers_of_loops_are_numbers_in_workbooks(self):
        self.write('templates/sums.yaml', '''
form: sums
extends: [gb9704]
fields: {name: {label: 名称, type: text}, sums: {label: 金额, type: list, of: money}}
layout: [{table: {widths: [1, 1], rows: [{each: sums, rows: [[=nth, =this]]}]}}]
''')
        self.write('a.yaml', 'form: sums\n名称: 甲\n金额: [12.5, 1000, 7]\n')
        self.run_cli('render', '-f', 'xlsx', '-o', 'out', 'a.yaml')
        sheet = openpyxl.load_workbook(self.root / 'out/甲.xlsx').active
        self.assertEqual([[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value],
                         [[1, 12.5], [2, 1000], [3, 7]])

    def test_names_are_numbered_in_input_order(self):
        self.write('in/a.yaml', '---\n'.join(card('同名') for _ in range(3)))
        self.write('in/b.yaml', card('同名 (2)') + '---\n' + card('a/b') + '---\n' + card('A_B'))
        for jobs in (1, 2, 5):
            done = self.run_cli('render', '-j', jobs, '-o', f'out{jobs}', '-f', 'pdf,xlsx', 'in')
            names = [line.split('/')[1].split(' (1 page')[0] for line in done.out.splitlines()]
            stems = ['同名', '同名 (2)', '同名 (3)', '同名 (2) (2)', 'a_b', 'A_B (2)']
            self.assertEqual(names, [f'{stem}.{kind}' for stem in stems for kind in ('pdf', 'xlsx')])

    def test_a_failing_record_keeps_its_name(self):
        self.write('a.yaml', card('名').replace('单位', '金额单位') + '---\n' + card('名'))
        self.run_cli('render', '-o', 'out', 'a.yaml', expect=RECORD_ERRORS)
        self.assertEqual(self.made(), ['名 (2).pdf'])

    def test_name_patterns(self):
        self.write('in/x.yaml', card('甲') + '---\n' + card('乙'))
        self.run_cli('render', '-o', 'out', '--name', '$(file)-$(record) $(code) $(name)', 'in')
        self.assertEqual(self.made(), ['x-1 001 甲.pdf', 'x-2 001 乙.pdf'])
        self.run_cli('render', '-o', 'labels', '--name', '$(编码)$(名称)', 'in')
        self.assertEqual(self.made('labels'), ['001乙.pdf', '001甲.pdf'])
        done = self.run_cli('render', '-o', 'none', '--name', '$(nmae)', 'in', expect=RECORD_ERRORS)
        self.assertEqual(done.err.count('did you mean `name`?'), 1)
        self.assertIn('2 records: 0 rendered, 2 with errors', done.err)

    def test_a_pattern_makes_folders(self):
        for i in range(40):
            bureau = ['教育局', 'Park', 'park', '../../up', '', 'CON', 'a/b', '..'][i % 8]
            self.write(f'in/{i:02}.yaml', card(f'项目{i}/{i % 3}', f'x-主管部门: "{bureau}"\n'))
        for jobs in ('1', '8'):
            done = self.run_cli('render', '-j', jobs, '-o', f'out{jobs}/deep', '--name', '$(x-主管部门)/$(code)/$(name)', 'in')
            made = sorted(str(p.relative_to(self.root / f'out{jobs}/deep')) for p in (self.root / f'out{jobs}').rglob('*.pdf'))
            self.assertEqual(len(made), 40)
            self.assertEqual(sorted({name.split('/')[0] for name in made}), ['CON_', 'Park', '_', '_.._up', 'a_b', '教育局'])
            self.assertTrue(all(name.count('/') == 2 for name in made), made)
            self.assertIn('Park/001/项目1_1.pdf', made)
            self.assertIn('Park/001/项目2_2.pdf', made)
            self.assertEqual(len(done.out.splitlines()), 40)
        self.assertEqual([p.read_bytes() for p in sorted((self.root / 'out1').rglob('*.pdf'))],
                         [p.read_bytes() for p in sorted((self.root / 'out8').rglob('*.pdf'))])
        self.assertEqual(list(self.root.rglob('*.tmp')), [])
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), ['in', 'out1', 'out8', 'templates'])

    def test_names_count_up_in_their_folder(self):
        self.write('a.yaml', '---\n'.join(card('同', f'x-a: {bureau}\n') for bureau in 'ABaA'))
        self.run_cli('render', '-o', 'out', '--name', '$(x-a)/$(name)', 'a.yaml')
        made = sorted(str(p.relative_to(self.root / 'out')) for p in (self.root / 'out').rglob('*.pdf'))
        self.assertEqual(made, ['A/同 (2).pdf', 'A/同 (3).pdf', 'A/同.pdf', 'B/同.pdf'])

    def test_folders_of_patterns_have_names(self):
        self.write('a.yaml', card('甲'))
        for pattern in ('/tmp/$(name)', '../$(name)', '$(name)/', 'a//$(name)', './$(name)', 'a/ /b'):
            done = self.run_cli('render', '-o', 'out', '--name', pattern, 'a.yaml', expect=USAGE)
            self.assertIn('E525', done.err)
        self.assertFalse((self.root / 'out').exists())

    def test_a_folder_that_cannot_be_made(self):
        self.write('a.yaml', card('甲'))
        self.write('out/甲', 'a file')
        done = self.run_cli('render', '-o', 'out', '--name', '$(name)/x', 'a.yaml', expect=IO)
        self.assertIn('E512', done.err)
        self.assertEqual(self.made(), ['甲'])

    def test_keys_that_are_no_fields_name_files(self):
        self.write('a.yaml', card('甲', 'x-部门: 教育局\n') + '---\n' + card('乙', 'x-部们: 教育局\n'))
        done = self.run_cli('render', '-o', 'out', '--name', '$(x-部门)-$(名称)', 'a.yaml')
        self.assertEqual(self.made(), ['-乙.pdf', '教育局-甲.pdf'])
        self.assertEqual(done.err.count('the record has no `x-部门`'), 1)
        self.assertIn('did you mean `x-部们`?', done.err)
        self.run_cli('render', '--strict', '-o', 'strict', '--name', '$(x-部门)-$(名称)', 'a.yaml', expect=RECORD_ERRORS)
        self.assertEqual(self.made('strict'), ['教育局-甲.pdf'])

    def test_hostile_names_stay_in_the_folder(self):
        for i, name in enumerate(['../../up', '/etc/passwd', '..', 'a\\u0000b\\nc', 'CON', '.', 'x' * 5000, '长' * 3000]):
            self.write(f'in/{i}.yaml', f'form: card\nname: "{name}"\nunit: 局\n')
        self.run_cli('render', '-o', 'out/deep', 'in')
        self.assertEqual(len(self.made('out/deep')), 8)
        self.assertEqual(self.made('out'), ['deep'])
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), ['in', 'out', 'templates'])

    def test_a_later_run_replaces(self):
        self.write('a.yaml', card('甲'))
        self.run_cli('render', '-o', 'out', 'a.yaml')
        before = self.hashes('out')
        os.truncate(self.root / 'out/甲.pdf', 3)
        self.run_cli('render', '-o', 'out', 'a.yaml')
        self.assertEqual(self.hashes('out'), before)

    def test_one_file(self):
        self.write('a.yaml', card('甲'))
        self.run_cli('render', '-o', 'x.pdf', 'a.yaml')
        self.assertTrue((self.root / 'x.pdf').read_bytes().startswith(b'%PDF-1.7'))
        self.run_cli('render', '-o', 'x.xlsx', 'a.yaml')
        self.assertTrue((self.root / 'x.xlsx').read_bytes().startswith(b'PK'))
        self.write('b.yaml', card('甲') + '---\n' + card('乙'))
        self.run_cli('render', '-o', 'y.pdf', 'b.yaml', expect=USAGE)
        self.run_cli('render', '-o', 'y.pdf', 'a.yaml', 'b.yaml', expect=USAGE)
        self.assertFalse((self.root / 'y.pdf').exists())

    def test_what_is_replaced_stays_as_private_as_it_was(self):
        self.write('a.yaml', card('甲'))
        self.run_cli('render', '-o', 'out', 'a.yaml')
        made = self.root / 'out/甲.pdf'
        made.chmod(0o600)
        self.run_cli('render', '-o', 'out', 'a.yaml')
        self.assertEqual(made.stat().st_mode & 0o777, 0o600)

    def test_templates_that_cannot_be_looked_up(self):
        """Else another template of the name would serve."""
        self.write('a.yaml', card('甲'))
        self.write('file', '')
        own = str(self.root / 'templates')
        for given, environment in ((('-T', 'nowhere'), {}), (('-T', own, '-T', 'file'), {}),
                                   ((), {'BIAOCE_TEMPLATES': f'{own}:nowhere'})):
            done = self.run_cli('render', *given, '-o', 'out', 'a.yaml', env=environment, expect=IO)
            self.assertIn('[E100]', done.err)
            self.assertFalse((self.root / 'out').exists())
            self.run_cli('templates', *given, env=environment, expect=IO)

    def test_pipes_do_not_hold_a_run_up(self):
        self.write('records/a.yaml', card('甲'))
        os.mkfifo(self.root / 'records/b.yaml')
        done = self.run_cli('render', '-o', 'out', 'records', expect=IO)
        self.assertRegex(done.err, r'records/b\.yaml.*\[E100\]')
        self.assertEqual(self.made(), ['甲.pdf'])
        os.mkfifo(self.root / 'p.md')
        self.write('b.book', 'book: 试\nparts:\n  - prose: p.md\n')
        self.assertIn('[E100]', self.run_cli('book', '-o', 'out', 'b.book', expect=IO).err)
        self.write('c.book', 'book: 试\nparts:\n  - section: 节\n    forms: records/b.yaml\n')
        self.assertIn('[E100]', self.run_cli('book', '-o', 'out', 'c.book', expect=IO).err)

    def test_texts_like_formulas_stay_texts(self):
        """Also when somebody edits the cell: titles, and the list in front of a workbook."""
        for i, name in enumerate(('=1+1', '+2', '甲')):
            self.write(f'records/{i}.yaml', card(f'"{name}"'))
        self.run_cli('render', '-f', 'xlsx', '-o', 'all.xlsx', '--one-workbook', 'records')
        book = openpyxl.load_workbook(self.root / 'all.xlsx')
        for sheet, name in zip(book.worksheets[1:], ('=1+1', '+2', '甲')):
            self.assertEqual((sheet['A1'].value, sheet['A1'].data_type), (name, 's'))
            self.assertEqual(sheet['A1'].number_format, 'General' if name == '甲' else '@')
        listed = {cell.value: cell.number_format for row in book.worksheets[0].iter_rows() for cell in row}
        self.assertEqual([listed[name] for name in ('=1+1', '+2', '甲')], ['@', '@', 'General'])

    def test_a_record_reads_no_file_that_it_likes(self):
        secret = self.write('secret.yaml', 'password: hunter2\n')
        for name in ('../secret.yaml', secret, 'secret.yml', 'templates/secret'):
            self.write('records/a.yaml', f'form: {name}\n名称: 甲\n')
            done = self.run_cli('render', '-o', 'out', 'records/a.yaml', expect=1)
            self.assertIn('[E504]', done.err)
            self.assertNotIn('hunter2', done.err)

    def test_without_standard_streams(self):
        self.write('many.yaml', '---\n'.join(card(f'表{i:03}').replace('财政局', '财政局\ue000') for i in range(150)))
        self.run_cli('render', '-f', 'pdf,xlsx', '-o', 'whole', 'many.yaml')
        for closed in ((0, 2), (1, 2), (0, 1, 2), (0, 1), (2,)):
            folder = 'closed' + ''.join(map(str, closed))
            environment = {**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')}
            subprocess.run([BIAOCE, 'render', '-f', 'pdf,xlsx', '-j8', '-o', folder, 'many.yaml'], cwd=self.root,
                           env=environment, preexec_fn=lambda closed=closed: [os.close(fd) for fd in closed],
                           capture_output=True, timeout=120)
            self.assertEqual(self.hashes(folder), self.hashes('whole'), f'streams {closed} closed')

    def test_what_goes_to_a_closed_output_is_not_lost_in_silence(self):
        self.write('a.yaml', card('甲'))
        done = subprocess.run([BIAOCE, 'render', '-o', '-', 'a.yaml'], cwd=self.root, stderr=subprocess.PIPE,
                              env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')},
                              preexec_fn=lambda: os.close(1), timeout=120)
        self.assertEqual(done.returncode, IO)

    def test_standard_output(self):
        self.write('a.yaml', card('甲'))
        done = self.run_cli('render', '-o', '-', 'a.yaml')
        self.assertTrue(done.stdout.startswith(b'%PDF') and done.stdout.rstrip().endswith(b'%%EOF'))
        self.assertIn('甲', self.run_cli('render', '-f', 'trace', '-o', '-', 'a.yaml').out)
        self.write('b.yaml', card('甲') + '---\n' + card('乙'))
        self.assertEqual(self.run_cli('render', '-o', '-', 'b.yaml', expect=USAGE).out, '')

    def test_an_input_is_never_replaced(self):
        text = card('甲')
        path = self.write('甲.pdf', text)
        self.run_cli('render', '甲.pdf', expect=IO)
        (self.root / 'link').symlink_to(self.root)
        self.run_cli('render', '-o', 'link', '甲.pdf', expect=IO)
        self.assertEqual(path.read_text(encoding='utf-8'), text)

    def test_disks_that_fail(self):
        self.write('in/a.yaml', card('甲') + '---\n' + card('乙'))
        self.write('file', '')
        self.run_cli('render', '-o', 'file/out', 'in', expect=IO)
        self.run_cli('render', '-o', '/proc/out', 'in', expect=IO)
        (self.root / 'out/甲.pdf').mkdir(parents=True)
        done = self.run_cli('render', '-o', 'out', 'in', expect=IO)
        self.assertEqual(self.made(), ['乙.pdf', '甲.pdf'])
        self.assertIn('2 records: 1 rendered, 1 with errors', done.err)

    def test_escaped_controls_are_told(self):
        self.write('a.yaml', card(r'"甲\u0007乙\u0000"'))
        self.assertIn('a.yaml:2:5: warning: the control character U+0007', self.run_cli('render', '-o', 'out', 'a.yaml').err)
        self.assertEqual(self.made(), ['甲乙.pdf'])

    def test_escaped_controls_of_json_are_told(self):
        self.write('a.json', r'{"form": "card", "名称": "甲\u0007\n乙", "单位": "\u9879", "编码": "001"}')
        done = self.run_cli('render', '-o', 'out', 'a.json')
        self.assertIn('a.json:1:24: warning: the control character U+0007 is left out where this is printed [W133]', done.err)
        self.assertEqual(done.err.count('W133'), 1)

    def test_a_full_disk_is_told_a_few_times(self):
        self.write('a.yaml', '---\n'.join(card(f'名{i}') for i in range(50)))
        said = []
        for jobs in '1', '4':
            done = self.run_cli('render', '-f', 'pdf,xlsx', '-j', jobs, '-o', 'out', 'a.yaml', expect=IO,
                                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
            said.append(done.err)
            self.assertEqual(done.err.count('[E514]'), 4)
            self.assertIn('97 more outputs could not be written for the same reason', done.err)
            self.assertIn('50 records: 0 rendered, 50 with errors', done.err)
            self.assertEqual(self.made(), [])
        self.assertEqual(*said)

    def test_a_full_disk(self):
        self.write('in/a.yaml', card('甲') + '---\n' + card('乙'))

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        self.run_cli('render', '-o', 'out', 'in', expect=IO, preexec_fn=limit)
        self.assertEqual(self.made(), [], 'a file that cannot be whole is not there')
        with open('/dev/full', 'wb') as full:
            self.run_cli('render', '-o', '-', '-f', 'pdf', self.write('b.yaml', card('丙')), expect=IO, stdout=full,
                         stderr=subprocess.PIPE)
            self.assertIn('standard output', self.run_cli('templates', expect=IO, stdout=full, stderr=subprocess.PIPE).err)

    def test_an_interrupted_run_leaves_whole_files(self):
        self.write('a.yaml', '---\n'.join(card(f'名{i}') for i in range(20000)))
        run = subprocess.Popen([BIAOCE, 'render', '-q', '-o', 'out', 'a.yaml'], cwd=self.root,
                               env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')})
        while run.poll() is None and not list(self.root.glob('out/*.pdf')):
            time.sleep(0.001)
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(timeout=60), -signal.SIGINT)
        names = self.made()
        self.assertTrue(0 < len(names) < 20000)
        for name in names:
            self.assertTrue((self.root / 'out' / name).read_bytes().rstrip().endswith(b'%%EOF'), name)

    def test_interrupted_while_it_waits(self):
        """For a pipe that nobody writes to any more; and what was found until then replaces nothing."""
        known = self.write('known.txt', '# biaoce check --baseline\n')
        run = subprocess.Popen([BIAOCE, 'check', '--baseline', 'known.txt', '--write-baseline', 'known.txt', '--report', 'found.json', '-'],
                               cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')})
        run.stdin.write((card('甲') + 'more: 1\n---\n').encode())
        run.stdin.flush()
        self.wait_until_it_waits(run)
        run.send_signal(signal.SIGTERM)
        self.assertEqual(run.wait(timeout=60), -signal.SIGTERM)
        run.stdin.close()
        self.assertEqual((known.read_text(), (self.root / 'found.json').exists()), ('# biaoce check --baseline\n', False))

    @staticmethod
    def wait_until_it_waits(run):
        """One of its threads, for a pipe."""
        threads = Path(f'/proc/{run.pid}/task')
        while run.poll() is None and not any(re.search('pipe|poll', (thread / 'wchan').read_text()) for thread in threads.iterdir()):
            time.sleep(0.01)

    def test_interrupted_while_it_waits_for_a_named_pipe(self):
        """Whether somebody writes to it or nobody yet; the beginning of a record is no record."""
        self.write('a.yaml', card('甲'))
        os.mkfifo(self.root / 'pipe')
        (self.root / 'out').mkdir()
        for command in (['render', '-j1', '-o', 'out', 'pipe'], ['render', '-j3', '-o', 'out', 'pipe'], ['check', 'pipe'], ['diff', 'a.yaml', 'pipe'],
                        ['convert', '--to', 'json', '-o', 'all.json', 'pipe'], ['book', '-o', 'out', 'pipe'], ['extract', 'pipe'], ['verify', 'pipe']):
            for written in (b'', card('甲')[:-3].encode()):
                with self.subTest(command=command, written=len(written)):
                    run = subprocess.Popen([BIAOCE, *command], cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                           env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates'), 'LC_ALL': 'C'})
                    if written:
                        pipe = os.open(self.root / 'pipe', os.O_WRONLY)
                        os.write(pipe, written)
                    self.wait_until_it_waits(run)
                    run.send_signal(signal.SIGINT)
                    out, err = run.communicate(timeout=60)
                    if written:
                        os.close(pipe)
                    self.assertEqual((run.returncode, self.made(), out, (self.root / 'all.json').exists()), (-signal.SIGINT, [], b'', False), err)
                    said = b'the run was ended before all of it had come [E100]' if command[0] in ('book', 'extract', 'verify') else b''
                    self.assertIn(said, err)
                    self.assertEqual(bool(said), b'error' in err, err)

    def test_a_record_to_be_filled_in_is_whole_or_not_there(self):
        self.run_cli('new', '-o', 'a.yaml', 'card', expect=IO, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)))
        self.assertFalse(any(path.is_file() and path.suffix != '.yaml' or path.name == 'a.yaml' for path in self.root.iterdir()))
        self.run_cli('new', '-o', 'a.yaml', 'card')
        made = (self.root / 'a.yaml').read_bytes()
        self.assertIn('a.yaml could not be written: File exists', self.run_cli('new', '-o', 'a.yaml', 'card', expect=IO).err)
        self.assertEqual((self.root / 'a.yaml').read_bytes(), made)

    def test_what_killed_runs_left_goes(self):
        self.write('a.yaml', card('甲'))
        left = [self.write(f'{folder}/.biaoce-1f-00112233445566{i:02}.tmp', 'half')
                for i, folder in enumerate(['out', 'out/财政局', 'other'])]
        fresh = self.write('out/.biaoce-2f-0011223344556677.tmp', 'half')
        for path in left:
            os.utime(path, (time.time() - 7200,) * 2)
        self.run_cli('render', '-o', 'out', '--name', '$(unit)/$(name)', 'a.yaml')
        self.assertEqual([path.exists() for path in left], [False, False, True])
        self.assertTrue(fresh.exists())
        self.run_cli('render', '-o', 'other/a.pdf', 'a.yaml')
        self.assertFalse(left[2].exists())
        for words in (['check', '--report', 'other/b.json'], ['check', '--write-baseline', 'other/c.txt']):
            again = self.write('other/.biaoce-1f-0011223344556677.tmp', 'half')
            os.utime(again, (time.time() - 7200,) * 2)
            self.run_cli(*words, 'a.yaml')
            self.assertFalse(again.exists(), words)

    def test_outputs_have_a_name_each_however_it_is_written(self):
        self.write('a.yaml', 'form: tangshan-project\n项目名称: 甲\n')
        (self.root / 'other').mkdir()
        (self.root / 'link').symlink_to('other')
        here = str(self.root / 'found.json')
        for words in (['check', '--report', 'found.json', '--report', './found.json'], ['check', '--report', 'found.json', '--write-baseline', here],
                      ['check', '--report', 'other/a.json', '--report', 'link/a.json'],
                      ['check', '--report', 'found.json', '--publish', 'standard', '--publish-log', './found.json'],
                      ['render', '-o', 'found.pdf', '--force', '--publish', 'standard', '--publish-log', here[:-4] + 'pdf']):
            with self.subTest(words):
                done = self.run_cli(*words, 'a.yaml', expect=IO if '--publish-log' in words else USAGE)
                self.assertIn('[E505]', done.err)
                self.assertFalse([*self.root.glob('found.json'), *(self.root / 'other').iterdir()])
        self.run_cli('check', '--report', 'other/found.json', '--report', 'found.json', 'a.yaml', expect=RECORD_ERRORS)

    def test_an_ignored_interrupt_stays_ignored(self):
        self.write('many.yaml', '---\n'.join(card(f'表{i}') for i in range(400)))
        process = subprocess.Popen([BIAOCE, 'render', '-q', '-j1', '-o', 'out', 'many.yaml'], cwd=self.root,
                                   env={**os.environ, 'BIAOCE_TEMPLATES': str(self.root / 'templates')},
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        while not (self.root / 'out').exists() or not self.made():
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(120), OK)
        self.assertEqual(len(self.made()), 400)

    def test_a_limit_for_the_size_of_files(self):
        self.write('a.yaml', card('甲'))
        done = self.run_cli('render', '-f', 'pdf,xlsx', '-o', 'out', 'a.yaml', expect=IO,
                            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
        self.assertIn('[E514]', done.err)
        self.assertEqual(self.made(), [])

    @unittest.skipIf(os.geteuid() == 0, 'root may write anywhere')
    def test_a_folder_without_permission(self):
        self.write('a.yaml', card('甲'))
        (self.root / 'out').mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
        self.run_cli('render', '-o', 'out', 'a.yaml', expect=IO)

    def test_a_reader_that_goes_away(self):
        self.write('a.yaml', '---\n'.join(card(f'名{i}') for i in range(200)))
        read_end, write_end = os.pipe()
        os.close(read_end)
        with os.fdopen(write_end, 'wb') as broken:
            done = self.run_cli('render', '-o', 'out', 'a.yaml', expect=IO, stdout=broken, stderr=subprocess.PIPE)
        self.assertEqual(len(self.made()), 200)
        self.assertNotIn('standard output', done.err)


class Threads(CliTest):
    def records(self):
        """Files of one, several and no records, with mistakes and notes between them."""
        for i in range(60):
            if i % 11 == 3:
                text = 'form: card\n编码: "7"\n'
            elif i % 13 == 5:
                text = 'name: [\n'
            else:
                text = '---\n'.join(card(f'名{k % 7}', f'未知{i}: x\n' if i % 4 == 0 else '') for k in range(i % 5 + 1))
            self.write(f'in/{i:03}.yaml', text)

    def test_bytes_names_and_messages_do_not_depend_on_threads_or_time(self):
        self.records()
        runs = []
        for out, jobs in (('one', 1), ('two', 2), ('nine', 9), ('again', 2)):
            done = self.run_cli('render', '-j', jobs, '-f', 'pdf,xlsx', '-o', out, 'in', expect=RECORD_ERRORS)
            runs.append((done.out.replace(f'{out}/', ''), done.err, self.hashes(out)))
        self.assertGreater(len(runs[0][2]), 100)
        for run in runs[1:]:
            self.assertEqual(run, runs[0])

    def test_source_date_epoch(self):
        path = self.write('a.yaml', card('甲'))
        first = self.run_cli('render', '-o', '-', 'a.yaml').stdout
        os.utime(path, (1e9, 1e9))
        second = self.run_cli('render', '-o', '-', 'a.yaml').stdout
        self.assertNotEqual(first, second)
        self.assertIn(b'2001-09-09', second)
        piped = self.run_cli('render', '-o', '-', '-', data=path.read_bytes()).stdout
        self.assertIn(b'1980-01-01', piped)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
