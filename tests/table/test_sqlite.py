#!/usr/bin/env python3
"""Answers of SQLite through ODBC, which needs no server: values of all types, texts of any length, encodings, parameters,
what is refused, and what is said when something fails.

    test_sqlite.py PRINT_QUERY [unittest arguments]
"""
import os
import sqlite3
import sys
import tempfile
import unittest
from pathlib import Path

import asking

PROGRAM = None
MANY, FEW = 100_000, 10_000
NOISE = 4096    # KB that one run takes more than another
LIMIT = 64      # MB, generous


class SqliteTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / '预算.db'
        self.database = sqlite3.connect(self.path)
        self.addCleanup(self.database.close)
        self.environment = asking.write_sources(folder.name, {'预算库': {'Driver': 'SQLite3', 'Database': self.path}})
        self.asker = asking.Asker(PROGRAM, self.environment)
        self.connection = f'Driver=SQLite3;Database={self.path}'

    def make(self, *statements):
        for statement in statements:
            self.database.execute(*statement) if isinstance(statement, tuple) else self.database.execute(statement)
        self.database.commit()

    def ask(self, sql, *parameters, connection=None, **more):
        return self.asker.ask(self.connection if connection is None else connection, sql, *parameters, **more)

    def good(self, sql, *parameters, **more):
        answer = self.ask(sql, *parameters, **more)
        self.assertEqual((answer.status, answer.messages), (0, ''), sql)
        return answer

    def bad(self, code, status, sql, *parameters, **more):
        answer = self.ask(sql, *parameters, **more)
        self.assertEqual((answer.codes(), answer.status), ([code], status), (sql, answer.messages))
        self.assertIn('hint:', answer.messages)
        return answer

    def expect(self, expected, answer, row=0):
        for name, given, cell in zip(answer.head, expected, answer.row(row), strict=True):
            self.assertEqual(cell, given, name)

    # -- values

    def test_types(self):
        self.make('create table t (a integer, b bigint, c numeric(18,2), d decimal(18,2), e real, f double, g boolean, '
                  'h char(5), i varchar(20), j text, k date, l datetime, m timestamp, n time, o)',
                  ('insert into t values (1, 9223372036854775807, 1.50, 0.1, 0.1, ?, 1, ?, ?, ?, ?, ?, ?, ?, 2.5)',
                   (0.1 + 0.2, 'x    ', '中文𠮷', '0012', '2026-03-01', '2026-03-01 08:30:00', '2026-03-01 08:30:00.000',
                    '08:30:00')),
                  ('insert into t values (?, -5, 1e20, ?, 1e-7, 123456789.125, 0, ?, ?, ?, ?, ?, ?, ?, ?)',
                   ('甲', 12345678901234567.12, ' y ', '', 'a\nb', 46082, '2026-03-01T08:30:00', '2026-03-01 08:30:00.250',
                    '8:30', 'o')), ("insert into t (a, j) values (3, ?)", ('甲\r\n乙\r丙\n',)))
        answer = self.ask('select * from t')
        self.assertEqual((answer.status, answer.codes()), (0, ['N760']))
        self.assertEqual(answer.head, list('abcdefghijklmno'))
        number, text, date = ((lambda kind: lambda shown: (kind, shown))(kind) for kind in ('number', 'text', 'date'))
        self.expect([number('1'), number('9223372036854775807'), number('1.5'), number('0.1'), number('0.1'), number('0.3'),
                     ('bool', 'true'), text('x'), text('中文𠮷'), text('0012'), date('2026-03-01'),
                     date('2026-03-01 08:30:00'), date('2026-03-01 08:30:00'), ('time', '08:30:00'), text('2.5')], answer)
        self.expect([text('甲'), number('-5'), number('100000000000000000000'), ('number cut', '12345678901234600'),
                     number('0.0000001'), number('123456789.125'), ('bool', 'false'), text('y'), None, text('a\nb'),
                     text('46082'), date('2026-03-01 08:30:00'), date('2026-03-01 08:30:00.25'), text('8:30'), text('o')],
                    answer, 1)
        self.assertEqual(answer.rows[2], {1: number('3'), 10: text('甲\n乙\n丙')})

    def test_numbers(self):
        """Doubles are rounded to 15 digits, half away from zero, and written without exponent."""
        cases = {'1e15': '1000000000000000', '123456789012345678': '123456789012346000', '-2.5e-9': '-0.0000000025',
                 '999999999999999.96': '1000000000000000', '0.1 + 0.7': '0.8', '1.005 * 100': '100.5', '-0.5': '-0.5',
                 '1e300': '1' + '0' * 300, '0.0': '0.0', '3': '3', '4.35 * 100': '435'}
        self.make('create table t (n integer, a double)',
                  *(f'insert into t values ({i}, {case})' for i, case in enumerate(cases)))
        answer = self.ask('select a from t order by n')
        self.assertEqual(answer.codes(), ['N760'])
        for (case, wanted), row in zip(cases.items(), answer.rows, strict=True):
            kind, shown = row[1]
            self.assertEqual(shown.removesuffix('.0'), wanted.removesuffix('.0'), case)
            self.assertEqual(kind.split()[0], 'number')

    def test_pieces(self):
        """However a value is cut, it comes out whole."""
        for text in '一二三𠮷五六七八九十' * 3, 'a' * 4095, '中' * 1365, '中' * 1366, 'x' + '𠮷' * 30000, '':
            self.make('drop table if exists t', 'create table t (a text, b text)', ('insert into t values (?, ?)', (text, 'z')))
            for step in ('8', '9', '10', '11', '64', '4096', '100000'):
                answer = self.good('select a, b from t', options=['-s', step])
                self.assertEqual(answer.row(), [('text', text) if text else None, ('text', 'z')], (len(text), step))
        self.bad('E774', 1, "select replace(hex(zeroblob(9000000)), '0', 'a') a")

    def test_rows(self):
        """Rows without a value do not come, but count."""
        self.make('create table t (a text, b text)', "insert into t values ('1', null), (null, ' '), (null, null), (null, '中')")
        answer = self.good('select a, b as 名称 from t')
        self.assertEqual((answer.head, answer.numbers), (['a', '名称'], [1, 4]))
        self.assertEqual(answer.places, [': row 1, column a', ': row 4, column 名称'])
        self.assertEqual(self.good('select a from t where a = 3').rows, [])
        self.assertEqual(self.good('select a from t where a = 3').head, ['a'])

    def test_binary(self):
        self.make('create table t (a text, b blob)', "insert into t values ('1', x'0102')")
        self.assertIn('column b', self.bad('E771', 1, 'select * from t').messages)
        self.assertEqual(self.good('select hex(b) b from t').column(), ['0102'])

    def test_memory(self):
        if asking.SANITIZED:
            self.skipTest('memory is not what it is without a sanitizer')
        self.make('create table t (n integer, name text, amount integer, remark text)')
        self.database.executemany('insert into t values (?, ?, ?, ?)',
                                  ((i, f'项目{i}', i * 100, '预算绩效' * 20) for i in range(MANY)))
        self.database.commit()
        for query in 'select * from t limit {}', '-- what is asked\nselect n, remark, name from t limit {}':
            few, many = (self.good(query.format(n), options=['-c']).end for n in (FEW, MANY))
            self.assertEqual((few['last'], many['last']), (FEW, MANY))
            self.assertGreater(many['bytes'], 20 << 20)
            self.assertLess(many['peak'], few['peak'] + NOISE)
            self.assertLess(many['peak'], LIMIT << 10)

    def test_threads(self):
        self.make('create table t (a text)', *(f"insert into t values ('项目{i}')" for i in range(200)))
        answer = self.good('select * from t', options=['-j', '8'])
        self.assertEqual(answer.end['last'], 200)

    # -- encodings

    def test_encoding(self):
        """What is sent and what comes is of the encoding, names and errors too."""
        answer = self.good("select '中文' as 名称, ? as b", '预算', options=['-e', 'gbk'])
        self.assertEqual((answer.head, answer.row()), (['名称', 'b'], [('text', '中文'), ('text', '预算')]))
        self.assertEqual(answer.end['bytes'], 8)
        self.assertEqual(self.good("select '中' a", options=['-e', 'utf-8']).column(), ['中'])
        self.assertEqual(self.good("select '𠮷' a", options=['-e', 'gb18030']).column(), ['𠮷'])
        self.bad('E772', 1, "select '𠮷' a", options=['-e', 'gbk'])
        self.bad('E772', 1, 'select ? a', '𠮷', options=['-e', 'gbk'])
        self.bad('E772', 1, 'select 1', options=['-e', 'klingon'])
        self.assertIn('没有', self.bad('E767', 1, 'select * from 没有', options=['-e', 'gbk']).messages)

    def test_wrong_encoding(self):
        """The first text that is not of the encoding ends the reading; later ones are damaged rows."""
        rows = ("select '{}' a union all select cast(x'd6d0' as text) union all select 'b'")
        answer = self.bad('E772', 1, rows.format('a'))
        self.assertEqual(answer.column(), ['a'])
        self.assertIn('encoding: gb18030', answer.messages)
        answer = self.bad('E772', 1, rows.format('中'))
        self.assertEqual([line['broken'] for line in answer.lines], [False, True, False])
        self.assertEqual(answer.column(), ['中', None, 'b'])
        self.assertEqual(self.good("select cast(x'd6d0' as text) a", options=['-e', 'gb18030']).column(), ['中'])
        self.bad('E772', 1, 'select 1 as a', options=['-e', 'UTF-16LE'])

    # -- queries

    def test_parameters(self):
        self.make('create table t (n integer, code text, name text)',
                  "insert into t values (7, '007', '甲''; drop table t; --'), (8, '7', '𠮷')")
        self.assertEqual(self.good('select name from t where n = ?', '8').column(), ['𠮷'])
        self.assertEqual(self.good('select n from t where code = ?', '007').column(), ['7'])
        self.assertEqual(self.good('select n from t where name = ?', "甲'; drop table t; --").column(), ['7'])
        self.assertEqual(self.good('select n from t where name = ? and n = ?', '𠮷', '8').column(), ['8'])
        self.assertEqual(self.good("select n from t where code = '?' or n = ?", '8').column(), ['8'])
        self.assertEqual(self.good('select n from t where code = ?', '').rows, [])
        self.assertIn('2', self.bad('E770', 1, 'select n from t where n = ? and code = ?', '1').messages)
        self.bad('E770', 1, 'select n from t', '1')

    def test_one_query(self):
        self.make('create table t (a text)', "insert into t values ('x;y')")
        for sql in ('select a from t;', 'select a from t ; ; -- end\n /* ; */', "select a from t where a = 'x;y'",
                    'select a as "b;c" from t', '/* what; is */ -- asked;\nselect a from t',
                    "select a from t where a <> 'it''s; so'", '\n  SELECT a from t', 'with b as (select a from t) select * from b',
                    'select a from t -- ; end'):
            self.assertEqual(self.good(sql).column(), ['x;y'], sql)
        for sql in ('', ';', '-- select 1', 'select 1; select 2', "select ';'; delete from t", '/* select */ delete from t',
                    'insert into t values (1)', 'pragma user_version = 3', 'drop table t', 'selec a from t', "'select 1'",
                    'selection', 'explain select 1'):
            self.bad('E769', 1, sql)
        self.assertEqual(self.good('select a from t').column(), ['x;y'])

    def test_reading_only(self):
        self.make('create table t (a text)', "insert into t values ('x')")
        for sql in 'with b as (select 1) insert into t select * from b', 'with b as (select 1) delete from t':
            self.assertEqual(self.ask(sql).status, 1)
        self.assertEqual(self.good('select a from t').column(), ['x'])

    def test_wrong_queries(self):
        self.make('create table t (a text)')
        self.assertIn('table', self.bad('E767', 1, 'select * from 没有').messages)
        self.assertIn('没有', self.bad('E767', 1, 'select * from 没有').messages)
        self.assertIn('column', self.bad('E767', 1, 'select b from t').messages)
        self.assertIn('syntax', self.bad('E767', 1, 'select from where').messages)

    # -- connections

    def test_connections(self):
        self.make('create table t (a text)', "insert into t values ('x')")
        for connection in ('DSN=预算库', f'driver={{SQLite3}};DATABASE={self.path};', 'DSN=预算库;StepAPI=0',
                           'dsn=预算库;UID=reader'):
            self.assertEqual(self.good('select a from t', connection=connection).column(), ['x'], connection)
        self.assertIn('没有这个', self.bad('E761', 3, 'select 1', connection='DSN=没有这个;UID=x').messages)
        self.bad('E762', 3, 'select 1', connection='Driver=没有;Database=x')
        for connection in 'UID=x', 'DSN=', '', 'Driver={SQLite3;Database=x', f'DSN=预算库;SaveFile={self.folder}/s.dsn':
            self.bad('E775', 1, 'select 1', connection=connection)
        self.assertFalse((self.folder / 's.dsn').exists())

    def test_files(self):
        missing = self.folder / 'none.db'
        self.bad('E764', 3, 'select 1', connection=f'Driver=SQLite3;Database={missing}')
        self.assertFalse(missing.exists())
        missing.write_text('这不是数据库' * 100, encoding='utf-8')
        self.assertIn('not a database', self.bad('E767', 1, 'select * from t',
                                                 connection=f'Driver=SQLite3;Database={missing}').messages)

    def test_secrets(self):
        """What the driver manager repeats of a secret is not told."""
        for connection, password in (('Driver=/x/geheim.so;PWD=geheim', None), ('Driver=/x/geheim.so', 'geheim'),
                                     ('Driver=/x/ge}heim.so;Password={ge}}heim}', None),
                                     ('Driver=/x/ge}heim.so', 'ge}heim'), ('Driver=/x/geheim.so;MyToken=geheim', None),
                                     ('Driver=/x/geheim.so;PWD=other', 'geheim')):
            answer = self.ask('select 1', connection=connection, options=['-p', password] if password else [])
            self.assertEqual(answer.codes(), ['E762'], connection)
            self.assertIn('***', answer.messages)
            self.assertNotIn('heim', answer.messages)

    def test_without_library(self):
        (self.folder / 'libodbc.so.2').write_text('no library', encoding='utf-8')
        answer = self.bad('E760', 3, 'select 1', environment={'LD_LIBRARY_PATH': str(self.folder)})
        self.assertIn('the package unixodbc', answer.messages)


if __name__ == '__main__':
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if 'SQLite3' not in asking.drivers():
        print('skipped: no driver SQLite3 for ODBC (Debian: unixodbc, libsqliteodbc)')
        sys.exit(asking.SKIPPED)
    unittest.main()
