"""One function for each family of forms: the JSON of a published form → the record a clerk would have written.

A record is an ordered dict with the labels of the form as keys. Cells a form prints by itself (fixed categories that
nobody filled, totals that are sums) are not in the record.
"""
import re
from itertools import groupby


def without_blanks(record):
    """A clerk leaves out what is empty."""
    return {key: value for key, value in record.items() if value not in ('', [], {}, None)}


def paragraphs(texts):
    """One text, a line for each paragraph."""
    return '\n'.join([texts] if isinstance(texts, str) else texts)


def number_or_text(printed):
    """A clerk writes a bare whole number without quotes; what starts with 0 is a code and stays text."""
    return int(printed) if re.fullmatch(r'0|[1-9]\d{0,14}', printed) else printed


def nested_or_flat(indicators, columns):
    """Nested by 一级指标 and 二级指标 where that keeps the printed order, otherwise a flat list.

    `columns` names the values of a row; a map renames them. A group that is printed again further down cannot be
    written nested: a map has each key once."""
    names = columns if isinstance(columns, dict) else {column: column for column in columns}
    rows = [without_blanks({'一级指标': i['l1'], '二级指标': i['l2'], '三级指标': i['l3'],
                            **{name: number_or_text(paragraphs(i.get(column, ''))) for column, name in names.items()}})
            for i in indicators]
    runs = [key for key, _ in groupby((row.get('一级指标'), row.get('二级指标')) for row in rows)]
    outer = [key for key, _ in groupby(level1 for level1, _ in runs)]
    if len(set(runs)) < len(runs) or len(set(outer)) < len(outer) or None in {key for run in runs for key in run}:
        return rows
    nested = {}
    for row in rows:
        inside = nested.setdefault(row.pop('一级指标'), {}).setdefault(row.pop('二级指标'), [])
        inside.append(row)
    return nested


def filled(indicators, unfilled=('',)):
    """Without the rows that a form with fixed categories prints by itself."""
    return [i for i in indicators
            if any(value not in unfilled for key, value in i.items() if key not in ('l1', 'l2', '必填'))]


def year_in(text):
    found = re.search(r'\d{4}', text)
    return int(found[0]) if found else ''


def goal(form, label=None):
    """The paragraphs of the goal of that label, or of the only one."""
    return paragraphs(next((g['paragraphs'] for g in form['goals'] if label in (None, g['label'])), ''))


def plain(values, *labels):
    """Some of the fields as they stand; amounts and years that are bare whole numbers as numbers."""
    return {label: number_or_text(paragraphs(values.get(label, ''))) for label in labels}


def amounts(form, **names):
    """The amounts under the names that the records use: what the form calls 其中：财政资金 is 财政资金."""
    renamed = {label.removeprefix('其中：'): value for label, value in form['funds'].items()}
    return {names.get(label, label): number_or_text(value) for label, value in renamed.items()}


# -- 唐山 ------------------------------------------------------------------------------------------------------

TANGSHAN_COLUMNS = ['绩效指标描述', '指标值', '指标值确定依据']


def tangshan_head(form, family):
    name = form['fields']['项目名称']
    return {
        'form': family,
        '标题': form['title'] if form['title'] != name + '项目绩效目标表' else '',
        '项目编码': form['fields']['项目编码'],
        '项目名称': name,
    }


def plan_of(form):
    return without_blanks(dict(zip(form['plan']['columns'], map(number_or_text, form['plan']['values']))))


def tangshan_project(form):
    return {
        **tangshan_head(form, 'tangshan-project'),
        '预算数': number_or_text(form['funds']['预算数']),
        '财政资金': number_or_text(form['funds']['其中：财政资金']),
        '其他资金': number_or_text(form['funds']['其他资金']),
        '资金用途': paragraphs(form['fields']['资金用途']),
        '资金支出计划': plan_of(form),
        '绩效目标': [paragraphs(g['paragraphs']) for g in form['goals']],
        '绩效指标': nested_or_flat(form['indicators'], TANGSHAN_COLUMNS),
    }


def tangshan_by_quarter(form):
    label = form['extra']['plan_label']
    return {
        '资金支出计划标题': label if label != '资金支出计划（累计进度%）' else '',
        '资金支出计划': plan_of(form),
        '绩效目标': [text for g in form['goals'] for text in g['paragraphs']],
        '绩效指标': nested_or_flat(form['indicators'], TANGSHAN_COLUMNS),
    }


def tangshan_project_quarter(form):
    return {
        **tangshan_head(form, 'tangshan-project-quarter'),
        '项目资金主要用途': paragraphs(form['fields']['项目资金主要用途']),
        **tangshan_by_quarter(form),
    }


