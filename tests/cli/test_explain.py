#!/usr/bin/env python3
"""biaoce explain: all codes, rules, functions and template keys, as the manual has them.

    test_explain.py BIAOCE [unittest arguments]
"""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BIAOCE = None


def run(*words, **more):
    return subprocess.run([BIAOCE, *words], capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT), **more})


def page(name):
    return (PROJECT / 'docs' / name).read_text(encoding='utf-8')


class ExplainTest(unittest.TestCase):
    def explain(self, *words, **more):
        done = run('explain', *words, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return done.stdout

    def test_code(self):
        self.assertEqual(self.explain('E203'),
                         "E203: a message's code (error)\n  a required field is missing or empty\n"
                         '  what to do: fill it in\n  example:\n    form: futian-project\n    项目名称:\n'
                         '  more: docs/diagnostics.md\n')
        self.assertEqual(self.explain('e203'), self.explain('E203'))

    def test_every_code_of_the_page(self):
        codes = re.findall(r'[EWN]\d{3}', '\n'.join(re.findall(r'^\| ([^|]+) \|', page('diagnostics.md'), re.M)))
        self.assertGreater(len(codes), 100)
        text = self.explain(*codes)
        for code in codes:
            self.assertIn(f"{code}: a message's code", text)

    def test_examples_have_their_fault(self):
        codes = [line.split()[0] for line in self.explain().splitlines() if re.match(r'[EWN]\d{3} ', line)]
        shown = 0
        for code, entry in zip(codes, self.explain(*codes).split('\n\n'), strict=True):
            self.assertTrue(entry.startswith(f'{code}: '), entry)
            found = re.search(r'  example:(?: (.*)|((?:\n    .*)+))\n', entry)
            if not found:
                continue
            record = found[1] or found[2].replace('\n    ', '\n')[1:]
            done = subprocess.run([BIAOCE, 'check', '-'], input=record + '\n', capture_output=True, text=True,
                                  env={**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_DATA': str(PROJECT)})
            self.assertIn(f'[{code}]', done.stderr)
            shown += 1
        self.assertGreaterEqual(shown, 30)

    def test_every_rule(self):
        rules = re.findall(r'(?m)^### (\S+)$', page('rules.md'))
        text = self.explain(*rules)
        for rule in rules:
            self.assertRegex(text, rf'(?m)^{rule}: a rule of `biaoce check` \((error|warning|note)\)\n  \S')
            self.assertIn(f'docs/rules.md#{rule.lower()}\n', text)
        self.assertIn('  parameters: sums\n', self.explain('FUND-SUM'))

    def test_functions_as_the_page_has_them(self):
        expressions = page('expressions.md')
        rows = re.findall(r'(?m)^\| (`.*?) \| (.*) \|$', expressions)
        functions = re.findall(r'(?m)^(\w+): a function of expressions\n  (.*)\n  written: (.*)\n  example: (.*)\n',
                               self.explain(*[line.split()[0] for line in self.explain().splitlines()
                                              if re.match(r'[a-z]\w+ ', line)]))
        self.assertGreater(len(set(functions)), 30)
        for name, what, usage, example in functions:
            self.assertIn(name + '(', usage)
            self.assertIn(f'\n{example}\n', expressions, name)
            self.assertTrue(any(re.search(rf'\b{name}\(', cell) and what.replace('`', '') == text.replace('`', '') for cell, text in rows), (name, what))

    def test_every_key_of_the_schema(self):
        schema = json.loads(run('schema', '--template').stdout)
        keys = set()

        def collect(node):
            if isinstance(node, dict):
                keys.update(node.get('properties', {}))
                for value in node.values():
                    collect(value)
            elif isinstance(node, list):
                for value in node:
                    collect(value)
        collect(schema)
        self.assertGreater(len(keys), 60)
        text = self.explain(*sorted(keys))
        for key in keys:
            self.assertIn(f'{key}: a key of templates, in `', text)
        self.assertIn('  value: a text or a list: a text\n', self.explain('alias'))
        self.assertIn('has an effect on: money number integer percent\n', self.explain('show-unit'))
        self.assertIn('  of a paragraph\'s other lines; has an effect on: text\n', self.explain('hang'))
        self.assertRegex(self.explain('role'), r'value: .*`scoring`.*`none`')  # however many words

    def test_keys_of_books_fonts_and_rules(self):
        """Every key that their pages have in tables, or that a message lists, is explained with a phrase."""
        books = {word for row in re.findall(r'(?m)^\| (`.*?) \|', page('books.md')) for word in re.findall(r'`([a-z-]+)[:`]', row)}
        self.assertGreaterEqual(len(books), 25)
        for word in sorted(books):
            self.assertRegex(self.explain(word), rf'(?m)^{word}: a key of book files, in `[a-z-]+`\n  \S.*\n  value: ', word)
        for word in ('official', 'substitutes', 'digits', 'fallback', 'folders', 'family', 'weight', 'style', 'file'):
            self.assertRegex(self.explain(word), rf'(?m)^{word}: a key of the font list, in `[a-z]+`\n  \S.*\n  value: ', word)
        self.assertIn('  more: docs/books.md\n', self.explain('divider'))
        self.assertIn('  more: docs/fonts.md\n', self.explain('digits'))
        self.assertRegex(self.explain('least'), r'in `IND-MINIMUM`\n  how many .*\n.*\n  more: docs/rules.md\n')

    def test_no_such_word(self):
        for word, said in (('FUND-SUMM', 'did you mean FUND-SUM?'), ('endWith', 'did you mean endsWith?'),
                           ('nonsense-word', '`biaoce explain` alone lists all there is'), ('', 'alone lists')):
            done = run('explain', word)
            self.assertEqual((done.returncode, done.stdout), (2, ''), word)
            self.assertIn(said, done.stderr)
        done = run('explain', 'E999', 'E203')
        self.assertEqual(done.returncode, 2)
        self.assertIn('E203', done.stdout)

    def test_language(self):
        self.assertIn('必填字段缺少或为空', self.explain('E203', LANGUAGE='zh_CN'))
        chinese, english = self.explain(LANGUAGE='zh_CN').splitlines(), self.explain().splitlines()
        self.assertEqual(len(chinese), len(english))
        same = [line for line in english if line in chinese and len(line.split()) > 3]
        self.assertEqual(same, [])


if __name__ == '__main__':
    BIAOCE = sys.argv.pop(1)
    unittest.main()
