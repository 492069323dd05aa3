"""What .ci/same has both programs do: the inputs, which are the same for both, and the commands over them.

A case is a list of commands that run one after the other in a folder of their own, in which `in` is the folder of inputs
and `data` the program's own data folder. What is made goes to `out`. All inputs come from the present tree, in the places
that they have there, so that books find their records; those that stand in documents or are only needed here are written
out beside them.
"""
import dataclasses
import re
import shutil
from pathlib import Path

COPIED = ('examples', 'templates', 'tests/corpus', 'tests/source/cases', 'tests/check/bases', 'tests/check/cases',
          'tests/fuzz/yaml')
PAGES = ('README.md', 'README.zh-CN.md', 'docs/*.md')
BLOCK = re.compile(r'^```yaml ?(\w*)\n(.*?)^```', re.S | re.M)
ALL = ['-f', 'pdf,xlsx,trace', '-o', 'out']
BOOK = ['book', '-f', 'pdf,xlsx', '-o', 'out']
CHINESE = {'LANGUAGE': 'zh_CN'}
COMMANDS = ('render', 'book', 'check', 'new', 'blank', 'templates', 'schema', 'lint-template', 'fonts', 'explain', 'help')

LISTS = {
    'totals.yaml': '市市场监督管理局: 75.5\n市教育局: 1234.56万元\n',
    'right-totals.yaml': '市市场监督管理局: 60万元\n',
    'wrong-totals.yaml': '市教育局: 许多\n- x\n',
    'projects.yaml': '- 社区道路改造\n- "130271212110010000012"\n- {项目编码: "1", 项目名称: 河道清淤}\n',
    'wrong-projects.yaml': '项目: [1, {}]\n',
}

# A book with the keys that those of examples/ do without.
KEYS_BOOK = '''book: 各键俱全
issuer: 某市财政局
year: 2023
pages: {style: of-total}
parts:
  - cover: {date: 2023年3月}
  - contents: {title: 目录, depth: 3, leader: none}
  - text: ['# 说明', 见第$(page("一、依次"))页。, '**按笔画**与*拼音*']
  - prose: prose.md
    title: 正文
  - part: 上编
  - section: 一、依次
    divider: true
    page: {start: recto, number: 1, style: gongwen}
    forms: ../tests/corpus/jinan-project/*.yaml
    where: 项目资金总额 >= 100
    sort: [主管部门, {by: 项目名称, order: strokes, descending: true}]
    fit: one-page
  - blank: 1
  - section: 二、横排
    forms: ../tests/corpus/tangshan-project
    template: tangshan-project
    paper: {orientation: landscape}
    page: {style: gongwen}
    sort: {by: 预算数, order: number}
    fit: {pages: 1, least-size: 7pt, least-percent: 70}
  - section: 三、不列
    listed: false
    forms: [../tests/corpus/futian-project/01.yaml, ../tests/corpus/qingdao-project/0*.yaml]
    page: {start: verso, style: centre}
  - attachment: 附表
    forms: ../examples/department-budget.yaml
  - attachment: 附文
    text: 完。
outline: {sections: open}
'''
KEYS_PROSE = '''## 一、标题
### （一）小标题
#### 1. 再小
落实**《意见》**，推进*改革*。见第$(page("二、横排"))页。

1. 其一
2. 其二

1) 其一
- 其甲
- 其乙
'''
WRONG_BOOK = '''book: 有错
pages: {style: fancy}
parts:
  - contents: {depth: 9, leader: x}
  - section: 无
    forms: nowhere/*.yaml
    where: 项目资金总额 >=
    sort: {by: 无此, order: upwards}
  - prose: nowhere.md
  - text: 见$(page("没有"))
  - chapter: x
'''

WRONG_COMMAND_LINES = (
    [], ['rendr'], ['help', 'x'], ['templates', 'x'], ['fonts', 'x'], ['render'], ['book'], ['check'], ['new'], ['blank'],
    ['schema'], ['lint-template'], ['render', '--forse', 'x'], ['render', '--colour=alway', 'x'], ['render', '-Z', 'x'],
    ['render', '--quiet=yes', 'x'], ['render', 'x', '-o'], ['render', '-o', '', 'x'], ['render', '-', '-'],
    ['render', '-f', 'doc', 'x'], ['render', '-j', '0', 'x'], ['render', '-j', '2x', 'x'], ['render', '-t', 'cart', 'x'],
    ['render', '--name', '$(', 'x'], ['render', '-f', 'pdf,xlsx', '-o', '-', 'x'], ['render', '-f', 'xlsx', '-o', 'x.pdf', 'x'],
    ['render', 'nowhere.yaml'], ['render', '--data', 'nowhere', 'x'], ['render', '--fonts', 'nowhere.yaml', 'x'],
    ['check', 'nowhere.yaml'], ['check', '--write', 'x'], ['check', '--report', 'x.doc', 'x'],
    ['check', '--baseline', 'nowhere', 'in/examples/community-road.yaml'], ['blank', '--rows', 'x', 'jinan-project'],
    ['new', 'jinan-projekt'], ['schema', 'jinan-projekt'], ['blank', 'jinan-projekt'], ['lint-template', 'nowhere.yaml'],
    ['book', 'nowhere.yaml'], ['book', '-f', 'trace', 'in/books/keys.yaml'],
    ['book', '--split-by', '$(', 'in/books/keys.yaml'])


