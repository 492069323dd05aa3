"""Questions to databases for the tests: what print_query prints, as Python values."""
import json
import os
import shutil
import subprocess
from pathlib import Path

SKIPPED = 77
SANITIZED = 'BIAOCE_SANITIZED' in os.environ  # a sanitizer keeps what was freed
ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='en')


class Answer:
    """rows: {column: (kind, text)} for each; head: the names of the columns."""

    def __init__(self, process):
        self.status, self.messages = process.returncode, process.stderr
        lines = [json.loads(line) for line in process.stdout.splitlines()]
        self.end = lines.pop() if lines else {}
        self.lines = lines[1:]
        self.head = [cell[2] for cell in lines[0]['cells']] if lines else []
        self.places = [cell[3] for line in self.lines for cell in line['cells']]
        self.numbers = [line['row'] for line in self.lines]
        self.rows = [{cell[0]: (cell[1], cell[2]) for cell in line['cells']} for line in self.lines]

    def row(self, i=0):
        """The cells of a row in the order of the head, None where there is none."""
        return [self.rows[i].get(column + 1) for column in range(len(self.head))]

    def column(self, i=1):
        return [row.get(i, (None, None))[1] for row in self.rows]

    def codes(self):
        return [line.rsplit('[', 1)[1].rstrip(']') for line in self.messages.splitlines() if line.endswith(']')]


class Asker:
    def __init__(self, program, environment=None):
        self.program, self.environment = program, dict(ENVIRONMENT, **(environment or {}))

    def ask(self, connection, sql, *parameters, options=(), environment=None, timeout=60):
        environment = dict(self.environment, **(environment or {}))
        if connection.lower().startswith('dsn='):  # SQLite's driver keeps what it read of odbc.ini
            environment['ASAN_OPTIONS'] = 'detect_leaks=0'
        process = subprocess.run([self.program, *options, connection, sql, *parameters], capture_output=True,
                                 env=environment, timeout=timeout)
        process.stdout, process.stderr = process.stdout.decode(), process.stderr.decode()
        if process.returncode not in (0, 1, 3):
            raise AssertionError(f'print_query ended with {process.returncode}: {process.stderr}')
        return Answer(process)


def drivers():
    """The names of the drivers that are installed."""
    if not shutil.which('odbcinst'):
        return set()
    listed = subprocess.run(['odbcinst', '-q', '-d'], capture_output=True, text=True).stdout
    return {line.strip('[]') for line in listed.splitlines()}


def write_sources(folder, sources):
    """An odbc.ini with these data sources; the environment that leads to it."""
    path = Path(folder) / 'odbc.ini'
    path.write_text(''.join(f'[{name}]\n' + ''.join(f'{key}={value}\n' for key, value in keys.items()) + '\n'
                            for name, keys in sources.items()), encoding='utf-8')
    return {'ODBCINI': str(path)}
