#!/usr/bin/env python3
"""Nothing private comes out of a run that publishes: not in files, not in their names, not in what is said.

    test_publish.py BIAOCE SOURCE

Records with planted names and numbers, in fields, in running text, in rows, in keys, in values that are wrong and in
names of files, go through every command and format. Each byte that comes out is looked at, streams inflated, strings
decoded, pages read by poppler, in every encoding. What is no secret must still be there.
"""
import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import jsonschema
import pikepdf
import yaml
from PIL import Image, PngImagePlugin

BIAOCE = str(Path(sys.argv[1]).resolve())
SOURCE = Path(sys.argv[2])

FORM = '''
form: open
name: 公开测试表
fields:
  name: {label: 项目名称, required: true}
  year: {label: 年度, type: year}
  code: {label: 项目编码, type: code}
  contact: {label: 联络, type: person, required: true}
  phone: {label: 联络号码, type: phone, required: true}
  identity: {label: 身份证号, type: code}
  account: {label: 收款账号}
  address: {label: 家庭住址}
  amount: {label: 金额, type: money, unit: 万元, words: allowed}
  salary: {label: 个人补助, type: money, unit: 元, publish: mask, words: allowed}
  double: {label: 两份补助, type: money, unit: 元, computed: salary * 2}
  started: {label: 开始日期, type: date}
  hotline: {label: 监督电话, type: phone, publish: keep}
  inner: {label: 内部备注, type: prose, publish: drop, required: true}
  short: {label: 短号, publish: ends}
  greeting: {label: 称呼, computed: contact + "收"}
  given: {label: 缺省联系人, type: person, default: 缺省之}
  summary: {label: 概况, type: prose}
  group: {leader: {label: 分管领导, type: person}, note: {label: 说明}}
  tags: {label: 成员, type: list, of: person}
  people:
    label: 名单
    type: list
    nested-by: [who]
    of: {who: {label: 姓名, type: person}, tel: {label: 号码, type: phone}, sum: {label: 数额, type: money, unit: 元}, note: 备注}
  kind: {label: 类别, type: choice, of: [甲类, 乙类]}
output: $(contact)-$(name)
paper: {head: $(contact) $(phone), watermark: $(contact)}
checks:
  - {that: amount < 100, say: "$(contact)的金额太大，电话$(phone)", at: amount}
  - {rule: REQUIRED, fields: [contact, phone, inner, summary]}
layout:
  - title: $(name)（$(contact)）
  - para: 监督 $(hotline) 短号 $(short) 称呼 $(greeting) 缺省 $(given) 领导 $(group.leader) $(group.note) 两份 $(double)
  - para: $(summary)
  - qr: $(contact)$(phone)
    alt: $(contact)
  - table:
      widths: [20, 30, 20, 30]
      rows:
        - [联络, =contact, 号码, =phone]
        - [证件, =identity, 账号, =account]
        - [住址, =address, 金额, =amount]
        - [补助, =salary, 备注, =inner]
        - each: people
          rows:
            - [=who, =tel, =sum, =note]
'''

# One name and one number in the hands of people who mean no harm, and of some who do.
HANDS = {
    '王五': ['王 五', '王　五', '王\u00a0五', '王\u2060五', '王\n五', '「王 五」', '〔王五〕', '﹁王五﹂', '王・五', '王*五', '王-五'],
    '张立诚': ['张 立 诚', '張立誠', '张⽴诚', '張立诚', '张\u200b立诚'],
    'John Smith': ['Ｊｏｈｎ　Ｓｍｉｔｈ', 'Smith, John', 'JOHN-SMITH', 'john  smith'],
    '0595-22123456转801': ['0595 2212 3456-801', '０５９５－２２１２３４５６转801', '(0595)22123456转分机801', '86-595-22123456', '2212 3456#801'],
    '13812345678': ['138 1234 5678', '138-1234-5678转6677', '１３８　１２３４　５６７８', '138/1234/5678', '138…1234…5678', '138‑1234‑5678'],
    '11010119900307453X': ['110101 19900307 453x', '110101 1990 0307 453 x', '１１０１０１１９９００３０７４５３ｘ', '11010119900307453-Х',
                           '110101、19900307、453X'],
    '6222020200112233440': ['6222 0202 0011 2233 440', '6222-0202-0011-2233-440', '６２２２　０２０２　００１１　２２３３　４４０',
                            '6222/0202/0011/2233/440', '6222，0202，0011，2233，440'],
}