@dataclasses.dataclass
class Case:
    lines: list                                    # the commands' words, without the program
    environment: dict = dataclasses.field(default_factory=dict)
    stdin: str = None                              # an input
    copies: tuple = ()                             # inputs that the commands change


def gather_inputs(root, folder):
    """Writes all inputs anew. Times are kept, for without SOURCE_DATE_EPOCH they are in the files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(root / name, folder / name)
    (folder / 'forms').mkdir()
    for path in (root / 'tests/template/cases').glob('*.*.yaml'):
        shutil.copy2(path, folder / 'forms' / path.name.replace('.template', ''))
    for name, text in LISTS.items():
        write(folder / 'lists' / name, text)
    for name, text in ('keys.yaml', KEYS_BOOK), ('prose.md', KEYS_PROSE), ('wrong.yaml', WRONG_BOOK):
        write(folder / 'books' / name, text)
    for path in (path for pattern in PAGES for path in sorted(root.glob(pattern))):
        cut_blocks(path, folder / 'pages' / path.stem)


def cut_blocks(page, folder):
    """Every YAML block of a page in a file of its own; a record that follows a template has its name."""
    kind, form = '', ''
    for number, block in enumerate(BLOCK.finditer(page.read_text(encoding='utf-8')), 1):
        before, (kind, text) = kind, block.groups()
        stem = form if kind == 'record' and before == 'template' else f'{number:03}'
        if kind == 'template':
            stem = form = re.search(r'^form: *(\S+)', text, re.M)[1]
        write(folder / f'{stem}.{kind or "other"}.yaml', text)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')


def cases(folder):
    """All cases; those that are about messages once more in Chinese."""
    def find(pattern):
        return [f'in/{path.relative_to(folder)}' for path in sorted(folder.glob(pattern))]

    said = [*help_and_usage(), *checks(find), *fixes(find), *hostile_records(find), *templates(find), *pages(find)]
    yield from said
    yield from (dataclasses.replace(case, environment={**case.environment, **CHINESE}) for case in said)
    yield from records(find)
    yield from one_record()
    yield from books()
    yield from blank_forms(find)


def help_and_usage():
    for command in COMMANDS:
        yield Case([['help', command], [command, '--help']])
    for line in ['help'], ['--help'], ['--version'], ['templates'], ['templates', '-p'], ['fonts'], ['fonts', '-a'], \
            ['check', '--rules'], ['schema', '--template'], *WRONG_COMMAND_LINES:
        yield Case([line])
    # Without BIAOCE_DATA: what the program finds by its own place.
    yield Case([['templates'], ['fonts'], ['new', 'jinan-project']], {'BIAOCE_DATA': None})


def checks(find):
    folders = [path for path in find('tests/corpus/*') if '.' not in path]
    for path in [*find('examples/*.yaml'), *find('tests/check/*/*.yaml'), *folders]:
        yield Case([['check', path], ['check', '--diagnostics', 'json', path]])
    for path in [*folders, 'in/examples', 'in/tests/check/bases']:
        reports = [word for ending in ('sarif', 'json', 'xlsx', 'pdf') for word in ('--report', f'findings.{ending}')]
        yield Case([['check', *reports, path]])
        yield Case([['check', '--write-baseline', 'known.txt', path], ['check', '--baseline', 'known.txt', path]])
        yield Case([['check', '--strict', '-j', jobs, path] for jobs in '14'])
    yield Case([['check', '-q', *folders], ['check', '--colour', 'always', *folders]])
    records = ['in/tests/check/bases', 'in/tests/corpus/quanzhou-project', 'in/tests/corpus/jinan-project']
    for option, name in (('--totals', 'totals'), ('--totals', 'right-totals'), ('--totals', 'wrong-totals'),
                         ('--projects', 'projects'), ('--projects', 'wrong-projects')):
        for path in records:
            yield Case([['check', option, f'in/lists/{name}.yaml', path]])


def fixes(find):
    for path in [*find('examples/*.yaml'), *find('tests/corpus/*/*.yaml'), *find('tests/check/*/*.yaml')]:
        name = path.rsplit('/', 1)[1]
        yield Case([['check', '-q', '--fix', name], ['check', '-q', '--fix', '--write', name]], copies=(path,))


def hostile_records(find):
    for path in [*find('tests/source/cases/*.yaml'), *find('tests/source/cases/*.json')]:
        yield Case([['render', *ALL, path], ['check', '-t', 'tangshan-project', '--diagnostics', 'json', path]])
    for path in find('tests/fuzz/yaml/*'):
        yield Case([['check', '-t', 'tangshan-project', '-']], stdin=path)
        yield Case([['lint-template', 'form.yaml']], copies=((path, 'form.yaml'),))


def templates(find):
    for path in [*find('templates/*.yaml'), *find('templates/shared/*.yaml'), *find('pages/*/*.template.yaml'),
                 *find('examples/own-template/*.yaml'), *form_cases(find)]:
        yield Case([['lint-template', path], ['lint-template', '--strict', '--diagnostics', 'json', path],
                    ['new', path], ['schema', path]])
    names = [Path(path).stem for path in find('templates/*.yaml')]
    yield Case([['lint-template', *names]])
    for name in names:
        yield Case([['lint-template', name], ['new', name], ['new', '-o', 'record.yaml', name], ['check', 'record.yaml'],
                    ['schema', name], ['schema', '-o', 'schema.json', name]])


def form_cases(find):
    return [path for path in find('forms/*.yaml') if not path.endswith('.record.yaml')]


def pages(find):
    """The examples of the documents: pairs of a template and a record, records of which rules speak, and the rest."""
    for template in find('pages/*/*.template.yaml'):
        yield Case([['render', '-t', template, *ALL, template.replace('.template', '.record')]])
    for template in form_cases(find):
        if record := find(f'forms/{Path(template).stem}.record.yaml'):
            yield Case([['render', '--force', '-t', template, *ALL, *record]])
    for path in find('pages/*/*.yaml'):
        if '.template' not in path:
            yield Case([['render', '--force', *ALL, path], ['check', path]])
    for path in find('pages/books/*.yaml'):
        yield Case([[*BOOK, path]])
    yield Case([[*BOOK, 'in/books/wrong.yaml']])


def records(find):
    """Files are called by the record's file, so that a difference names it."""
    folders = [path for path in find('tests/corpus/*') if '.' not in path]
    for path in [*find('examples/*.yaml'), *find('tests/check/bases/*.yaml'), *folders]:
        for options in [], ['--no-check', '--force'], ['--strict']:
            for jobs in '14':
                yield Case([['render', '-j', jobs, *options, '--name', '$(file) $(record)', *ALL, path]])
    for path in [*find('examples/*.yaml'), *folders]:
        yield Case([['render', '--no-check', '-q', *ALL, path]])
        yield Case([['render', '--no-check', '--one-workbook', '-f', 'pdf,xlsx', '-o', 'out', path]])
    for jobs in '14':
        yield Case([['render', '--no-check', '--one-workbook', '-f', 'xlsx', '-o', 'all.xlsx', '-j', jobs, *folders]])
        yield Case([['render', '-j', jobs, '--no-check', *ALL, *folders, 'in/examples']])


