#!/usr/bin/env python3
"""Answers of PostgreSQL and MariaDB through ODBC, from servers that the test starts in a folder of its own and stops.

    test_servers.py PRINT_QUERY [unittest arguments]

Skipped where the packages of the group `servers` of .ci/packages are not installed; .ci/run installs them.
"""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import asking

PROGRAM = None
MANY, FEW = 100_000, 10_000
NOISE = 4096              # KB that one run takes more than another
LIMIT = 64                # MB, generous
PASSWORD = 'a;b}c{d=密'   # all that a connection's text could stumble over


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def as_user(name, folder):
    """Servers do not run as root: the start of a command that runs as that user, who gets the folder."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ['setpriv', f'--reuid={user.pw_uid}', f'--regid={user.pw_gid}', '--clear-groups']


def run(*command, check=True, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, **more)
    if check and done.returncode:
        raise RuntimeError(f'{command}: {done.stdout}{done.stderr}')
    return done.stdout


class Postgres:
    driver = 'PostgreSQL Unicode'
    programs = sorted(glob.glob('/usr/lib/postgresql/*/bin'))[-1:]

    def __init__(self, folder):
        self.folder = Path(folder) / 'pg'
        self.folder.mkdir()
        self.bin, self.data, self.port = Path(self.programs[0]), self.folder / 'data', free_port()
        self.user = as_user('postgres', self.folder)
        run(*self.user, self.bin / 'initdb', '-D', self.data, '-U', 'biaoce', '--auth=trust', '--encoding=UTF8',
            '--locale=C.UTF-8', '--no-sync', cwd=folder)
        rules = self.data / 'pg_hba.conf'
        rules.write_text('host all pw 127.0.0.1/32 scram-sha-256\n' + rules.read_text())
        self.start()

    def start(self):
        options = f'-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off'
        run(*self.user, self.bin / 'pg_ctl', '-D', self.data, '-w', '-l', self.folder / 'log', 'start', '-o', options,
            cwd=self.folder)

    def stop_command(self):
        return ' '.join([*self.user, f'{self.bin}/pg_ctl', '-D', str(self.data), '-m', 'immediate', '-w', 'stop', '>/dev/null'])

    def stop(self):
        subprocess.run(self.stop_command(), shell=True, cwd=self.folder)

    def make(self, *statements):
        words = [word for statement in statements for word in ('-c', statement)]
        run(self.bin / 'psql', '-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', self.port, '-U', 'biaoce', 'postgres',
            *words)

    def connection(self, user='biaoce', database='postgres', more=''):
        return (f'Driver={self.driver};Server=127.0.0.1;Port={self.port};Database={database};UID={user};{more}')


class MariaDb:
    driver = 'MariaDB Unicode'

    def __init__(self, folder):
        self.folder = Path(folder) / 'my'
        self.folder.mkdir()
        self.port, self.socket = free_port(), self.folder / 'sock'
        user = as_user('mysql', self.folder)
        named = ['--user=mysql'] if user else []
        run('mariadb-install-db', '--no-defaults', *named, f'--datadir={self.folder}/data',
            '--auth-root-authentication-method=normal', '--skip-test-db', cwd=folder)
        with open(self.folder / 'log', 'wb') as log:
            self.process = subprocess.Popen(
                ['mariadbd', '--no-defaults', *named, f'--datadir={self.folder}/data', f'--socket={self.socket}',
                 f'--port={self.port}', '--bind-address=127.0.0.1', '--skip-log-bin', '--character-set-server=utf8mb4'],
                stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)
        for _ in range(300):
            if self.socket.exists() and subprocess.run(['mariadb-admin', '--no-defaults', '-S', self.socket, '-u', 'root', 'ping'],
                                                       capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise RuntimeError((self.folder / 'log').read_text(errors='replace'))
        self.make('create database t character set utf8mb4', database='mysql')

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def make(self, *statements, database='t'):
        run('mariadb', '--no-defaults', '--default-character-set=utf8mb4', '-S', self.socket, '-u', 'root', database,
            '-e', '; '.join(statements))

    def connection(self, user='root', database='t', more=''):
        return f'Driver={self.driver};Server=127.0.0.1;Port={self.port};Database={database};UID={user};{more}'


class ServerTest:
    """What both have in common."""
    server_class = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='biaoce-servers-')
        os.chmod(cls.folder, 0o755)
        try:
            cls.server = cls.server_class(cls.folder)
            cls.prepare()
        except BaseException:
            if hasattr(cls, 'server'):
                cls.server.stop()
            shutil.rmtree(cls.folder)
            raise

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        shutil.rmtree(cls.folder)

    def ask(self, sql, *parameters, connection=None, **more):
        return asking.Asker(PROGRAM).ask(connection or self.server.connection(), sql, *parameters, **more)

    def good(self, sql, *parameters, **more):
        answer = self.ask(sql, *parameters, **more)
        self.assertEqual((answer.status, answer.messages), (0, ''), sql)
        return answer

    def bad(self, code, status, sql, *parameters, **more):
        answer = self.ask(sql, *parameters, **more)
        self.assertEqual((answer.codes(), answer.status), ([code], status), (sql, answer.messages))
        return answer

    def expect(self, expected, answer):
        """Kind and text of each column, by its name."""
        for name, cell in zip(answer.head, answer.row(), strict=True):
            self.assertEqual(cell, expected[name], name)

    def test_connections(self):
        self.bad('E764', 3, 'select 1', connection=self.server.connection().replace(f'Port={self.server.port}', 'Port=1'))
        self.assertIn('nowhere', self.bad('E764', 3, 'select 1', connection=self.server.connection(database='nowhere')).messages)
        self.assertEqual(self.good('select 1 a', options=['-p', PASSWORD], connection=self.server.connection('pw')).column(), ['1'])
        secret = self.bad('E763', 3, 'select 1', options=['-p', 'geheim'], connection=self.server.connection('pw'))
        self.assertNotIn('geheim', secret.messages)
        self.bad('E763', 3, 'select 1', connection=self.server.connection('pw', more='PWD=geheim'))
        self.bad('E763', 3, 'select 1', connection=self.server.connection('pw'))

    def test_silence(self):
        """A server that takes the connection and says nothing."""
        with socket.socket() as silent:
            silent.bind(('127.0.0.1', 0))
            silent.listen()
            port = silent.getsockname()[1]
            connection = self.server.connection().replace(f'Port={self.server.port}', f'Port={port}')
            start = time.monotonic()
            answer = self.ask('select 1', connection=connection, options=['-t', '2'])
            self.assertEqual(answer.status, 3, answer.messages)
            self.assertIn(answer.codes(), (['E764'], ['E766']))
            self.assertLess(time.monotonic() - start, 20)

    def test_sources(self):
        names = {'UID': 'Username', 'Server': 'Servername'} if self.server_class is Postgres else {}
        keys = (part.split('=') for part in self.server.connection().strip(';').split(';'))
        keys = {names.get(key, key): value for key, value in keys}
        environment = asking.write_sources(self.folder, {'预算库': keys})
        answer = self.good("select '中文' as 名称", connection='DSN=预算库', environment=environment)
        self.assertEqual((answer.head, answer.column()), (['名称'], ['中文']))

    def test_parameters(self):
        self.assertEqual(self.good('select name from many where n = ?', '7').column(), ['项目7'])
        self.assertEqual(self.good('select n from many where name = ?', '项目8').column(), ['8'])
        self.assertEqual(self.good('select n from many where name = ?', "x' or 'a' = 'a").column(), [])
        self.assertEqual(self.good('select n from many where n < ? and name <> ? order by n', '4', '项目2').column(), ['1', '3'])
        self.bad('E770', 1, 'select n from many where n = ? and name = ?', '7')

    def test_wrong_queries(self):
        self.assertIn('没有', self.bad('E767', 1, 'select * from 没有').messages)
        self.assertIn('column', self.bad('E767', 1, 'select nowhere from many').messages)
        self.assertIn('syntax', self.bad('E767', 1, 'select from where').messages)
        self.bad('E769', 1, 'create table x (a int)')
        self.bad('E769', 1, 'select 1; select 2')
        self.bad('E767', 1, 'select writes()')

    def test_pieces(self):
        for text in '一二三𠮷五六七八九十' * 3, 'a' * 4095, '中' * 1366, 'x' + '𠮷' * 30000:
            for step in ('8', '9', '10', '64', '4096'):
                sql = f"select repeat('{text[:10]}', 3) a" if len(text) < 40 else f"select '{text}' a"
                self.assertEqual(self.good(sql, options=['-s', step]).column()[0], text[:10] * 3 if len(text) < 40 else text)


class PostgresTest(ServerTest, unittest.TestCase):
    server_class = Postgres

    @classmethod
    def prepare(cls):
        cls.server.make(
            f"create table many as select n, '项目' || n as name, n * 1.25 as amount, repeat('预算绩效', 20) as remark "
            f"from generate_series(1, {MANY}) n",
            f"create role pw login password '{PASSWORD}'", 'create sequence numbers', 'create table t (a int)',
            "create function writes() returns int language sql as 'insert into t values (1) returning a'")

    def test_types(self):
        values = {
            'a': ('1::smallint', 'number', '1'), 'b': ('-2::int', 'number', '-2'),
            'c': ('9223372036854775807::bigint', 'number', '9223372036854775807'),
            'd': ('1.50::numeric(10,2)', 'number', '1.50'), 'e': ('-0.05::numeric', 'number', '-0.05'),
            'f': ('12345678901234567890123456789012345678::numeric', 'number', '12345678901234567890123456789012345678'),
            'g': ('0.1::real', 'number', '0.1'), 'h': ('0.1::float8 + 0.2', 'number', '0.3'),
            'i': ('1e20::float8', 'number', '1' + '0' * 20), 'j': ('1e-7::float8', 'number', '0.0000001'),
            'k': ('12345678901234567::float8', 'number cut', '12345678901234600'), 'l': ('16777216::real', 'number', '16777216'),
            'm': ('true', 'bool', 'true'), 'n': ('false', 'bool', 'false'), 'o': ("'x'::char(5)", 'text', 'x'),
            'p': ("'中文𠮷'::text", 'text', '中文𠮷'), 'q': ("'0012'::varchar", 'text', '0012'),
            'r': ('12.5::money', 'text', '$12.50'), 's': ("date '2026-03-01'", 'date', '2026-03-01'),
            't': ("timestamp '2026-03-01 08:30:00'", 'date', '2026-03-01 08:30:00'),
            'u': ("timestamp '2026-03-01 08:30:00.1250'", 'date', '2026-03-01 08:30:00.125'),
            'v': ("timestamptz '2026-03-01 08:30:00+00'", 'date', '2026-03-01 08:30:00'),
            'w': ("time '08:30:00'", 'time', '08:30:00'), 'x': ("'NaN'::numeric", 'error', 'NaN'),
            'y': ("'{\"a\": 1}'::json", 'text', '{"a": 1}'), 'z': ('array[1,2]', 'text', '{1,2}'),
            'aa': ("interval '1 day 2 hours'", 'text', '1 day 02:00:00'), 'bb': ('null::text', None, None),
            'cc': ("'550e8400-e29b-41d4-a716-446655440000'::uuid", 'text', '550E8400-E29B-41D4-A716-446655440000'),
            'dd': ("'  '::text", None, None),
        }
        answer = self.good('select ' + ', '.join(f'{value[0]} as {name}' for name, value in values.items()),
                           environment={'PGTZ': 'UTC'})
        self.expect({name: (value[1], value[2]) if value[1] else None for name, value in values.items()}, answer)
        self.assertIn('column b', self.bad('E771', 1, "select 1 a, '\\x01'::bytea b").messages)
        self.assertEqual(self.good("values ('中'), ('文')").column(), ['中', '文'])
        self.assertEqual(self.good("select $$a;b$$ || $x$;$$$x$ as a;").column(), ['a;b;$$'])

    def test_memory(self):
        if asking.SANITIZED:
            self.skipTest('memory is not what it is without a sanitizer')
        for query, parameters in (('select * from many', []), ('select * from many where n > ?', ['0']),
                                  ('-- all of it\n/* indeed */ select * from many', []),
                                  ('with a as (select * from many) select * from a', [])):
            few = self.good(f'{query} limit {FEW}', *parameters, options=['-c']).end
            many = self.good(query, *parameters, options=['-c']).end
            self.assertEqual((few['last'], many['last']), (FEW, MANY))
            self.assertGreater(many['bytes'], 20 << 20)
            self.assertLess(many['peak'], few['peak'] + NOISE, query)
            self.assertLess(many['peak'], LIMIT << 10)

    def test_values(self):
        self.assertIn('division by zero', self.bad('E768', 1, 'select 1 / 0').messages)
        self.bad('E768', 1, 'select n from many where n = ?', '七')
        self.bad('E768', 1, "select '七'::int")

    def test_time(self):
        start = time.monotonic()
        self.bad('E766', 3, 'select pg_sleep(30)', options=['-t', '1'])
        self.assertLess(time.monotonic() - start, 20)

    def test_reading_only(self):
        self.bad('E767', 1, "select nextval('numbers')")
        self.bad('E767', 1, 'with a as (insert into t values (1) returning a) select * from a')
        self.bad('E767', 1, 'select 1 as a into new')
        self.assertEqual(self.good('select count(*) a from t').column(), ['0'])

    def test_threads(self):
        self.good(f'select * from many order by n limit 3000', options=['-c', '-j', '6'])

    def test_killed(self):
        """What came before the server went is there; then it is said that it is not all."""
        try:
            answer = self.bad('E765', 3, 'select * from many order by n', options=['-k', self.server.stop_command()])
        finally:
            self.server.start()
        self.assertGreaterEqual(len(answer.rows), 10)
        self.assertLess(len(answer.rows), MANY)
        self.assertEqual(answer.column(2)[:2], ['项目1', '项目2'])
        self.assertIn(f': row {len(answer.rows) + 1}', answer.messages)


class MariaDbTest(ServerTest, unittest.TestCase):
    server_class = MariaDb

    @classmethod
    def prepare(cls):
        cls.server.make(
            f"create table many as select seq n, concat('项目', seq) name, seq * 1.25 amount, repeat('预算绩效', 20) remark "
            f'from seq_1_to_{FEW}',
            f"create user pw identified by '{PASSWORD}'", 'grant select on t.* to pw', 'create sequence numbers',
            'create function writes() returns int modifies sql data return (select nextval(numbers))')

    def test_types(self):
        columns = {
            'a': ('tinyint', '1', 'number', '1'), 'b': ('smallint', '-2', 'number', '-2'), 'c': ('int', '3', 'number', '3'),
            'd': ('int(6) unsigned zerofill', '4', 'number', '000004'),
            'e': ('bigint unsigned', '18446744073709551615', 'number', '18446744073709551615'),
            'f': ('decimal(10,2)', '1.50', 'number', '1.50'), 'g': ('decimal(38,5)', '-0.05', 'number', '-0.05000'),
            'h': ('float', '0.1', 'number', '0.1'), 'i': ('double', '0.1e0 + 0.2e0', 'number', '0.3'),
            'j': ('bit(1)', '1', 'bool', 'true'), 'k': ('bit(1)', '0', 'bool', 'false'), 'l': ('bool', 'true', 'number', '1'),
            'm': ('char(5)', "'x'", 'text', 'x'), 'n': ('varchar(20)', "'中文𠮷'", 'text', '中文𠮷'), 'o': ('text', "'0012'", 'text', '0012'),
            'p': ('date', "'2026-03-01'", 'date', '2026-03-01'), 'q': ('datetime', "'2026-03-01 08:30:00'", 'date', '2026-03-01 08:30:00'),
            'r': ('datetime(6)', "'2026-03-01 08:30:00.125'", 'date', '2026-03-01 08:30:00.125'),
            's': ('datetime(3)', "'2026-03-01 08:30:00'", 'date', '2026-03-01 08:30:00'),
            't': ('time', "'30:00:00'", 'time', '30:00:00'), 'u': ('year', '2026', 'number', '2026'),
            'v': ("enum('甲','乙')", "'甲'", 'text', '甲'), 'w': ('json', "'[1]'", 'text', '[1]'), 'x': ('text', "' '", None, None),
            'y': ('text', 'null', None, None), 'z': ('double', '1e20', 'number', '1' + '0' * 20),
        }
        self.server.make('create or replace table types (' + ', '.join(f'{name} {kind[0]}' for name, kind in columns.items()) +
                         ') character set utf8mb4',
                         f"insert into types values ({', '.join(kind[1] for kind in columns.values())})")
        self.expect({name: (kind[2], kind[3]) if kind[2] else None for name, kind in columns.items()},
                    self.good('select * from types'))
        self.server.make('create or replace table bytes (a int, b blob)', "insert into bytes values (1, 'x')")
        self.assertIn('column b', self.bad('E771', 1, 'select * from bytes').messages)
        self.assertEqual(self.good("select 'a\\'; b' as `c;d` # what; else").row(), [('text', "a'; b")])

    def test_no_dates(self):
        """Said once a column."""
        self.server.make("set sql_mode = ''", 'create or replace table days (n int, a date, b datetime)',
                         "insert into days values (1, '0000-00-00', '0000-00-00 00:00:00'), (2, '0000-00-00', null), "
                         "(3, '2026-00-10', '2026-03-01 00:00:00')")
        answer = self.ask('select * from days order by n')
        self.assertEqual((answer.codes(), answer.status), (['W760', 'W760'], 0))
        self.assertEqual(answer.rows, [{1: ('number', '1')}, {1: ('number', '2')},
                                       {1: ('number', '3'), 3: ('date', '2026-03-01 00:00:00')}])

    def test_gbk(self):
        """A client that speaks GBK, as those of other databases do."""
        self.server.make('create or replace table 名单 (名称 varchar(20), n int) character set utf8mb4',
                         "insert into 名单 values ('预算绩效', 1)")
        connection = self.server.connection(more='Charset=gbk')
        answer = self.good('select 名称, n as 序号 from 名单 where 名称 = ?', '预算绩效', connection=connection, options=['-e', 'gbk'])
        self.assertEqual((answer.head, answer.row()), (['名称', '序号'], [('text', '预算绩效'), ('number', '1')]))
        self.bad('E772', 1, 'select * from (select n, char(0xd6d0 using gbk) a from many limit 3) b', connection=connection)
        self.assertEqual(self.ask('select nowhere from 名单', connection=connection, options=['-e', 'gbk']).codes(), ['E767'])

    def test_rows(self):
        """Debian 12's driver keeps the answer whole; it is read all the same."""
        answer = self.good('select * from many order by n', options=['-c'])
        self.assertEqual(answer.end['last'], FEW)

    def test_time(self):
        start = time.monotonic()
        self.bad('E766', 3, 'select sleep(30)', options=['-t', '1'])
        self.assertLess(time.monotonic() - start, 20)

    def test_killed(self):
        """The connection is cut while the database computes."""
        def kill():
            time.sleep(1.5)
            self.server.make("select group_concat('kill connection ', id separator ';') into @q from "
                             "information_schema.processlist where info like 'select sleep%'",
                             'execute immediate @q')
        killer = threading.Thread(target=kill)
        killer.start()
        answer = self.bad('E765', 3, 'select sleep(20)')
        killer.join()
        self.assertIn('hint:', answer.messages)


def missing():
    """Why the servers cannot be started, or None."""
    wanted = [(Postgres.programs, 'postgresql-15'), (shutil.which('mariadbd'), 'mariadb-server'),
              (Postgres.driver in asking.drivers(), 'odbc-postgresql'), (MariaDb.driver in asking.drivers(), 'odbc-mariadb')]
    names = [package for there, package in wanted if not there]
    return f'not installed: {", ".join(names)}' if names else None


if __name__ == '__main__':
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if missing():
        print('skipped:', missing())
        sys.exit(asking.SKIPPED)
    unittest.main()