SUMMARY = '''
form: open-list
name: 公开汇总
batch: [open]
fields:
  records: {label: 各项目, type: list, of: {name: 项目名称, contact: {label: 联络, type: person}, phone: 联络号码}}
layout:
  - title: 汇总
  - table:
      widths: [40, 30, 30]
      header: [[项目, 联络, 号码]]
      rows: [{each: records, rows: [[=name, =contact, =phone]]}]
'''

# What must not be found, in any form.
SECRETS = ['张立诚', '欧阳慕远', '李可', '请高明审核', '赵一鸣', '钱多多', '孙行健', '缺省之', '阿依古丽·买买提', '周密之', '吴知行', '郑板石', '冯念北',
           '13812345678', '13900001111', '15987654321', '059522123456', '22123456', '18611112222', '13655556666',
           '110101199003074514', '11010119900307453X', '350500880101123', '6222020200112233440', '6222020200112233',
           '泉州市丰泽区刺桐路12号', 'zhang.licheng@example.com', '7654321.98', '7654321', '15308643', '保密的话', '9988776655']

# Full of them, and of what is none.
RECORD = '''
form: open
项目名称: 山区道路改造
年度: 2025
项目编码: '350500244113910000048'
联络: 张立诚
联络号码: 0595-22123456、138 1234 5678
身份证号: 110101199003074514
收款账号: 6222 0202 0011 2233 440
家庭住址: 泉州市丰泽区刺桐路12号
金额: 26.5
个人补助: 7,654,321.98
开始日期: 2025-03-01
监督电话: 0595-12345678
内部备注: 保密的话，不能说。
短号: '9988776655'
概况: |-
  本项目由张立诚负责，张　立诚同志电话１３８－１２３４－５６７８，另一部一三八一二三四五六七八，办公电话22123456，
  身份证11010119900307453X，旧证350500880101123，邮箱zhang.licheng@example.com，账号：6222020200112233440。
  联系人：周密之，手机+86 186-1111-2222；组长 吴知行、郑板石；李可牵头，请高明审核。张
  立诚已到。补助7654321.98元，成员赵一鸣、钱 多多与欧阳慕远，住泉州市丰泽区 刺桐路12号。手机13900001111x。
  高明区的道路，技术高明，可行性研究，投资13800000000元，编号13811112222，表面张力，2025年3月1日。
group:
  leader: 欧阳慕远
  note: 欧阳慕远分管，手机159 8765 4321
成员: [赵一鸣, 钱多多, 阿依古丽·买买提]
名单:
  李可: [{号码: 13655556666, 数额: 100, 备注: 李可的}, {号码: '', 数额: 200}]
  高明: [{数额: 300, 备注: 阿依古丽•买买提介绍}]
类别: 甲类
'''

# What of it is no secret and stays as it is.
OPEN = ['高明区的道路', '技术高明', '可行性研究', '13800000000元', '13811112222', '表面张力', '2025年3月1日', '0595-12345678', '山区道路改造',
        '350500244113910000048']

WRONG = '''
form: open
项目名称: 二号项目
年度: 张立诚那年
联络: 张立诚
联络号码: 13812345678
金额: 26,00万元 张立诚 13812345678
个人补助: 7,654,321.98
开始日期: 张立诚 13900001111
内部备注: 保密的话
类别: 张立诚类
张立诚的电话: 13812345678
联 络: 欧阳慕远
x-联系人: 孙行健
概况: 孙行健来过，电话：13655556666
名单: [孙行健, {姓名: 李可, 号码: {甲: 13655556666}, 数额: 1,00 李可}]
成员: {甲: 赵一鸣}
group: 欧阳慕远
'''

BROKEN = '''
form: open
项目名称: 三号项目
联络: 张立诚
  概况: "13812345678 张立诚
'''

LOST = '''
form: 张立诚的表13812345678
联络: 张立诚
'''

TABLE = '''项目名称,年度,联络,联络号码,内部备注,概况,个人补助,张立诚13812345678
四号项目,2025,冯念北,13812345678,保密的话,冯念北的手机13812345678,7654321.98,冯念北
五号项目,错 张立诚,张立诚,13900001111,保密的话,"张立诚,13900001111",7654321.98,
'''


def squeezed(text):
    return re.sub(r'[\s　​]', '', text)