def one_record():
    """Names, outputs and times."""
    record = 'in/examples/jinan-project.yaml'
    for pattern in '$(项目名称)', '$(name)-$(file)-$(record)', '$(nmae)', '../$(name)', '同名', 'CON', '$(项目资金总额 * 2)':
        yield Case([['render', '--no-check', '--name', pattern, *ALL, record, 'in/examples/several-projects.yaml']])
    for kind in 'pdf', 'xlsx', 'trace':
        yield Case([['render', '--no-check', '-o', f'one.{kind}', record]])
        yield Case([['render', '--no-check', '-f', kind, '-o', '-', record]])
        yield Case([['render', '--no-check', '-f', kind, '-o', '-', '-']], stdin=record)
        yield Case([['render', '--no-check', '-f', kind, '-o', 'out', path] for path in (record, '-')],
                   {'SOURCE_DATE_EPOCH': None}, stdin=record)
    yield Case([['render', '--no-check', '-t', 'in/templates/jinan-project.yaml', *ALL, record],
                ['render', '-T', 'in/forms', '--strict-glyphs', *ALL, record],
                ['render', '-t', 'in/examples/own-template/meeting-budget.yaml', *ALL,
                 'in/examples/own-template/meeting.yaml'],
                ['render', '--colour', 'always', '--diagnostics', 'json', *ALL, 'in/tests/corpus/futian-project']])


def books():
    for name, fields in (('examples/book-jinan/book.yaml', ('name', '年度', '主管部门', '$(year)年')),
                         ('examples/book-families/book.yaml', ('name', '主管部门')), ('books/keys.yaml', ('name', 'year'))):
        path = f'in/{name}'
        yield Case([[*BOOK, path]])
        yield Case([[*BOOK, '--strict', path]])
        yield Case([[*BOOK, '--force', path]], CHINESE)
        for jobs in '14':
            yield Case([[*BOOK, '--no-check', '-j', jobs, path]])
            for field in fields:
                yield Case([[*BOOK, '--no-check', '--force', '-j', jobs, '--split-by', field, path]])


def blank_forms(find):
    names = [Path(path).stem for path in find('templates/*.yaml')]
    for template in [*names, *form_cases(find), *find('pages/*/*.template.yaml')]:
        yield Case([['blank', *ALL, template], ['blank', '-f', 'pdf,xlsx', '--rows', '7', '-o', 'seven', template]])
    yield Case([['blank', *ALL, *names]], CHINESE)