def tangshan_project_mixed(form):
    return {
        **tangshan_head(form, 'tangshan-project-mixed'),
        **amounts(form),
        '资金用途': paragraphs(form['fields']['资金用途']),
        **tangshan_by_quarter(form),
    }


# -- 青岛, 深圳 ------------------------------------------------------------------------------------------------


def qingdao_project(form):
    fields, usual = form['fields'], f"{form['extra']['序号']}.{form['fields']['项目名称']}绩效目标表"
    return {
        'form': 'qingdao-project',
        '标题': form['title'] if form['title'] != usual else '',
        '序号': form['extra']['序号'] if form['title'] == usual else '',
        '单位编码及名称': fields['单位编码及名称'],
        '项目编码': fields['项目编码'],
        '项目名称': fields['项目名称'],
        **amounts(form),
        '资金用途': paragraphs(fields['资金用途']),
        '资金支出计划': plan_of(form),
        '绩效目标': [text for g in form['goals'] for text in g['paragraphs']],
        '绩效指标': nested_or_flat(form['indicators'], TANGSHAN_COLUMNS),
    }


def futian_project(form):
    fields = form['fields']
    return {
        'form': 'futian-project',
        '项目编码': fields['项目编码'],
        **plain(fields, '项目名称', '申请单位', '一级预算单位', '实施期限', '项目类型', '是否新增项目', '分配方式'),
        '项目总金额': form['funds']['项目总金额(中期规划,万元)'],
        '本年度项目金额': form['funds']['本年度项目金额(万元)'],
        '政策依据': fields['政策依据'],
        '测算依据': fields['测算依据'],
        '年度目标': goal(form, '年度目标'),
        '长期目标': goal(form, '长期目标(跨度多年的项目需填)'),
        '绩效指标': nested_or_flat(filled(form['indicators'], ('', '不适用')), ['指标值', '指标解释']),
    }


# -- 济南 ------------------------------------------------------------------------------------------------------


def jinan_project(form):
    fields, funds = form['fields'], amounts(form)
    start, end = fields['项目期限']
    return {
        'form': 'jinan-project',
        '年度': year_in(form['subtitle']),
        '项目名称': fields['项目名称'],
        '项目类别': fields['项目类别'],
        '主管部门': fields['主管部门'],
        '主管部门编码': fields['主管部门编码'],
        '项目实施单位': fields['项目实施单位'],
        '项目属性': fields['项目属性'],
        '开始年度': number_or_text(start),
        '结束年度': number_or_text(end),
        **{label: funds.get(label, '') for label in ('项目资金总额', '财政资金', '其他资金', '年度资金申请总额',
                                                     '当年财政拨款', '上年结转资金', '其他资金（年度）')},
        '实施期进度计划': paragraphs(fields['实施期进度计划']),
        '总体绩效目标': goal(form, '总体绩效目标'),
        '年度绩效目标': goal(form, '年度绩效目标'),
        '总体绩效指标': nested_or_flat(form['indicators_total'], ['指标值']),
        '年度绩效指标': nested_or_flat(form['indicators_year'], ['指标值']),
    }


def jinan_department(form):
    fields, several = form['fields'], lambda text: [text] if isinstance(text, str) else text
    return {
        'form': 'jinan-department',
        '年度': year_in(form['subtitle']),
        '部门名称': fields['部门名称'],
        '联系人': fields['联系人'],
        '联系电话': fields['联系电话'],
        '职能依据': fields['职能依据'],
        '部门职能': several(fields['部门职能']),
        '核心职能': fields['本部门的核心职能'],
        '部门战略目标': paragraphs(fields['部门战略目标']),
        '年度绩效目标': form['goals'][0]['paragraphs'],
        '直属单位情况': fields['直属单位'],
        '一并纳入填报范围': fields['直属单位一并纳入本表填报的预算绩效管理范围'],
        '内设职能部门情况': fields['内设职能部门'],
        '人员情况': form['extra']['staff'],
        **amounts(form),
        '年度主要任务': [without_blanks(task) for task in form['extra']['tasks']],
        '绩效指标': nested_or_flat(form['indicators'], ['目标值']),
    }


# -- 泉州 ------------------------------------------------------------------------------------------------------

WIDE_COLUMNS = {'内涵解释': '内涵解释', '设置依据': '设置依据', '指标计算公式或方法': '指标计算公式或方法', '评分标准': '评分标准',
                '关键指标(与预算安排直接挂钩的指标)': '关键指标', '指标性质': '指标性质', '指标方向': '指标方向',
                '2022年完成值': '2022年完成值', '2023年目标值': '2023年目标值', '2023年完成值': '2023年完成值',
                '2024年半年目标值': '2024年半年目标值', '2024年目标值': '2024年目标值', '计量单位': '计量单位',
                '指标新增方式': '指标新增方式'}


