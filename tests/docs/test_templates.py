#!/usr/bin/env python3
"""Every form of templates/ stands in docs/templates.md with its picture, and an example prints it without errors.

    test_templates.py BIAOCE
"""
import subprocess
import sys
import tempfile
import unittest

from form_pictures import ROOT, examples, forms

MOST_BYTES = 60_000
OF_THE_PROGRAM = {'book-cover', 'comparison-report', 'findings-report', 'review-opinion'}  # no record of a user's names these
BIAOCE = sys.argv.pop(1)


class Templates(unittest.TestCase):
    def test_each_is_described(self):
        page = (ROOT / 'docs/templates.md').read_text(encoding='utf-8')
        for form, name in forms().items():
            with self.subTest(form):
                self.assertTrue(f'`{form}`' in page, 'not described')
                if form in OF_THE_PROGRAM:
                    continue
                self.assertTrue(f'![{name}](pictures/form-{form}.png)' in page, 'no picture')
                self.assertLess((ROOT / f'docs/pictures/form-{form}.png').stat().st_size, MOST_BYTES)

    def test_each_has_an_example(self):
        self.assertEqual(forms().keys() - examples().keys() - OF_THE_PROGRAM, set())

    def test_examples_have_no_errors(self):
        for path in sorted((ROOT / 'examples').glob('*.yaml')):
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                done = subprocess.run([BIAOCE, 'render', '-q', '-f', 'pdf,xlsx', '-o', folder, path], capture_output=True,
                                      check=False)
                self.assertEqual(done.returncode, 0, done.stderr.decode('utf-8', 'replace'))


if __name__ == '__main__':
    unittest.main()