def forms_of(secret):
    """The secret as bytes in every encoding that an output may have."""
    text = [secret, json.dumps(secret)[1:-1], html.escape(secret), ''.join(f'&#{ord(c)};' for c in secret),
            ''.join(f'&#x{ord(c):X};' for c in secret)]
    found = set()
    for one in text:
        for encoding in ('utf-8', 'utf-16-be', 'utf-16-le', 'gb18030'):
            data = one.encode(encoding)
            found |= {data, data.hex().encode(), data.hex().upper().encode()}
    return found


def walk_pdf(obj, seen, out):
    if isinstance(obj, pikepdf.Object) and obj.is_indirect:
        if obj.objgen in seen:
            return
        seen.add(obj.objgen)
    kind = getattr(obj, '_type_code', None)
    if kind == pikepdf.ObjectType.string:
        out.append(bytes(obj))
        out.append(str(obj).encode('utf-8', 'replace'))
    elif kind == pikepdf.ObjectType.array:
        for item in obj:
            walk_pdf(item, seen, out)
    elif kind in (pikepdf.ObjectType.dictionary, pikepdf.ObjectType.stream):
        for key, value in obj.items():
            out.append(str(key).encode())
            walk_pdf(value, seen, out)
        if kind == pikepdf.ObjectType.stream:
            try:
                out.append(obj.read_bytes())
            except pikepdf.PdfError:
                out.append(obj.read_raw_bytes())


def pieces(name, data):
    """Everything that the bytes hold, inflated."""
    out = [name.encode(), data]
    if data[:5] == b'%PDF-':
        with pikepdf.open(io.BytesIO(data)) as pdf:
            seen = set()
            for obj in pdf.objects:
                walk_pdf(obj, seen, out)
            walk_pdf(pdf.trailer, seen, out)
        text = subprocess.run(['pdftotext', '-raw', '-', '-'], input=data, capture_output=True).stdout.decode()
        out += [text.encode(), squeezed(text).encode()]
    elif data[:2] == b'PK':
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                inner = archive.read(entry)
                out += [entry.encode(), inner]
                text = html.unescape(inner.decode('utf-8', 'replace'))
                out += [text.encode(), squeezed(re.sub('<[^>]*>', '', text)).encode()]
    else:
        out.append(squeezed(data.decode('utf-8', 'replace')).encode())
    return out


