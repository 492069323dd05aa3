#!/usr/bin/env python3
"""Tables wherever records are taken: standard input, folders, sheets that are named, books, checks, and parameters of queries.

    test_inputs.py BIAOCE [unittest arguments]
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import test_tables  # noqa: E402

BIAOCE = None


class Inputs(test_tables.Tables):
    def biaoce(self, *args, status=0, given=None):
        """(standard output, standard error)"""
        env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '86400'}
        done = subprocess.run([BIAOCE, *map(str, args)], capture_output=True, env=env, check=False, cwd=self.folder, input=given)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout, done.stderr.decode()

    def trace(self, *args, **more):
        return self.biaoce('render', '-q', '--no-check', '-T', 'T', '-t', 't', '-f', 'trace', '-o', '-', *args, **more)[0].decode()

    def names(self, *args, **more):
        """What render makes of the records, by their codes."""
        out = self.folder / 'out'
        shutil.rmtree(out, ignore_errors=True)
        self.biaoce('render', '-q', '--no-check', '-T', 'T', '-f', 'trace', '-o', 'out', '--name', '$(code)', *args, **more)
        return sorted(path.stem for path in out.glob('*.trace'))

    def test_standard_input(self):
        csv = self.write('r.csv', '项目编码,项目名称\n1,甲\n')
        book = self.book({'一': [['项目编码', '项目名称'], ['1', '甲']]})
        expected = self.trace(csv)
        self.assertEqual(self.trace('--from', 'csv', '-', given=csv.read_bytes()), expected)
        self.assertEqual(self.trace('--from', 'xlsx', '-', given=book.read_bytes()), expected)
        self.assertEqual(self.trace('--from', 'yaml', '-', given='项目编码: 1\n项目名称: 甲\n'.encode()), expected)
        shutil.copy(csv, self.folder / 'r.dat')
        self.assertEqual(self.trace('--from', 'csv', 'r.dat'), expected)
        shutil.copy(book, self.folder / 'r.dat')
        self.assertEqual(self.trace('r.dat', '--from', 'csv'), expected)  # what a file is says its content
        self.assertIn('did you mean csv', self.biaoce('render', '--from', 'cvs', '-', status=2)[1])

    def test_folders(self):
        for name, code in (('a.csv', 1), ('B.CSV', 2), ('c.tsv', 3), ('deep/d.csv', 4)):
            self.write(f'in/{name}', f'项目编码,项目名称\n{code},甲\n') if '/' not in name else None
        (self.folder / 'in/deep').mkdir()
        self.write('in/deep/d.csv', '项目编码,项目名称\n4,甲\n')
        self.write('in/~$a.csv', 'x')
        self.write('in/r.yaml', '项目编码: 5\n项目名称: 甲\n')
        shutil.copy(self.book({'一': [['项目编码', '项目名称'], ['6', '甲']]}), self.folder / 'in/f.xlsx')
        for args, codes in ((['--from', 'csv'], '123'), (['--from', 'csv', '-r'], '1234'), ([], '5'), (['--from', 'xlsx', '-r'], '6')):
            self.assertEqual(self.names('-t', 't', *args, 'in'), list(codes))
        (self.folder / 'in/r.yaml').unlink()
        self.assertIn('--from csv', self.biaoce('check', '-T', 'T', 'in', status=1)[1])

    def test_sheets(self):
        head = ['项目编码', '项目名称']
        def change(book):
            book['藏'].sheet_state = 'hidden'
        book = self.book({'一': [head, ['1', '甲']], '藏': [head, ['9', '甲']], '二': [head, ['2', '乙']], '3': [head, ['3', '丙']]}, change=change)
        for sheet, code in (('二', '2'), ('2', '2'), ('1', '1'), ('3', '3'), ('藏', '9')):
            self.assertEqual(self.names('-t', 't', '--sheet', sheet, book), [code])
        for sheet in ('4', '0', '三'):
            self.assertIn('E793', self.biaoce('check', '-T', 'T', '-t', 't', '--sheet', sheet, book, status=1)[1])

    def test_checks(self):
        text = '项目编码,项目名称,支出/合计\n1,甲,x\n'
        _, said = self.biaoce('check', '-T', 'T', '-t', 't', self.write('r.csv', text))
        self.assertIn('r.csv:2:5: warning', said)
        self.assertIn('1 checked', said)

    def test_fixes_of_tables_are_listed(self):
        self.write('T/t.yaml', test_tables.TEMPLATE.replace('layout:', 'checks: [{rule: HALF-WIDTH}]\nlayout:'))
        rows = [['项目编码', '项目名称', '用途'], ['1', '甲', '购置设备,安装,调试'], ['2', '乙', '路\n桥,涵']]
        csv = '\n'.join(','.join(f'"{cell}"' for cell in row) for row in rows) + '\n'
        changes = ['购置设备,安装,调试\t购置设备，安装，调试', '路\\n桥,涵\t路\\n桥，涵']
        self.write('m.yaml', 'form: t\ntables: {a: {file: r.csv}}\nrecords: {from: a}\n')
        for path, places in ((self.write('r.csv', csv), ('r.csv:2:9', 'r.csv:3:9')), (self.book({'一': rows}), ('r.xlsx!一!C2', 'r.xlsx!一!C3')),
                             (self.folder / 'm.yaml', ('r.csv:2:9', 'r.csv:3:9'))):
            before = path.read_bytes()
            out, said = self.biaoce('check', '-T', 'T', '-t', 't', '--fix', '--write', path.name)
            self.assertEqual(out.decode(), ''.join(f'{place}\t{change}\n' for place, change in zip(places, changes)), said)
            self.assertIn('2 places to fix, 0 files rewritten', said)
            self.assertEqual(path.read_bytes(), before)

    def test_hostile_mappings(self):
        """Whatever a mapping says: a message with a place, in a moment, and nothing but tables is opened."""
        self.write('r.csv', '项目编码,项目名称\n1,甲\n')
        table = 'tables: {a: {file: r.csv}}\n'
        deep = '{from: a, fields: {明细: ' * 200 + 'x' + '}}' * 200
        for text in ('a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n'
                     'd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\ntables: {a: *e}\nrecords: {from: a}\n',
                     table + 'records: {from: a, fields: {明细: ' + deep + '}}\n',
                     table + 'records: {from: a, fields: {' + ', '.join(f'f{i}: c{i}' for i in range(20000)) + '}}\n',
                     'tables: {' + ', '.join(f't{i}: {{file: r.csv}}' for i in range(20000)) + '}\nrecords: {from: t, fields: {x: {from: t1}}}\n',
                     table + 'records: {from: a, fields: {项目名称: "= ' + '(' * 100000 + '"}}\n',
                     table + 'records: {from: a, fields: {项目名称: "= ' + '1 + ' * 50000 + '1"}}\n',
                     'tables: {a: {file: r.csv, head: 1-4000000000}}\nrecords: {from: a}\n',
                     'tables: {a: {file: r.csv, head: 999}}\nrecords: {from: a}\n',
                     'tables: {a: {file: .}}\nrecords: {from: a}\n',
                     'tables: {a: {file: /dev/zero}}\nrecords: {from: a}\n',
                     'tables: {a: {file: m.yaml}}\nrecords: {from: a}\n',
                     'tables: {a: {file: "[", encoding: no-such, separator: abc}}\nrecords: {from: a}\n',
                     'tables: {a: {file: r.csv, where: "' + '!' * 100000 + 'x"}}\nrecords: {from: a}\n',
                     'tables: {a: {odbc: "Driver=/etc/passwd", sql: "select 1; drop table x"}}\nrecords: {from: a}\n',
                     'tables: {a: {odbc: DSN=none, sql: select 1, password: {file: /etc/passwd}}}\nrecords: {from: a}\n'):
            path = self.write('m.yaml', text)
            for command in (['check', '-T', 'T', '-t', 't'], ['map', '-T', 'T', '-t', 't']):
                env = {**os.environ, 'LANGUAGE': 'en', 'LC_ALL': 'C.UTF-8'}
                done = subprocess.run([BIAOCE, *command, str(path)], capture_output=True, env=env, check=False, cwd=self.folder, timeout=60)
                self.assertIn(done.returncode, (0, 1, 3), f'{text[:200]} {done.stderr[-500:]}')
                if command[0] == 'check':
                    self.assertTrue(done.returncode, text[:200])
                    self.assertRegex(done.stderr.decode(), r'error: ')
                self.assertNotIn(b'root:', done.stdout + done.stderr)

    # -- books

    BOOK = '''
book: 册
parts:
  - section: 项目
    template: t
    forms: FORMS
    sort: code
    entry: $(code) $(name)
'''

    def volume(self, forms, *args, status=0):
        self.write('book.yaml', self.BOOK.replace('FORMS', forms))
        _, said = self.biaoce('book', '-T', 'T', '--no-check', '-q', '-o', 'book.pdf', *args, 'book.yaml', status=status)
        if status:
            return said
        pdf = (self.folder / 'book.pdf').read_bytes()
        (self.folder / 'book.pdf').unlink()
        return pdf

    def test_books(self):
        self.write('r.yaml', '- {项目编码: "2", 项目名称: 乙}\n- {项目编码: "1", 项目名称: 甲}\n')
        self.write('r.csv', '项目编码,项目名称\n2,乙\n1,甲\n')
        self.write('s.csv', '编号,项目名称\n2,乙\n1,甲\n')
        self.book({'别': [['a']], '项目': [['项目编码', '项目名称'], ['2', '乙'], ['1', '甲']]}, name='r.xlsx')
        self.write('map.yaml', 'tables: {a: {file: s.csv}}\nrecords: {from: a, fields: {项目编码: 编号}}\n')
        expected = self.volume('r.yaml')
        for forms in ('r.csv', 'map.yaml', '{file: r.csv}', '{file: r.xlsx, sheet: 项目}', '{file: r.xlsx, sheet: 2}',
                      '{tables: {a: {file: s.csv}}, records: {from: a, fields: {项目编码: 编号}}}'):
            self.assertEqual(self.volume(forms), expected, forms)
        self.assertEqual(self.volume('r.xlsx', '--sheet', '项目'), expected)
        self.assertIn('book.yaml:6:', self.volume('{flie: r.csv}', status=1))
        self.assertIn('E303', self.volume('{flie: r.csv}', status=1))
        self.assertIn('E302', self.volume('{file: r.csv, heed: 1}', status=1))
    def test_no_output_replaces_a_table_of_a_mapping(self):
        table, rows = self.write('p.csv', '项目编码,项目名称\n1,甲\n'), self.write('i.csv', '项目编码,一级,名称\n1,产出,长\n')
        before = table.read_bytes(), rows.read_bytes()
        self.write('m.yaml', 'form: t\ntables: {p: {file: "[p].csv"}, i: {file: i.csv}}\n'
                             'records: {from: p, fields: {明细: {from: i, by: 项目编码}}}\n')
        os.link(rows, self.folder / 'other.csv')  # the same file under another name
        for name in ('p.csv', 'i.csv', 'other.csv'):
            self.assertIn('E515', self.biaoce('convert', '-T', 'T', 'm.yaml', '-o', name, status=3)[1])
        self.assertEqual((table.read_bytes(), rows.read_bytes()), before)
        self.biaoce('convert', '-T', 'T', 'm.yaml', '-o', 'new.csv')

    # -- parameters of queries

    def test_parameters(self):
        listed = subprocess.run(['odbcinst', '-q', '-d'], capture_output=True, check=False).stdout if shutil.which('odbcinst') else b''
        if b'SQLite3' not in listed:
            self.skipTest('no ODBC driver for SQLite')
        database = sqlite3.connect(self.folder / 'x.db')
        database.executescript("create table p (code text, 名 text, year text);"
                               "insert into p values ('1', '甲', '2025'), ('2', '乙', '2026'), ('3', ':year', '2026');")
        database.close()
        sql = '''select code as "项目编码", 名 as "项目名称" from p /* :no */ where year = :year and 名 <> ':year' -- :no'''
        mapping = f'''
form: t
tables:
  库:
    odbc: Driver=SQLite3;Database={self.folder}/x.db
    sql: |
      {sql}
    params: {{year: 2025}}
records: {{from: 库}}
'''
        path = self.write('m.yaml', mapping)
        self.assertEqual(self.names(path), ['1'])
        self.assertEqual(self.names('-p', 'year=2026', path), ['2'])
        self.assertEqual(self.names('-p', 'year=2025', '-p', "year=' or 1=1 --", path, status=1), [])
        self.assertIn('no query has a parameter `:yaer`', self.biaoce('check', '-T', 'T', '-p', 'yaer=2026', path, status=1)[1])
        path = self.write('m.yaml', mapping.replace('params: {year: 2025}', ''))
        self.assertIn('-p year=VALUE', self.biaoce('check', '-T', 'T', path, status=1)[1])
        self.assertEqual(self.names('-p', 'year=2026', path), ['2'])
        self.assertEqual(self.names(self.write('m.yaml', mapping.replace('= :year', '= ?').replace('{year: 2025}', '[2026]'))), ['2', '3'][:1])
        self.assertIn('NAME=VALUE', self.biaoce('render', '-p', 'year', path, status=2)[1])


for inherited in [name for name in dir(test_tables.Tables) if name.startswith('test_') and name not in vars(Inputs)]:
    setattr(Inputs, inherited, None)
del test_tables.Tables
if __name__ == '__main__':
    BIAOCE = test_tables.BIAOCE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