def quanzhou_wide(form, family, *labels):
    fields = form['fields']
    return {
        'form': family,
        '年度': year_in(next(label for label in form['extra']['indicator_header'] if '半年目标值' in label)),
        **{label: fields[label] for label in labels},
        **plain(fields, '项目开始时间', '项目结束时间'),
        '项目实施期目标': goal(form),
        **amounts(form),
        '绩效指标': nested_or_flat(filled(form['indicators']), WIDE_COLUMNS),
    }


WIDE_HEAD = ['项目名称', '单位编码', '单位名称', '项目类别', '存续状态', '项目负责人', '联系电话', '项目概况', '备注']


def quanzhou_project(form):
    return quanzhou_wide(form, 'quanzhou-project', '项目编码', *WIDE_HEAD, '项目立项的依据', '项目申报的可行性')


def quanzhou_soe_management(form):
    return quanzhou_wide(form, 'quanzhou-soe-management', '项目编码', *WIDE_HEAD, '项目立项的依据', '项目申报的可行性')


def quanzhou_ip_award(form):
    record = quanzhou_wide(form, 'quanzhou-ip-award', '项目编号', *WIDE_HEAD, '项目立项依据', '项目立项可行性')
    return {'form': record.pop('form'), '标题': form['title'], **record}


def quanzhou_special_fund(form):
    return {
        'form': 'quanzhou-special-fund',
        '年度': year_in(form['subtitle']),
        **plain(form['fields'], '项目名称', '主管部门(单位)名称及部门预算编码', '补助项目/区域'),
        **amounts(form),
        '总体目标': goal(form),
        '绩效指标': nested_or_flat(form['indicators'], ['指标解释', '指标性质', '指标方向', '目标值', '计量单位']),
    }


def quanzhou_county_subsidy(form):
    return {
        'form': 'quanzhou-county-subsidy',
        '年度': year_in(form['title']),
        **form['fields'],
        **amounts(form),
        '总体目标': goal(form),
        '绩效指标': nested_or_flat(form['indicators'], ['指标值']),
    }


def quanzhou_fund_declaration(form):
    columns = form['extra']['funds_columns']
    return {
        'form': 'quanzhou-fund-declaration',
        '年度': year_in(form['subtitle']),
        **form['fields'],
        **{label.removeprefix('其中：'): dict(zip(columns, values)) for label, values in form['funds'].items()},
        '预期目标': goal(form),
        '绩效指标': nested_or_flat(form['indicators'], ['年度指标值']),
    }


def quanzhou_soe_budget(form):
    fields = form['fields']
    for i in form['indicators']:  # the label is the form's own, cut short by a narrow cell
        i['l1'] = i['l1'].replace('满意指标', '满意度指标')
    period = re.search(r'\((.*)\)', fields['所属阶段'][0])
    return {
        'form': 'quanzhou-soe-budget',
        '年度': year_in(form['subtitle']),
        **plain(fields, '收入预算', '利润上缴'),
        '项目名称': fields['支出计划(项目名称)'],
        '主管部门': fields['主管部门'],
        '实施单位': fields['实施单位'],
        '实施期': period[1] if period else '',
        **amounts(form),
        '总体目标': goal(form),
        '绩效指标': nested_or_flat(filled(form['indicators']), ['指标解释', '实施期目标值', '年度目标值']),
    }


def quanzhou_social_insurance(form):
    record = {
        'form': 'quanzhou-social-insurance',
        '年度': year_in(form['subtitle']),
        **form['fields'],
        **{label.removesuffix('（亿元）'): value for label, value in form['funds'].items()},
        '整体目标': goal(form, '整体目标'),
        '总体目标': goal(form, '总体目标'),
        '年度目标': goal(form, '年度目标'),
    }
    for i in form['indicators']:  # some rows have a cell more than the head: both are what the third level says
        second = i.get('三级指标（第二个单元格）', '')
        i['l3'] = '\n'.join([i['l3'], second]) if second not in ('', i['l3']) else i['l3']
    record['绩效指标'] = nested_or_flat(form['indicators'], ['指标值'])
    return record


FAMILIES = {function.__name__.replace('_', '-'): function for function in (
    futian_project, jinan_department, jinan_project, qingdao_project, quanzhou_county_subsidy, quanzhou_fund_declaration,
    quanzhou_ip_award, quanzhou_project, quanzhou_social_insurance, quanzhou_soe_budget, quanzhou_soe_management,
    quanzhou_special_fund, tangshan_project, tangshan_project_mixed, tangshan_project_quarter)}


def record_of(form, family):
    """The record of a published form."""
    return without_blanks(FAMILIES[family](form))
