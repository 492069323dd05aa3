"""The examples of docs/template-language.md: pairs of a template and a record, rendered by the command."""
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs' / 'template-language.md'
EXAMPLE = re.compile(r'```yaml template\n(.*?)```\n(.*?)```yaml record\n(.*?)```\n(.*?)(?=\n## |\n```yaml template|\Z)', re.S)


class Example:
    def __init__(self, match):
        self.template, self.between, self.record, self.after = match.groups()
        self.line = match.string.count('\n', 0, match.start()) + 1
        self.name = re.search(r'^form: *(\S+)', self.template, re.M)[1]

    def render(self, biaoce, folder, *options):
        """What the command prints; its outputs go where the options say."""
        template, record = folder / f'{self.name}.yaml', folder / f'{self.name}.record.yaml'
        template.write_text(self.template, encoding='utf-8')
        record.write_text(self.record, encoding='utf-8')
        for picture in (ROOT / 'examples/certificate').glob('*.[pj][np]g'):
            (folder / picture.name).write_bytes(picture.read_bytes())
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000'}
        return subprocess.run([biaoce, 'render', '-q', '-t', template, record, *options], env=environment,
                              capture_output=True, timeout=60)


def examples():
    text = PAGE.read_text(encoding='utf-8')
    found = [Example(match) for match in EXAMPLE.finditer(text)]
    assert len(found) == text.count('```yaml template') == text.count('```yaml record'), 'an example is not a pair'
    return found
