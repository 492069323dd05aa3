#!/usr/bin/env python3
"""Mistakes written by hand, one by one, with what is said of them: a wrong key, type and range for every construct that a
template, a rule, a book, the font list, totals and lists of projects have. Nothing here is derived from the tables of keys,
which would be wrong in the same way.

    test_wrong.py BIAOCE [unittest arguments]
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import test_author
from test_author import PLACES

BIAOCE = None

# What stands for {X} in PLACES, the code, and a part of the message.
TEMPLATES = {
    'column': [('shar: 2', 'E302', '`shar`'), ('min: text', 'E303', '`content` or a length with its unit'),
               ('max: 40', 'E303', 'a length with its unit'), ('min: 30mm, max: 20mm', 'E303', '`max` is less than `min`')],
    'columns': [('shar: 2', 'E302', '`shar`'), ('widths: 2', 'E303', '`widths` takes a list'), ('widths: [1], min: 9mm', 'E309', '`min`'),
                ('share: 0', 'E303', 'from 0.001'), ('by: {a: b}', 'E303', '`by` takes')],
    'repeat': [('cell: []', 'E302', '`cell`'), ('cells: [乙], label: 甲', 'E309', '`label` cannot stand beside `cells`'),
               ('across: rest', 'E303', 'not `rest`'), ('cells: []', 'E303', 'no cell to repeat'), ('sort: {by: [a]}', 'E303', '`by` takes'),
               ('order: {a: b}, by: this', 'E303', '`order` takes'), ('value: ths', 'E307', '`ths`'), ('across: 0', 'E303', 'from 1 to 64')],
    'across': [('eech: l', 'E302', '`eech`'), ('by: {a: b}', 'E303', '`by` takes'), ('and: one', 'E303', 'from 0 to 64')],
    'shares': [('share: [1]', 'E302', '`share`'), ('min: 3', 'E303', '`min` takes'), ('max: [1mm]', 'E303', '`max` takes')],
    'head': [('hads: [乙]', 'E302', '`hads`'), ('heads: 乙', 'E303', '`heads` takes a list'), ('value: this', 'E309', '`value` cannot stand beside `label`'),
             ('diagonal: 月, heads: [乙]', 'E309', '`heads` cannot stand beside `diagonal`'), ('each: x', 'E307', '`x`')],
    'tree': [('cde: a', 'E302', '`cde`'), ('level: b', 'E309', '`level`'), ('lengths: [5, 3]', 'E303', '`lengths` grow'),
             ('lengths: [0]', 'E303', 'from 1'), ('lengths: 3', 'E303', '`lengths` takes a list'), ('part: x > 1', 'E307', '`x`'),
             ('part: [a]', 'E303', '`part` takes'), ('levl: b', 'E302', '`levl`')],
    'sorting': [('order: sound', 'E302', '`order`'), ('descending: down', 'E303', 'yes or no'), ('collation: pinyin', 'E303', '`pinyin` is not one of')],
    'template': [('filds: {}', 'E302', '`filds`'), ('output: [a]', 'E303', '`output` takes a text'),
                 ('paper: A4', 'E301', '`paper` takes a map'), ('words: [率]', 'E301', '`words` takes a map'),
                 ('checks: {that: x, say: y}', 'E303', '`checks` takes a list')],
    'field': [('tpye: money', 'E302', '`tpye`'), ('type: list, of: {type: money, unit: 万元}', 'E457', 'attributes of one field'), ('type: amount', 'E303', 'no type `amount`'),
              ('decimals: 19', 'E303', 'from 0 to 18'), ('decimals: two', 'E303', 'from 0 to 18'),
              ('required: perhaps', 'E303', 'yes or no'), ('alias: {a: b}', 'E303', '`alias` takes'),
              ('tree: [a]', 'E303', '`tree` takes'), ('type: integer, of-children: average', 'E303', '`average`'),
              ('type: integer, of-children: sum', 'E303', 'tree'), ('role: chief', 'E303', '`chief` is not one of'), ('computed: [1]', 'E303', '`computed` takes'),
              ('pattern: [a]', 'E303', '`pattern` takes a text'), ('help: {a: b}', 'E303', '`help` takes a text')],
    'item': [('styl: head', 'E302', '`styl`'), ('title: 甲', 'E309', '`title` cannot stand beside `page-break`'), ('when: [a]', 'E303', 'an expression')],
    'line': [('middle: 甲', 'E302', '`middle`'), ('right: [甲]', 'E303', '`right` takes a text')],
    'table': [('width: [1]', 'E302', '`width`'), ('widths: 3', 'E303', '`widths` takes'),
              ('widths: [wide]', 'E303', 'wide'), ('widths: [0]', 'E303', 'from 0.001'),
              ('stub-width: 61', 'E303', 'from 1 to 60'), ('least-rows: 0', 'E303', 'from 1 to 20'),
              ('least-rows: 21', 'E303', 'from 1 to 20'), ('rule: wavy', 'E303', 'a line'),
              ('bands: [{rows: [[乙]]}]', 'E309', '`bands`'), ('continued: [续表]', 'E303', '`continued` takes a text'),
              ('split: rows', 'E303', '`rows` is not one of'), ('unit: 美元', 'E303', 'no unit of money'), ('balance: both', 'E303', 'yes or no')],
    'band': [('head: []', 'E302', '`head`'), ('stub: [甲]', 'E303', '`stub` takes'), ('style: [a]', 'E303', '`style` takes'),
             ('stub-width: 0', 'E303', 'from 1 to 60')],
    'page-rows': [('row: [甲]', 'E302', '`row`'), ('when: often', 'E303', '`often` is not one of'), ('of: m', 'E430', 'repeats `m`'),
                  ('rows: [{each: l, rows: [[甲]]}]', 'E120', 'twice')],
    'page-row': [('each: l', 'E302', '`each`'), ('when: page.size() > 3', 'E303', 'is not one of'), ('height: tall', 'E303', 'a length')],
    'stub': [('text: 甲', 'E302', '`text`'), ('when-split: never', 'E303', '`never` is not one of'),
             ('header: [甲]', 'E303', '`header` takes a text')],
    'each': [('marge: a', 'E302', '`marge`'), ('halves: 1', 'E303', 'from 2 to 6'), ('halves: 2', 'E456', 'cannot be parted'), ('least: -1', 'E303', 'from 0 to 1000'), ('least: 1001', 'E303', 'from 0 to 1000'),
             ('over: all', 'E303', '`all` is not one of'), ('empty: [无]', 'E303', '`empty` takes a text'),
             ('merge: {a: b}', 'E303', '`merge` takes'), ('blank-rows: 0', 'E303', 'from 1 to 1000'), ('blank-rows: foot', 'E303', '`blank-rows` takes')],
    'when': [('widths: [1]', 'E302', '`widths`')],
    'row': [('hight: 1pt', 'E302', '`hight`'), ('columns: [甲]', 'E309', '`columns`'), ('height: tall', 'E303', 'a length'), ('keep-with-next: 2', 'E303', 'yes or no'),
             ('repeat: always', 'E303', '`repeat` takes')],
    'cell': [('line: 1', 'E309', '`line` cannot stand beside `label`'), ('acros: 2', 'E302', '`acros`'), ('across: 0', 'E303', 'from 1 to 64'), ('across: 65', 'E303', 'from 1 to 64'),
             ('down: 1001', 'E303', 'from 1 to 1000'), ('down: [2]', 'E303', 'from 1 to 1000'),
             ('text: 乙', 'E309', '`text` cannot stand beside `label`'), ('style: 3pt', 'E305', 'no style `3pt`')],
    'style': [('color: red', 'E302', '`color`'), ('colour: purple', 'E303', 'a colour'), ('shade: 120%', 'E303', 'a colour'),
              ('border: wavy', 'E303', 'not `wavy`'), ('align: middle', 'E303', '`middle` is not one of'),
              ('font: 宋体', 'E303', '`宋体` is not one of'), ('leading: much', 'E303', 'a length'),
              ('bold: very', 'E303', 'yes or no'), ('padding: [1pt, 2pt, 3pt]', 'E303', 'one length or two'),
              ('decimals: -1', 'E303', 'from 0 to 18')],
    'grid': [('rows: 22', 'E302', '`rows`'), ('characters: 0', 'E303', 'from 1 to 200')],
    'chart': [('lable: a', 'E302', '`lable`'), ('lying: left', 'E303', 'yes or no'), ('height: 5em', 'E303', '`5em`'),
              ('series: {乙: nth}', 'E309', '`value`'), ('stacked: 2', 'E303', 'yes or no'), ('sort: {by: [a]}', 'E303', '`by` takes'),
              ('when: [a]', 'E303', 'an expression'), ('title: [甲]', 'E303', '`title` takes a text')],
    'chart-cell': [('acros: 2', 'E302', '`acros`'), ('across: 0', 'E303', 'from 1 to 64'), ('order: {a: b}, by: this', 'E303', '`order` takes')],
    'series': [('lable: 甲', 'E302', '`lable`'), ('label: [甲]', 'E303', '`label` takes a text'), ('each: [l]', 'E303', '`each` takes')],
    'seal': [('picture: a.png', 'E302', '`picture`'), ('at: [公章]', 'E303', '`at`'), ('width: far', 'E303', '`far`')],
    'pinned': [('words: 盖章', 'E302', '`words`'), ('style: [1pt]', 'E303', '`style`')],
    'border': [('above: 1pt', 'E302', '`above`'), ('bottom: dashed dotted', 'E303', 'a line'), ('left: 1pt 2pt', 'E303', 'a line'), ('left: [1pt]', 'E303', '`left`')],
    'paper': [('format: A4', 'E302', '`format`'), ('orientation: upright', 'E303', '`upright` is not one of'),
              ('number: roman', 'E303', '`roman` is not one of'), ('margins: 2cm', 'E301', '`margins` takes a map')],
    'size': [('depth: 1mm', 'E302', '`depth`'), ('width: 3', 'E120', 'twice')],
    'running': [('middle: 甲', 'E302', '`middle`'), ('rule: thin', 'E303', 'a length'), ('centre: $(pagee)', 'E307', '`pagee`')],
    'margins': [('above: 2cm', 'E302', '`above`'), ('left: [1mm]', 'E303', 'a length'), ('right: 180mm', 'E303', 'no room')],
    'tables': [('header: [[甲]]', 'E302', '`header`'), ('rule: wavy', 'E303', 'a line'), ('least-rows: 21', 'E303', 'from 1 to 20'),
               ('lines: some', 'E303', '`some` is not one of'), ('unit: 美元', 'E303', 'no unit of money')],
    'check': [('cod: X', 'E302', '`cod`'), ('level: fatal', 'E303', '`fatal` is not one of'), ('at: [a]', 'E303', '`at` takes a text'),
              ('each: {a: b}', 'E303', '`each` takes an expression')],
    'level': [('split: keep', 'E302', '`split`'), ('when-split: no', 'E303', 'not one of')],
    'one-level': [('split: keep', 'E302', '`split`'), ('when-split: [keep]', 'E303', '`when-split` takes')],
    'use': [('with: b', 'E302', '`with`')],
    'words': [('rate: [率]', 'E302', '`rate`'), ('costs: {费: 元}', 'E303', '`costs` takes'), ('units: [[公里]]', 'E303', 'a text'),
              ('kinds: [数量]', 'E301', '`kinds` takes a map'), ('unit-doubts: 万', 'E301', '`unit-doubts` takes a map')],
    'kinds': [('amount: 数量', 'E302', '`amount`'), ('time: {a: 时效}', 'E303', '`time` takes')],
    'relations': [('at-lest: 起码', 'E302', '`at-lest`'), ('above: [[过]]', 'E303', 'a text')],
    'natures': [('positive: 正向', 'E302', '`positive`'), ('better-more: {a: b}', 'E303', '`better-more` takes')],
    'changes': [('up: 升至', 'E302', '`up`'), ('more: {a: b}', 'E303', '`more` takes')],
}
# Texts that YAML reads as something else: the rows of a table, the code, and what the hint tells.
SLIPS = [
    ('heads: [{支出: 合计}], rows: [[甲]]', 'E302', '{支出: [合计]}'), ('heads: [支出: 合计], rows: [[甲]]', 'E302', '{支出: [合计]}'),
    ('heads: [{支出: [{基本: 人员}, 乙]}], rows: [[甲, 乙]]', 'E302', '{基本: [人员]}'), ('heads: [{支出}], rows: [[甲]]', 'E302', 'in braces'),
    ('header: [[支出: 合计]], rows: [[甲]]', 'E302', "'支出: 合计'"), ('rows: [[其中: 财政]]', 'E302', "'其中: 财政'"),
    ('rows: [[资金总额: , 甲]]', 'E302', "as in 'a:'"), ('rows: [[{label: 甲, 乙}]]', 'E302', "as in 'a, b'"), ('rows: [[{=this}]]', 'E302', 'without braces'),
    ('rows: [[{label: 其中: 财政}]]', 'E114', "as in 'a: b'"), ('rows: [[甲]], continued: 续: 表', 'E114', "as in 'a: b'"),
    ('rows: [[甲]], continued: {续}', 'E303', 'in braces'), ('rows: [[甲]], continued: {续: 表}', 'E303', "'续: 表'"),
    ('bands: [{stub: {其中: 乙}, rows: [[甲]]}]', 'E302', "'其中: 乙'"), ('bands: [{stub: 其中: 乙, rows: [[甲]]}]', 'E114', "as in 'a: b'"),
    ('rows: [甲: 乙]', 'E302', 'a row is a list of cells'), ('rows: [{row: [其中: 财政]}]', 'E302', "'其中: 财政'"),
    ('widths: "1, 1", rows: [[甲, 乙]]', 'E303', '[a, b]'), ('rows: ["甲, 乙"]', 'E303', '[a, b]'), ('rows: [甲，乙]', 'E303', '[a, b]'),
    ('rows: [[{label: {总: 额}}]]', 'E303', "'总: 额'"), ('rows: [[{label: 甲, style: {size: 9pt, 黑体}}]]', 'E302', "as in 'a, b'"),
    ('rows: [[{label: 甲, foot: {盖: 章}}]]', 'E302', "'盖: 章'"), ('rows: [[{labl: 甲}]]', 'E302', 'did you mean `label`'),
]
# Constructs that are no map of keys: whole templates.
OTHERS = {
    'fragment': [('form: f\nfragments: {a: 甲}\nlayout: [{table: {rows: [[甲]]}}]', 'E303', '`a` takes')],
    'categories': [('form: f\ncategories: {产出: {数量: 1}}\nlayout: [{page-break: true}]', 'E303', '`产出` takes')],
    'category': [('form: f\ncategories: {产出: [[数量]]}\nlayout: [{page-break: true}]', 'E303', 'expected here')],
    'need': [('form: f\ncategories: {产出: [{数量: must}]}\nlayout: [{page-break: true}]', 'E303', '`数量` takes `required` or `optional`')],
    'width': [('form: f\nlayout: [{table: {widths: [a], rows: [[甲]]}}]', 'E303', 'a number')],
    'page-break': [('form: f\nlayout: [{page-break: maybe}]', 'E303', 'yes or no')],
    'row in place of a band': [('form: f\nlayout: [{table: {bands: [[甲]]}}]', 'E301', 'a map was expected')],
    'nothing printed': [('form: f\nlayout: [{style: {}}]', 'E303', 'is missing here')],
}
RULES = {
    'DUPLICATE-ROW': [('within: 3', 'E302', '`within`'), ('level: bad', 'E303', '`bad` is not one of')],
    'COST-BUDGET': [('buget: a', 'E302', '`buget`'), ('budget: [a]', 'E303', '`budget` takes a text'), ('budget: a.b', 'E341', '`a.b`')],
    'TEXT-SUM': [('buget: a', 'E302', '`buget`'), ('budget: [a]', 'E303', '`budget` takes a text'), ('budget: a.b', 'E341', '`a.b`')],
    'TITLE-NAME': [('sufix: 表', 'E302', '`sufix`'), ('suffix: [表]', 'E303', '`suffix` takes a text')],
    'CODE-FORMAT': [('code: []', 'E302', '`code`'), ('codes: a', 'E303', '`codes` takes a list'),
                    ('codes: [{at: a, lenght: 3}]', 'E302', '`lenght`'), ('codes: [{at: a, length: 1000}]', 'E303', 'from 1 to 999'),
                    ('codes: [{at: a, year: 0}]', 'E303', 'from 1 to 998'), ('codes: [{at: a, optional: 3}]', 'E303', 'yes or no'),
                    ('codes: [{at: a, segment: 0}]', 'E303', 'from 1 to 998'), ('codes: [{at: a, segment: 8, unit: [b]}]', 'E303', '`unit` takes'),
                    ('codes: [{length: 3}]', 'E303', '`at` is missing')],
    'REQUIRED': [('field: a', 'E302', '`field`'), ('fields: {a: b}', 'E303', '`fields` takes'), ('fields: [z]', 'E341', '`z`')],
    'IND-MINIMUM': [('needs: [数量]', 'E302', '`needs`'), ('need: [数目]', 'E303', '`数目` is not one of'),
                    ('need: {a: b}', 'E303', '`need` takes'), ('least: -1', 'E303', 'at least 0'), ('least: six', 'E303', 'whole number')],
    'STARRED': [('column: a', 'E302', '`column`'), ('columns: {a: b}', 'E303', '`columns` takes'), ('columns: [z]', 'E341', '`z`')],
    'TAXONOMY': [('trees: {}', 'E302', '`trees`'), ('tree: [产出]', 'E303', '`tree` takes a map'),
                 ('tree: {产出: {数量: 1}}', 'E303', '`产出` takes')],
    'CATEGORY-ORDER': [('tree: 产出', 'E304', 'no tree of categories')],
    'SCORE-SUM': [('totel: 100', 'E302', '`totel`'), ('total: all', 'E303', 'a number'), ('total: -1', 'E303', 'at least 0')],
    'FUND-SUM': [('sum: []', 'E302', '`sum`'), ('sums: a', 'E303', '`sums` takes a list'),
                 ('sums: [{total: a, off: [a]}]', 'E302', '`off`'), ('sums: [{total: a, of: {a: b}}]', 'E303', '`of` takes')],
    'TABLES-AGREE': [('figure: a', 'E302', '`figure`'), ('figures: a', 'E301', '`figures` takes'), ('figures: {甲: z}', 'E341', '`z`'),
                     ('rows: [{called: 甲, in: a, amout: b}]', 'E302', '`amout`'), ('rows: [{called: 甲, in: z, amount: b}]', 'E341', '`z`'),
                     ('rows: [{called: 甲, in: a, amount: b}]', 'E341', 'no list of rows')],
    'FUND-BASIS': [('basis: a', 'E303', '`basis` takes a list'), ('basis: [{amount: [a], in: a}]', 'E303', '`amount` takes a text'),
                   ('basis: [{amuont: a}]', 'E302', '`amuont`')],
    'DEPT-TASKS': [('task: a', 'E302', '`task`'), ('tasks: [a]', 'E303', '`tasks` takes a text'), ('tasks: z', 'E341', '`z`'),
                   ('project: z', 'E341', 'belong together'), ('duties: {a: b}', 'E303', '`duties` takes'), ('duty: [a]', 'E303', '`duty` takes a text')],
    'PLAN-LATE': [('june: all', 'E303', 'a number'), ('october: 120', 'E303', 'from 0 to 100'), ('july: 50', 'E302', '`july`')],
    'TARGET-COPIED': [('shares: 80', 'E302', '`shares`'), ('share: 101', 'E303', 'from 0 to 100'), ('least: 0', 'E303', 'from 1 to 1000'),
                      ('lists: z', 'E341', '`z`')],
    'BUDGET-CHANGE': [('per-cent: 30', 'E302', '`per-cent`'), ('percent: -1', 'E303', 'from 0 to'), ('reason: {a: b}', 'E303', '`reason` takes'),
                      ('reason: z', 'E341', '`z`')],
    'PLAN-END': [('budgets: a', 'E302', '`budgets`'), ('budget: {a: b}', 'E303', '`budget` takes a text'), ('budget: z', 'E341', '`z`')],
    'PLAN-UNIT': [('unit: 万元', 'E302', '`unit`')],
}
RULE = 'form: f\nextends: [vocabulary]\nfields: {{a: 甲, b: 乙}}\nlayout: [{{para: $(a)$(b)}}]\nchecks: [{{rule: {rule}, {X}}}]\n'
# Lines of a book file, behind `book: 甲`; parts are a list.
BOOKS = {
    'book': [('titel: 乙', 'E302', '`titel`'), ('parts: {blank: 1}', 'E303', '`parts` takes a list'), ('year: [1]', 'E303', '`year` takes a text'),
             ('pages: 3', 'E301', '`pages` takes a map'), ('outline: open', 'E301', '`outline` takes a map'),
             ('sides: three', 'E303', '`three` is not one of'), ('heads: all', 'E303', '`all` is not one of')],
    'part': [('parts: [{blnak: 1}]', 'E605', 'of no kind'), ('parts: [3]', 'E301', 'a map')],
    'cover': [('parts: [{cover: yes, divider: yes}]', 'E302', '`divider`'), ('parts: [{cover: [a]}]', 'E303', '`cover` takes')],
    'contents': [('parts: [{contents: [a]}]', 'E303', '`contents` takes'), ('parts: [{contents: 目录, sort: a}]', 'E302', '`sort`')],
    'contents-map': [('parts: [{contents: {titel: 目录}}]', 'E302', '`titel`'), ('parts: [{contents: {depth: 10}}]', 'E303', 'from 1 to 9'),
                     ('parts: [{contents: {leader: lines}}]', 'E303', '`lines` is not one of')],
    'divider': [('parts: [{part: 一, forms: a}]', 'E302', '`forms`'), ('parts: [{part: [一]}]', 'E303', '`part` takes a text')],
    'blank': [('parts: [{blank: 0}]', 'E303', 'from 1 to 99'), ('parts: [{blank: 100}]', 'E303', 'from 1 to 99'),
              ('parts: [{blank: 1, prose: a}]', 'E302', '`prose`')],
    'section': [('parts: [{section: 一, form: a}]', 'E302', '`form`'), ('parts: [{section: 一, forms: {a: b}}]', 'E303', '`forms` takes'),
                ('parts: [{section: 一, prose: a.md, sort: x}]', 'E309', '`sort` cannot stand beside `prose`'),
                ('parts: [{section: 一, forms: a, divider: 2}]', 'E303', 'yes or no')],
    'attachment': [('parts: [{attachment: 一, titel: a}]', 'E302', '`titel`'), ('parts: [{attachment: [一], forms: a}]', 'E303', '`attachment` takes')],
    'prose': [('parts: [{prose: a.md, entry: x}]', 'E302', '`entry`'), ('parts: [{prose: a.md, text: b}]', 'E309', '`text` cannot'),
              ('parts: [{text: {a: b}}]', 'E303', '`text` takes')],
    'page': [('pages: {begin: recto}', 'E302', '`begin`'), ('pages: {start: left}', 'E303', '`left` is not one of'),
             ('pages: {number: 0}', 'E303', 'from 1 to 999999'), ('pages: {numerals: greek}', 'E303', '`greek` is not one of'),
             ('parts: [{blank: 1, page: {style: top}}]', 'E303', '`top` is not one of')],
    'sort': [('parts: [{section: 一, forms: a, sort: {field: x}}]', 'E302', '`field`'),
             ('parts: [{section: 一, forms: a, sort: {by: x, order: size}}]', 'E303', '`size` is not one of'),
             ('parts: [{section: 一, forms: a, sort: [{by: x, descending: down}]}]', 'E303', 'yes or no')],
    'fit': [('parts: [{section: 一, forms: a, fit: two-pages}]', 'E303', 'two-pages'), ('parts: [{section: 一, forms: a, fit: {page: 1}}]', 'E302', '`page`'),
            ('parts: [{section: 一, forms: a, fit: {least-percent: 49}}]', 'E303', 'from 50 to 100'),
            ('parts: [{section: 一, forms: a, fit: {pages: 2}}]', 'E303', 'from 1 to 1'),
            ('parts: [{section: 一, forms: a, fit: {least-size: small}}]', 'E303', 'a length')],
    'outline': [('outline: {section: open}', 'E302', '`section`'), ('outline: {sections: shut}', 'E303', '`shut` is not one of')],
}
FONTS = {
    'list': [('role: {}', 'E410', '`role`'), ('roles: 3', 'E410', '`roles` takes a map'), ('folders: /a', 'E410', '`folders` takes a list')],
    'roles': [('roles: {titel: {}}', 'E410', '`titel`'), ('roles: {title: 宋体}', 'E410', '`title` takes a map')],
    'role': [('roles: {body: {offical: 仿宋}}', 'E410', '`offical`'), ('roles: {body: {digits: narrow}}', 'E410', '`narrow` is not one of'),
             ('roles: {body: {substitutes: [[a]]}}', 'E410', 'expected here')],
    'family': [('fallback: [{famliy: A}]', 'E410', '`famliy`'), ('fallback: [{family: A, weight: 0}]', 'E410', 'from 1 to 1000'),
               ('fallback: [{family: A, weight: bold}]', 'E410', 'from 1 to 1000'), ('fallback: [{family: [A]}]', 'E410', '`family` takes a text'),
               ('fallback: [{weight: 400}]', 'E410', '`family` is missing')],
}
LISTS = {
    '--projects': [('name: 甲', 'E341', 'a list of codes or names'), ('- {cod: A}', 'E341', '`cod`'), ('- {code: [A]}', 'E341', '`code` takes a text'),
                   ('- [A]', 'E341', 'expected here'), ('- ""', 'E341', 'names no project'), ('- {}', 'E341', 'is missing here')],
    '--totals': [('- 某局', 'E341', 'departments with amounts'), ('某局: many', 'E341', 'no amount'), ('某局: 3 米', 'E341', 'no amount'),
                 ('某局: [3]', 'E341', 'no amount'), ('某局: {a: 3}', 'E341', 'no amount'), ('某局:', 'E341', 'no amount')],
}
# Keys that do nothing, by the type of the field that has them.
IDLE = {
    'unit': ('text', 'date', 'code', 'choice', 'phone', 'person', 'target', 'percent', 'list, of: text', 'list, of: {x: 子}'),
    'decimals': ('text', 'date', 'target', 'code', 'list, of: text', 'list, of: {x: 子}'),
    'grouped': ('prose', 'date', 'choice', 'list, of: date'),
    'show-unit': ('text', 'year', 'phone', 'list, of: {x: 子}'),
    'pattern': ('money', 'number', 'percent', 'integer', 'year', 'date', 'choice', 'list, of: money', 'list, of: {x: 子}'),
    'open': ('text', 'money', 'list, of: text'),
    'labels': ('text', 'choice', 'list, of: {x: 子}'),
    'nested-by': ('text', 'list, of: text'),
    'of': ('text', 'money', 'date'),
}
BUSY = {
    'unit': ('money', 'number', 'integer', 'list, of: money'), 'decimals': ('money', 'percent', 'number', 'list, of: percent'),
    'grouped': ('money', 'integer'), 'show-unit': ('money', 'percent', 'list, of: number'),
    'pattern': ('text', 'prose', 'code', 'phone', 'person', 'target', 'list, of: text'), 'open': ('choice',),
    'labels': ('list, of: percent',), 'nested-by': ('list, of: {x: 子}',), 'of': ('choice',),
}
VALUES = {'unit': '万元', 'decimals': '2', 'grouped': 'true', 'show-unit': 'true', 'pattern': '"a+"', 'open': 'true', 'labels': '[一]',
          'nested-by': '[x]', 'of': '[text]'}
# Roles where nobody asks for them: fields, and the words that do nothing.
ROLES = [
    ('{a: {label: 甲, role: level1}}', ['level1']), ('{a: {label: 甲, role: [name, scoring]}}', ['scoring']),
    ('{a: {label: 甲, role: name}, b: {label: 乙, role: name}}', ['name']), ('{g: {a: {label: 甲, role: year}}}', ['year']),
    ('{g: {a: {label: 甲, role: department}, b: {label: 乙, role: department}}}', []), ('{a: {label: 甲, role: start}}', ['start']),
    ('{a: {label: 甲, type: date, role: start}}', []), ('{l: {type: list, of: {a: {label: 甲, role: code}}}}', ['code']),
    ('{l: {type: list, of: {a: {label: 甲, role: level1}, b: {label: 乙, role: name}}}}', []),
    ('{l: {type: list, of: {a: {label: 甲, role: level1}}}}', ['level1']), ('{a: {label: 甲, role: none}}', []),
    ('{l: {type: list, of: {a: {label: 甲, type: money, role: total}, b: {label: 乙, type: money, role: fiscal}}}}', []),
]
# Keys of the layout that do nothing.
LAYOUTS = [
    ('{page-break: true, style: {size: 9pt}}', ['style']), ('{page-break: false}', ['page-break']),
    ('{line: 甲, style: {hang: 1em, balanced: yes, size: 9pt}}', ['hang', 'balanced']), ('{line: 甲, style: {before: 3pt}}', []),
    ('{table: {rows: [[甲]], stub-width: 9}}', ['stub-width']),
    ('{table: {stub-width: 9, bands: [{stub: 甲, rows: [[乙]]}]}}', []),
    ('{table: {stub-width: 9, bands: [{stub: 甲, stub-width: 8, rows: [[乙]]}]}}', ['stub-width']),
    ('{table: {rows: [[{label: 甲, style: {decimals: 2, grouped: yes}}]]}}', ['decimals', 'grouped']),
    ('{table: {rows: [[{value: t, style: {decimals: 2}}]]}}', ['decimals']), ('{table: {rows: [[{value: m, style: {decimals: 2}}]]}}', []),
    ('{table: {rows: [[{value: 1 + 1, style: {decimals: 2}}]]}}', []), ('{para: 甲, style: {valign: top}}', ['valign']),
]


def run(*words, cwd):
    return subprocess.run([BIAOCE, *words], cwd=cwd, capture_output=True, timeout=60, stdin=subprocess.DEVNULL,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '0'})


class Wrong(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def write(self, name, text):
        (self.root / name).write_text(text + '\n', encoding='utf-8')

    def messages(self, *words):
        done = run(*words, '-q', '--diagnostics', 'json', cwd=self.root)
        self.assertIn(done.returncode, (0, 1, 3), done.stderr.decode())
        return [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith('{')]

    def expect(self, text, code, says, *words):
        errors = [m for m in self.messages(*words) if m['severity'] == 'error']
        self.assertEqual([m['code'] for m in errors], [code], f'{text}\n{errors}')
        self.assertIn(says, errors[0]['message'], text)
        self.assertGreater(errors[0]['line'], 0, text)

    def test_templates(self):
        schema = json.loads(run('schema', '--template', cwd=self.root).stdout)['definitions']
        constructs = {name for name in schema if not name[0].isupper()} - {'rule'}
        self.assertEqual(constructs - set(TEMPLATES) - set(OTHERS), set(), 'a construct without a mistake')
        whole = [(PLACES[place].format(X=text), code, says) for place, cases in TEMPLATES.items() for text, code, says in cases]
        for text, code, says in whole + [case for cases in OTHERS.values() for case in cases]:
            self.write('f.yaml', text)
            self.expect(text, code, says, 'lint-template', 'f.yaml')

    def test_texts_that_are_read_as_maps(self):
        def hints(text, code):
            self.write('f.yaml', text)
            errors = [m for m in self.messages('lint-template', 'f.yaml') if m['severity'] == 'error']
            self.assertEqual({m['code'] for m in errors}, {code}, f'{text}\n{errors}')
            return [m.get('hint', '') for m in errors]

        for table, code, says in SLIPS:
            text = f'form: f\nlayout: [{{table: {{{table}}}}}]'
            self.assertIn(says, hints(text, code)[0], text)
        for place, text in PLACES.items():
            if place != 'template': # the one that has its keys below each other
                self.assertIn("'a, b'", hints(text.format(X='其余部分'), 'E302')[0], place)

    def test_rules(self):
        listed = [line.split()[0] for line in run('check', '--rules', cwd=self.root).stdout.decode().splitlines()]
        with_parameters = {rule for rule in listed if b'parameters:' in run('explain', rule, cwd=self.root).stdout}
        self.assertEqual(with_parameters - set(RULES), set(), 'a rule without a mistake')
        self.assertEqual(set(RULES) - set(listed), set())
        for rule, cases in RULES.items():
            for text, code, says in cases:
                self.write('f.yaml', RULE.format(rule=rule, X=text))
                self.expect(f'{rule}: {text}', code, says, 'lint-template', 'f.yaml')

    def test_books(self):
        for construct, cases in BOOKS.items():
            for text, code, says in cases:
                parts = '' if text.startswith('parts') else '\nparts: [{blank: 1}]'
                self.write('book.yaml', f'book: 甲\n{text}{parts}')
                self.expect(f'{construct}: {text}', code, says, 'book', 'book.yaml', '-o', 'book.pdf')

    def test_fonts(self):
        for construct, cases in FONTS.items():
            for text, code, says in cases:
                self.write('fonts.yaml', text if text.startswith('roles') else 'roles: {}\n' + text)
                self.expect(f'{construct}: {text}', code, says, 'fonts', '--fonts', 'fonts.yaml')

    def test_totals_and_projects(self):
        self.write('f.yaml', 'form: f\nfields: {name: 名称, code: {label: 编码, type: code}}\nlayout: [{para: $(name)$(code)}]')
        self.write('r.yaml', '名称: 甲\n编码: A')
        for option, cases in LISTS.items():
            for text, code, says in cases:
                self.write('list.yaml', text)
                self.expect(f'{option} {text}', code, says, 'check', '-t', 'f.yaml', option, 'list.yaml', 'r.yaml')

    def idle(self, text):
        self.write('f.yaml', text)
        found = self.messages('lint-template', 'f.yaml')
        self.assertFalse([m for m in found if m['severity'] == 'error'], f'{text}\n{found}')
        return [m['message'].split('`')[1] for m in found if m['code'] == 'W348']

    def test_idle_keys_of_fields(self):
        for table, told in (IDLE, True), (BUSY, False):
            for key, types in table.items():
                for type_ in types:
                    unit = ', unit: 万元' if type_ == 'money' and key != 'unit' else ''
                    of = '' if key == 'of' else ', of: [a]' if type_ == 'choice' else ''
                    nested = type_ == 'list, of: text' and key == 'nested-by'
                    value = '[]' if nested else VALUES[key]
                    text = (f'form: f\nfields: {{a: {{label: 甲, type: {type_}{of}{unit}, {key}: {value}}}}}\n'
                            'layout: [{page-break: true}]')
                    self.assertEqual(self.idle(text), [key] if told else [], text)

    def test_idle_roles(self):
        for fields, told in ROLES:
            text = f'form: f\nfields: {fields}\nlayout: [{{page-break: true}}]'
            self.assertEqual(self.idle(text), told, text)

    def test_idle_keys_of_the_layout(self):
        for item, told in LAYOUTS:
            text = f'form: f\nfields: {{t: 甲, m: {{label: 乙, type: money}}}}\nlayout: [{item}]'
            self.assertEqual(self.idle(text), told, text)


if __name__ == '__main__':
    BIAOCE = test_author.BIAOCE = sys.argv.pop(1)
    unittest.main()
