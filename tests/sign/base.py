"""What both tests of signatures share: keys, PDFs of several writers, and biaoce."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

import pikepdf

BIAOCE, SOURCE, SANITIZED = sys.argv[1], Path(sys.argv[2]), len(sys.argv) > 3
PASSWORD = '密码 geheim'
ENVIRONMENT = {**os.environ, 'LC_ALL': 'C.UTF-8', 'BIAOCE_SIGN_PASSWORD': PASSWORD}
ENVIRONMENT.pop('SOURCE_DATE_EPOCH', None)
SHARED = Path(tempfile.mkdtemp())
SEAL = SOURCE / 'examples/certificate/seal.png'


def tool(*words, **how):
    return subprocess.run(list(map(str, words)), capture_output=True, check=True, cwd=SHARED, **how).stdout


def authority(name):
    tool('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', f'{name}.key',
         '-out', f'{name}.pem', '-days', '3650', '-subj', f'/CN={name}', '-addext', 'basicConstraints=critical,CA:TRUE',
         '-addext', 'keyUsage=keyCertSign')


def key(name, issuer, *, new=('rsa:2048',), days='365', extensions='', export=(), subject=None):
    """name.p12, name.pem; the issuer's certificate goes with it."""
    tool('openssl', 'req', '-newkey', *new, '-nodes', '-keyout', f'{name}.key', '-out', f'{name}.csr', '-utf8', '-subj',
         subject or f'/CN={name}/O=示例单位')
    (SHARED / 'extensions').write_text(extensions)
    tool('openssl', 'x509', '-req', '-in', f'{name}.csr', '-CA', f'{issuer}.pem', '-CAkey', f'{issuer}.key', '-CAcreateserial',
         '-days', days, '-out', f'{name}.pem', '-extfile', 'extensions')
    tool('openssl', 'pkcs12', '-export', '-inkey', f'{name}.key', '-in', f'{name}.pem', '-certfile', f'{issuer}.pem',
         '-out', f'{name}.p12', '-passout', f'pass:{PASSWORD}', *export)


def keys():
    authority('root')
    authority('stranger')
    key('rsa', 'root', subject='/CN=张三/O=示例单位', extensions='subjectKeyIdentifier=hash\n')
    key('ec', 'root', new=('ec', '-pkeyopt', 'ec_paramgen_curve:P-256'))


def pages(path, **how):
    """A PDF of two pages by another writer."""
    with pikepdf.new() as pdf:
        for i in range(2):
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[i].Contents = pdf.make_stream(b'0 0 1 rg 100 100 50 %d re f' % (10 * i + 10))
        pdf.save(path, **how)
    return path


def own(folder, *words):
    """The example as biaoce prints it."""
    subprocess.run([BIAOCE, 'render', '-q', '-o', folder, *words, SOURCE / 'examples/community-road.yaml'], check=True,
                   env=ENVIRONMENT, capture_output=True)
    return next(Path(folder).glob('*.pdf'))


def raw_objects(found, after=b'', trailer=b''):
    """A part with a classic table, added to the bytes; trailer entries may be set."""
    out = after + (b'' if after.endswith(b'\n') or not after else b'\n') if after else b'%PDF-1.7\n'
    places = {}
    for number, text in sorted(found.items()):
        places[number] = len(out)
        out += b'%d 0 obj\n' % number + text + b'\nendobj\n'
    at = len(out)
    out += b'xref\n' + (b'' if after else b'0 1\n0000000000 65535 f \n')
    for number, place in places.items():
        out += b'%d 1\n%010d 00000 n \n' % (number, place)
    return out + b'trailer\n<<' + trailer + b'>>\nstartxref\n%d\n%%%%EOF\n' % at


def startxref(data):
    return int(data[data.rindex(b'startxref') + 9:].split()[0])


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_biaoce(self, *words, environment=None, **how):
        return subprocess.run([BIAOCE, *map(str, words)], capture_output=True, env=environment or ENVIRONMENT, timeout=60, **how)

    def sign(self, path, *words, key='rsa', out='out', code=0):
        """The signed file."""
        target = self.folder / out / Path(path).name
        done = self.run_biaoce('sign', '-k', SHARED / f'{key}.p12', '-o', target.parent, *words, path)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        self.said = done.stderr.decode()
        self.assertEqual(target.exists(), code == 0)
        if code == 0:
            self.assertTrue(target.read_bytes().startswith(Path(path).read_bytes()))
        return target

    def verify(self, path, *words, code=0):
        """What is said of each signature."""
        done = self.run_biaoce('verify', '--json', *words, path)
        self.assertEqual(done.returncode, code, done.stdout.decode() + done.stderr.decode())
        self.said = done.stderr.decode()
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def verdicts(self, signature):
        return [signature[key]['verdict'] for key in ('covered', 'changed', 'valid', 'chain', 'in_time')]

    def all_good(self, path, n=1):
        answers = self.verify(path, '--trust', SHARED / 'root.pem')
        self.assertEqual([self.verdicts(each) for each in answers], [['good'] * 5] * n)
        return answers


def main():
    keys()
    try:
        unittest.main(argv=sys.argv[:1])
    finally:
        shutil.rmtree(SHARED)
