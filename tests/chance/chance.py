"""Records by chance, of any form: each field of its schema gets what its kind may hold, short and long, of many scripts."""
import re

WORDS = '经费项目资金建设管理服务提升改造工程街道社区水利教育卫生公共设施维护保障绩效目标任务完成率数量质量时效成本社会生态'
ODD = ('𠮷', '㐂', '𫖯', 'é', 'ß', 'Ω', 'ж', 'א', 'ع', '👍', '\ue123', 'ﬁ', '①', '㎡', '―', '——', '…', '“', '”', '〔2024〕', 'A&B', '<b>', '\\', '%',
       '≥90%', '50%', 'e\u0301', '한', 'カ', 'ｱ', '½', '℃', '☑', '□', '　', '\u200b', '〇', '龘', '㉑', '™', 'x²', '$100', '$(name)', '[1]', '(二)',
       '1,234.56', '"', "'", '#', '\t')
LATIN = ('Budget performance of 2025', 'Lorem ipsum dolor sit amet consectetur ' * 3, 'https://example.org/a/long/path?with=query&and=more',
         'X' * 60, '1' * 40)
AMOUNTS = (0, 1, 12.5, 1234567.89, -3, 0.01)
SHARES = ('25%', '100%', '0%', '33.3%')
LISTS, INNER = (0, 1, 2, 3, 5, 9, 30), (0, 1, 2, 4)
KIND = re.compile(r'\((\w[\w-]*)\) of the template')


class Maker:
    """Records of the form of that schema, by this source of chance."""

    def __init__(self, schema, chance):
        self.definitions = schema['definitions']
        self.chance = chance

    def record(self):
        return self.of_object(self.definitions['record'], LISTS)

    def words(self, least, most):
        return ''.join(self.chance.choices(WORDS, k=self.chance.randrange(least, most)))

    def text(self):
        kinds = (lambda: '无', lambda: self.words(1, 12), lambda: self.words(2, 30),
                 lambda: '，'.join(self.words(3, 18) for _ in range(self.chance.randrange(1, 6))) + '。',
                 lambda: '\n'.join(f'{i + 1}.{self.words(5, 60)}；' for i in range(self.chance.randrange(2, 6))),
                 lambda: ''.join(self.words(10, 40) + '。' for _ in range(self.chance.randrange(10, 60))),
                 lambda: ''.join(self.chance.choice((self.words(1, 5), self.chance.choice(ODD))) for _ in range(self.chance.randrange(2, 14))),
                 lambda: self.chance.choice(LATIN))
        return self.chance.choices(kinds, (4, 35, 10, 20, 10, 5, 12, 4))[0]()

    def amount(self):
        return self.chance.choice((*AMOUNTS, self.chance.randrange(10 ** 6) / 100))

    def value(self, schema, lengths):
        if isinstance(schema, dict) and '$ref' in schema:
            schema = self.definitions[schema['$ref'].rpartition('/')[2]]
        if schema is True:
            return self.text()
        for branch in (schema, *schema.get('anyOf', ())):
            if 'enum' in branch:
                return self.chance.choice(branch['enum'])
        kind = KIND.search(schema.get('description', ''))
        kind = kind[1] if kind else None
        if kind not in ('integer', 'date', 'year') and 'number' in schema.get('type', ()):  # amounts, plans: words are not
            return self.amount()
        if kind == 'list':
            array = next(branch for branch in schema['anyOf'] if branch.get('type') == 'array')
            element = array['items'].get('anyOf', [array['items']])[0]
            return [self.value(element, INNER) for _ in range(min(self.chance.choice(lengths), array.get('maxItems', LISTS[-1])))]
        for branch in (schema, *schema.get('anyOf', ())):
            if 'properties' in branch and kind in (None, 'group'):
                return self.of_object(branch, lengths)
        return {'money': self.amount, 'number': lambda: self.chance.randrange(1000), 'integer': lambda: self.chance.randrange(1000),
                'percent': lambda: self.chance.choice(SHARES),
                'date': lambda: self.chance.choice(('2025-03-01', '2024-12', '2025年6月')),
                'year': lambda: 2025, 'bool': lambda: self.chance.random() < 0.5}.get(kind, self.text)()

    def of_object(self, schema, lengths):
        """Each field under its first name; those of groups within them alone."""
        made, seen = {}, set()
        for name, of in schema['properties'].items():
            where = of.get('$ref') if isinstance(of, dict) else None
            if where is None or where in seen:
                continue
            seen.add(where)
            made[name] = self.value(of, lengths)
        inside = {name for value in made.values() if isinstance(value, dict) for name in value}
        return {name: value for name, value in made.items() if name not in inside or isinstance(value, dict)}