class Publish(unittest.TestCase):
    def setUp(self):
        self.work = Path(tempfile.mkdtemp(prefix='publish-'))
        self.addCleanup(shutil.rmtree, self.work)
        templates = self.work / 'templates'
        templates.mkdir()
        (templates / 'open.yaml').write_text(FORM.replace('form: open', 'form: open\nextends: [gb9704, vocabulary]', 1))
        (templates / 'open-list.yaml').write_text(SUMMARY.replace('name: 公开汇总', 'name: 公开汇总\nextends: [gb9704]', 1))

    def put(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip('\n'))
        return path

    def run_one(self, command, *words, profile='standard', status=None, data=None):
        out = self.work / 'out'
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        done = subprocess.run([BIAOCE, command, '-T', str(self.work / 'templates'),
                               *(['--publish', str(profile)] if profile else []), *map(str, words)],
                              capture_output=True, cwd=self.work, input=data)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr.decode())
        self.assertNotIn(done.returncode, (-6, -11, 134, 139), done.stderr.decode())
        return done

    def outputs(self, done):
        found = [('stdout', done.stdout), ('stderr', done.stderr)]
        for path in sorted((self.work / 'out').rglob('*')):
            found.append((str(path.relative_to(self.work)), path.read_bytes() if path.is_file() else b''))
        return found

    def assert_clean(self, done, secrets=SECRETS, but=()):
        for name, data in self.outputs(done):
            all_bytes = b'\n'.join(pieces(name, data))
            for secret in secrets:
                if secret in but:
                    continue
                for form in forms_of(secret):
                    at = all_bytes.find(form)
                    self.assertEqual(at, -1, f'{secret} in {name}: {all_bytes[max(0, at - 60):at + 60]!r}\n'
                                             f'{done.args}')

    def plain_text(self, done):
        text = ''
        for name, data in self.outputs(done):
            text += b'\n'.join(pieces(name, data)).decode('utf-8', 'replace')
        return text

    # -- leaks

    def test_render(self):
        record = self.put('in/张立诚13812345678.yaml', RECORD)
        for formats in ('pdf', 'xlsx'):
            for more in ([], ['--pdf', 'plain'], ['--one-workbook'], ['--name', '$(联络)/$(file)-$(phone)'],
                         ['--batch', 'open-list'], ['--no-check'], ['--attach-data=full'],
                         ['--diagnostics', 'json', '--all']):
                if formats == 'pdf' and more[:1] == ['--one-workbook']:
                    continue
                done = self.run_one('render', '-f', formats, '-o', 'out/', '--publish-log', 'out/log.csv', *more, record)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                self.assert_clean(done)
                text = squeezed(self.plain_text(done))
                for word in OPEN[:6]:
                    self.assertIn(squeezed(word), text, (formats, more))

    def test_names_and_numbers_in_all_hands(self):
        """In fields as one person types them, in running text, rows, keys and names of files as others do."""
        people = '[王　五, 張立誠, John Smith]'
        lines = '。'.join(f'{plain}，{"，".join(hands)}' for plain, hands in HANDS.items()).replace('\n', '\n  ')
        record = self.put('in/王 五138 1234 5678.yaml', f'''
form: open
项目名称: 甲
联络: 王五
联络号码: 0595-22123456转801、138 12345678
身份证号: 110101 19900307 453x
收款账号: 6222 0202 0011 2233 440
内部备注: 无
成员: {people}
名单: [{{姓名: 張立诚, 备注: "王 五,Smith, John,138/1234/5678"}}]
x-王-五: 王 五
概况: |-
  {lines}
group: {{note: "由王 五负责，電話１３８－１２３４－５６７８转6677"}}
''')
        secrets = [one for plain, hands in HANDS.items() for one in (plain, *hands)]
        secrets += ['22123456', '12345678', '19900307', '0011 2233', '6677', 'Smith', '立诚', '立誠']
        for command, words in (('render', ['-f', 'pdf,xlsx', '--name', '$(联络)/$(file)', '--attach-data=full']), ('render', ['--batch', 'open-list']),
                               ('check', ['--report', 'out/a.json', '--report', 'out/a.pdf', '--write-baseline', 'out/base']),
                               ('convert', ['--to', 'yaml']), ('convert', ['--to', 'csv']), ('convert', ['--to', 'xlsx'])):
            output = [] if command == 'check' else ['-o', 'out/', '--publish-log', 'out/log.csv']
            done = self.run_one(command, *words, *output, record)
            self.assertLessEqual(done.returncode, 1, done.stderr.decode())
            self.assert_clean(done, secrets)
        self.assertIn('王某某', self.plain_text(done))

    def test_wrong_records(self):
        records = [self.put('in/二.yaml', WRONG), self.put('in/三.yaml', BROKEN), self.put('in/四.yaml', LOST)]
        for more in ([], ['--force'], ['--diagnostics', 'json', '--all']):
            done = self.run_one('render', '-f', 'pdf,xlsx', '-o', 'out/', *more, *records, status=1)
            self.assert_clean(done)
        done = self.run_one('check', '--report', 'out/a.json', '--report', 'out/a.sarif', '--report', 'out/a.pdf', '--report',
                            'out/a.xlsx', '--write-baseline', 'out/base', *records, status=1)
        self.assert_clean(done)

    def test_files_called_after_persons(self):
        records = [self.put('in/张立诚13812345678.yaml', BROKEN), self.put('in/欧阳慕远.json', '{"form": "open", 13900001111'),
                   self.put('in/项目-孙行健.yaml', LOST)]
        for command, words in (('render', ['-o', 'out/']), ('check', ['--report', 'out/a.json']), ('convert', ['-o', 'out/'])):
            done = self.run_one(command, *words, *records, status=1)
            self.assert_clean(done)
            self.assertIn('in/***', done.stderr.decode())

    def test_trees(self):
        (self.work / 'templates/tree.yaml').write_text('''
form: tree
name: 树
extends: [gb9704]
fields:
  rows:
    label: 各项
    type: list
    tree: {children: 下级}
    of: {name: 名称, who: {label: 经办, type: person}, sum: {label: 数, type: money, of-children: sum}, pay: {label: 个人, type: money, publish: mask, of-children: sum}}
layout:
  - title: 树
  - table: {widths: [25, 25, 25, 25], rows: [{each: rows, rows: [[=name, =who, =sum, =pay]]}]}
''')
        record = self.put('in/树.yaml', '''
form: tree
各项:
  - 名称: 张立诚的
    经办: 张立诚
    电话: 13812345678
    x-联系人: 孙行健
    下级: [{名称: 孙行健, 经办: 欧阳慕远, 数: 1, 个人: 7654321.98}, {名称: 丙, 经办: 赵一鸣, 数: 2, 个人: 1}]
''')
        for command, words in (('render', ['-f', 'pdf,xlsx', '-o', 'out/', '--force']), ('check', []), ('convert', ['-o', 'out/']),
                               ('convert', ['--to', 'csv', '-o', 'out/'])):
            self.assert_clean(self.run_one(command, *words, record))

    def test_pictures(self):
        """What files of pictures say besides the picture does not come out; how they are turned does."""
        (self.work / 'templates/picture.yaml').write_text('''
form: picture
name: 照片
extends: [gb9704]
fields: {name: 名称, photo: 照片}
layout:
  - title: $(name)
  - {image: =photo, width: 40mm}
''')
        photo = Image.new('RGB', (60, 40), (200, 30, 30))
        exif = Image.Exif()
        exif[0x0112], exif[0x013B], exif[0x010E] = 6, 'ZHANG LICHENG', '13812345678'
        (self.work / 'in').mkdir()
        photo.save(self.work / 'in/a.jpg', exif=exif, comment=b'ZHANG LICHENG 13812345678', progressive=True)
        with (self.work / 'in/a.jpg').open('ab') as file:
            file.write(b'ZHANG LICHENG behind the end')
        said = PngImagePlugin.PngInfo()
        said.add_text('Author', 'ZHANG LICHENG')
        said.add_itxt('Comment', '13812345678')
        photo.save(self.work / 'in/b.png', pnginfo=said, exif=exif)
        for name in ('a.jpg', 'b.png'):
            record = self.put('in/p.yaml', f'form: picture\n名称: 甲\n照片: {name}\n')
            done = self.run_one('render', '-f', 'pdf,xlsx', '-o', 'out/', record, status=0)
            self.assert_clean(done, ['ZHANG LICHENG', '13812345678'])
            with zipfile.ZipFile(self.work / 'out/甲.xlsx') as book:
                media = [entry for entry in book.namelist() if '/media/' in entry]
                shown = Image.open(io.BytesIO(book.read(media[0])))
                self.assertEqual(shown.size, photo.size)
                self.assertEqual(shown.tobytes(), Image.open(self.work / 'in' / name).convert('RGB').tobytes())
            self.run_one('render', '-f', 'xlsx', '-o', 'out/', record, profile=None, status=0)
            with zipfile.ZipFile(self.work / 'out/甲.xlsx') as book:
                self.assertEqual(book.read(media[0]), (self.work / 'in' / name).read_bytes()[:len(book.read(media[0]))])

    @unittest.skipIf(os.environ.get('SANITIZED'), 'its runtime makes other calls')
    def test_sandbox(self):
        record = self.put('in/张立诚.yaml', RECORD)
        done = self.run_one('render', '--sandbox', '-o', 'out/', '--publish-log', 'out/log.csv', record)
        if b'Landlock' not in done.stderr:
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.assertTrue((self.work / 'out/log.csv').exists())
        self.assert_clean(done)

    def test_waivers_stay(self):
        record = self.put('in/a.yaml', RECORD.replace('26.5', '26').replace('概况:', 'allow: {REQUIRED: 张立诚同意}\n概况:'))
        done = self.run_one('convert', '--to', 'yaml', '-o', 'out/a.yaml', record, status=0)
        self.assertIn('REQUIRED: 张某某同意', (self.work / 'out/a.yaml').read_text())

    def test_check(self):
        record = self.put('in/张立诚.yaml', RECORD.replace('26.5', '260'))
        for more in ([], ['--diagnostics', 'json'], ['--strict']):
            done = self.run_one('check', '--report', 'out/a.json', '--report', 'out/a.sarif', '--report', 'out/a.pdf',
                                '--report', 'out/a.xlsx', '--write-baseline', 'out/base', *more, record)
            self.assert_clean(done)
        said = self.run_one('check', record).stderr.decode()
        self.assertIn('张某某的金额太大', said)
        self.assertNotIn('PRIVATE', said)
        self.assertNotIn('REQUIRED', said)

    def test_fixing_is_refused(self):
        done = self.run_one('check', '--fix', self.put('in/a.yaml', RECORD), status=2)
        self.assert_clean(done)

    def test_convert(self):
        records = [self.put('in/张立诚.yaml', RECORD), self.put('in/二.yaml', WRONG), self.put('in/三.yaml', BROKEN),
                   self.put('in/四.yaml', LOST)]
        for target in ('yaml', 'json', 'jsonl', 'csv', 'xlsx'):
            for output in ('out/', f'out/all.{target}'):
                done = self.run_one('convert', '--to', target, '-o', output, *records, status=1)
                self.assert_clean(done)
        done = self.run_one('convert', '--to', 'yaml', '-o', 'out/a.yaml', records[0], status=0)
        text = (self.work / 'out/a.yaml').read_text()
        for word in OPEN:
            self.assertIn(word, text)
        self.assertNotIn('内部备注', text)
        # What was published is published as it is, by the same profile: nothing is missing.
        again = self.put('in/again.yaml', text)
        done = self.run_one('convert', '--to', 'yaml', '-o', 'out/a.yaml', again, status=0)
        self.assertEqual((self.work / 'out/a.yaml').read_text(), text)
        self.run_one('render', '-o', 'out/', again, status=0)

    def test_tables(self):
        table = self.put('in/表.csv', TABLE)
        for command, words in (('render', ['-f', 'pdf,xlsx', '-o', 'out/']), ('check', []),
                               ('convert', ['--to', 'yaml', '-o', 'out/'])):
            done = self.run_one(command, '-t', 'open', *words, table)
            self.assert_clean(done)
        plain = self.put('in/张立诚.yaml', RECORD)
        subprocess.run([BIAOCE, 'convert', '-T', self.work / 'templates', '--to', 'xlsx', '-o', self.work / 'in/表.xlsx',
                        plain], check=True, capture_output=True)
        done = self.run_one('render', '-f', 'pdf,xlsx', '-o', 'out/', '-t', 'open', 'in/表.xlsx', status=0)
        self.assert_clean(done)
        done = self.run_one('convert', '--to', 'csv', '-o', 'out/a.csv', '-t', 'open', 'in/表.xlsx', status=0)
        self.assert_clean(done)

    def test_book(self):
        self.put('in/张立诚.yaml', RECORD)
        self.put('in/说明.md', '# 说明\n\n联系电话：13812345678，联系人：周密之。\n')
        book = self.put('book.yaml', '''
            book: 汇编
            parts:
              - prose: in/说明.md
                title: 说明
              - contents: {title: 目录}
              - section: 联系人：周密之
                forms: in/*.yaml
                entry: $(contact)-$(name)-$(phone)
                sort: [{by: $(contact), order: pinyin}]
              - section: 汇总
                batch: open-list
            '''.replace('\n            ', '\n'))
        done = self.run_one('book', '-f', 'pdf,xlsx', '-o', 'out/', '--split-by', 'contact', '--publish-log', 'out/log.csv',
                            book, status=0)
        self.assert_clean(done)
        self.assertIn('张某某', self.plain_text(done))
        self.assert_clean(self.run_one('book', '-f', 'pdf', '-o', 'out/', '--attach-data=full', book, status=0))
        self.put('in/密.yaml', RECORD.replace('类别: 甲类', '类别: 甲类\nx-密级: 机密★1年'))
        done = self.run_one('book', '-o', 'out/', book, status=1)
        self.assertFalse(list((self.work / 'out').glob('*.pdf')))
        self.assert_clean(done)

    # -- what is left alone, and what stops

    def converted(self, text, profile='standard', status=0):
        record = self.put('in/one.yaml', text)
        done = self.run_one('convert', '--to', 'json', '-o', 'out/a.json', record, profile=profile, status=status)
        path = self.work / 'out/a.json'
        return (json.loads(path.read_text()) if path.exists() else None), done

    def summary_of(self, contact, summary, profile='standard'):
        text = f'form: open\n项目名称: 甲\n联络: {contact}\n概况: {json.dumps(summary, ensure_ascii=False)}\n'
        return self.converted(text, profile)[0]['概况']

    def test_words_that_hold_a_name(self):
        for contact, text in (('高明', '高明区技术高明的单位'), ('张力', '测定表面张力'), ('王国', '建成帝国王国庆典'), ('文化', '市文化局文化站'),
                              ('白云', '白云机场和白云山'), ('陈列', '陈列馆展品陈列在馆内')):
            self.assertEqual(self.summary_of(contact, text), text, contact)

    def test_names_in_words(self):
        for contact, text in (('张伟', '联系人张伟电话不变'), ('高明', '请高明审核'), ('王建国', '由王建国同志牵头'), ('李建', '联系李建设计图纸'),
                              ('欧阳修远', '欧阳修远'), ('张力', '负责人：张力，'), ('金花', '（金花）'), ('张三', '张三和李四'), ('张明', '请张明天到场'),
                              ('杨柳', '经办人杨柳'), ('阿依古丽·买买提', '阿依古丽·买买提的项目'), ('John Smith', 'call john  smith now')):
            self.assertNotIn(squeezed(contact).lower(), squeezed(self.summary_of(contact, text)).lower(), contact)

    def test_classified(self):
        for mark in ('密级: 机密', '密级: 秘密★1年', 'x-密级: 绝密', 'group: {note: 机密★}', '概况: 本件密级：秘密', '概况: 机密',
                     '概况: 内部资料 注意保存', 'x-标记: 机 密 ★ 长期'):
            found, done = self.converted(f'form: open\n项目名称: 甲\n联络: 乙某\n{mark}\n', status=1)
            self.assertIsNone(found, mark)
            self.assertIn('E546', done.stderr.decode())
        for mark in ('x-密级: 公开', 'x-密级: —', '概况: 保护商业秘密，做好保密和机密文件管理的宣传', 'group: {note: 秘密花园}'):
            found, _ = self.converted(f'form: open\n项目名称: 甲\n联络: 乙某\n{mark}\n', status=0)
            self.assertIsNotNone(found, mark)

    def test_others_come_out(self):
        records = [self.put('in/1.yaml', RECORD), self.put('in/2.yaml', RECORD + '密级: 机密\n'),
                   self.put('in/3.yaml', RECORD.replace('山区', '乡村'))]
        done = self.run_one('render', '-o', 'out/', *records, status=1)
        self.assertEqual(len(list((self.work / 'out').glob('*.pdf'))), 2, done.stderr.decode())
        self.assert_clean(done)

    # -- profiles

    def test_profile(self):
        profile = self.put('profile.yaml', '''
fields:
  - {at: contact, do: drop}
  - {at: 联络号码, form: open, do: ends}
  - {at: group.note, do: mask}
  - {at: nowhere, form: open, do: mask}
words: [刺桐]
with: （不公开）
''')
        found, done = self.converted('form: open\n项目名称: 甲\n联络: 张立诚\n联络号码: 13812345678\n概况: 张立诚说刺桐花开\n'
                                     'group: {note: 什么都行}\n', profile)
        self.assertNotIn('联络', found)
        self.assertEqual(found['联络号码'], '138****5678')
        self.assertEqual(found['概况'], '（不公开）说（不公开）花开')
        self.assertEqual(found['group']['note'], '（不公开）')
        said = done.stderr.decode()
        self.assertIn('profile.yaml:5:', said)
        self.assertIn('W547', said)
        self.assertIn('nowhere', said)

    def test_fields_that_nobody_decided_about(self):
        """Said by the linter and by runs that publish, of what sounds private and of nothing else."""
        (self.work / 'templates/undecided.yaml').write_text('''
form: undecided
name: 未定
extends: [gb9704, vocabulary]
fields:
  both: {label: 联系人及情况}
  experts: {label: 专家名单, type: list, of: prose}
  duty-phone: {label: 值班}
  telephones: {label: 热线种类}
  inner: {who: {label: 负责人简历, type: prose}}
  rows: {label: 各项, type: list, publish: mask, of: {who: 负责人说明}}
  fee: {label: 电话费, type: money, unit: 元}
  number: {label: 手机数量, type: integer}
  open: {label: 联系人公开信息, publish: keep}
  known: {label: 项目联系人}
  made: {label: 联系人称呼, computed: known + "同志"}
layout: [{para: $(both)$(experts.join("、"))$(duty-phone)$(telephones)$(inner.who)$(rows.map(who).join("、"))$(fee)$(number)$(open)$(known)$(made)}]
''')
        told = {'联系人及情况', '专家名单', '值班', '负责人简历'}

        def undecided(*words, **more):
            done = self.run_one(*words, **more)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            return set(re.findall('`([^`]*)` may hold[^\n]*N566', done.stderr.decode()))

        self.assertEqual(undecided('lint-template', 'undecided', profile=None), told)
        profile = self.put('profile.yaml', 'fields: [{at: 值班, do: keep}, {at: inner.who, do: mask}]\nlabels: [{words: [名单], do: drop}]\n')
        self.assertEqual(undecided('lint-template', 'undecided', profile=profile), {'联系人及情况'})
        bare = self.put('bare.yaml', 'extends: none\nkinds: {person: mask}\n')
        self.assertEqual(undecided('lint-template', 'undecided', profile=bare), told | {'项目联系人'})
        record = self.put('in/a.yaml', 'form: undecided\n联系人及情况: 张立诚 13812345678\n')
        self.assertEqual(undecided('render', '--all', '-o', 'out/', record, profile=profile), {'联系人及情况'})
        self.assertEqual(undecided('render', '--all', '-o', 'out/', record, profile=None), set())
        self.assertNotEqual(self.run_one('lint-template', 'undecided', profile='missing.yaml').returncode, 0)
        self.assertEqual(self.run_one('lint-template', '--strict', 'undecided', profile=None).returncode, 0)

    def test_editors_know_the_keys_of_profiles(self):
        schema = json.loads(self.run_one('schema', '--profile', profile=None, status=0).stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        page = (SOURCE / 'docs/publishing.md').read_text(encoding='utf-8')
        shown = yaml.safe_load(re.search(r'```yaml\n(fields:.*?)```', page, re.S)[1].split('```')[0])
        for good in (shown, yaml.safe_load((SOURCE / 'templates/shared/profiles/publish.yaml').read_text(encoding='utf-8'))):
            self.assertEqual([error.message for error in validator.iter_errors(good)], [])
        for bad in ({'feilds': []}, {'fields': [{'at': 'a', 'do': 'hide'}]}, {'kinds': {'persons': 'mask'}}, {'shapes': {'mobile': 'maybe'}},
                    {'labels': [{'words': ['电话']}]}):
            self.assertTrue(list(validator.iter_errors(bad)), bad)
        for words in (['--profile', '--mapping'], ['--profile', 'open']):
            self.run_one('schema', *words, profile=None, status=2)
        for key in ('labels', 'shapes', 'classified', 'surnames', 'landline'):
            said = subprocess.run([BIAOCE, 'explain', key], capture_output=True, env={**os.environ, 'LANGUAGE': 'en'}).stdout.decode()
            self.assertRegex(said, rf'(?m)^{key}: a key of publication profiles, in `[a-z]+`\n  \S.*\n  value: ')

    def test_wrong_profiles(self):
        record = self.put('in/one.yaml', RECORD)
        for text, place in (('feilds: []\n', ':1:1:'), ('fields: [{at: a, do: hide}]\n', ':1:'), ('kinds: {persons: mask}\n', ':1:'),
                            ('- 1\n', ''), ('shapes: {mobile: maybe}\n', ':1:'), ('labels: [{words: [电话]}]\n', ':1:')):
            profile = self.put('wrong.yaml', text)
            done = self.run_one('render', '-o', 'out/', record, profile=profile)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn('wrong.yaml' + place, done.stderr.decode())
            self.assertEqual(list((self.work / 'out').iterdir()), [])
        done = self.run_one('render', '-o', 'out/', record, profile='missing.yaml')
        self.assertNotEqual(done.returncode, 0)

    def test_log(self):
        record = self.put('in/张立诚.yaml', RECORD)
        done = self.run_one('render', '-f', 'xlsx', '-o', 'out/', '--publish-log', 'out/log.csv', '-j', '1', record, status=0)
        rows = list(csv.DictReader(io.StringIO((self.work / 'out/log.csv').read_text('utf-8-sig'))))
        said = {(row['field'], row['rule'], row['done']): int(row['count']) for row in rows}
        self.assertEqual(said['联络', 'kinds', 'masked'], 1)
        self.assertEqual(said['内部备注', 'template', 'dropped'], 1)
        self.assertEqual(said['概况', 'identity', 'masked'], 2)
        self.assertTrue(all(row['record'].endswith('/in/张某某.yaml') for row in rows), rows)
        self.assert_clean(done)

    def test_environment(self):
        record = self.put('in/one.yaml', RECORD)
        done = subprocess.run([BIAOCE, 'convert', '-T', self.work / 'templates', record], capture_output=True, text=True,
                              env={'BIAOCE_PUBLISH': 'standard', 'BIAOCE_DATA': str(SOURCE), 'PATH': '/usr/bin'})
        self.assertIn('张某某', done.stdout)
        self.assertNotIn('张立诚', done.stdout + done.stderr)

    def test_diff_is_refused(self):
        """What changed is told as it is, with the names of files."""
        record = self.put('in/one.yaml', RECORD)
        os.environ['BIAOCE_PUBLISH'] = 'standard'
        self.addCleanup(os.environ.pop, 'BIAOCE_PUBLISH')
        done = self.run_one('diff', '-o', 'out/a.json', record, record, profile=None, status=2)
        self.assertIn(b'E505', done.stderr)
        self.assert_clean(done)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
