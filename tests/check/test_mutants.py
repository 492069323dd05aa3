#!/usr/bin/env python3
"""The measure of the rules measured: mutations change what they say, and only new findings count."""
import re
import unittest

import mutants
import mutations
from mutants import Finding, news

FORMS = mutations.collection()


def finding(message, line=1, code='UNIT-MISSING', severity='warning'):
    return Finding(severity, code, message, line)


class Kinds(unittest.TestCase):
    def test_names_are_unique_within_their_table(self):
        for kinds in (mutations.MISTAKES, mutations.RIGHT):
            names = [mutants.told(mutants.Result(kind, [])) for kind in kinds]
            self.assertEqual(len(names), len(set(names)))

    def test_halves(self):
        held = [form for form in FORMS if form.held_out]
        self.assertEqual({form.family for form in held}, set(mutations.HELD_OUT))
        self.assertGreater(len(held), len(FORMS) / 3)
        told = re.search(r'Four families \((.*?)\) are', mutants.PAGE.read_text(encoding='utf-8').replace('\n', ' '))
        self.assertEqual(set(told[1].split(', ')), set(mutations.HELD_OUT))

    def test_every_kind_makes_other_records_of_known_forms(self):
        for kind in mutations.MISTAKES + mutations.RIGHT:
            for mutant in mutants.choose(kind, FORMS, {}):
                text, where = mutant.form.written(mutant.form.changed(mutant.edit.changes))
                self.assertNotEqual(text, mutant.form.own[0], kind.name)
                lines = [line for line in text.splitlines() if line not in ('}', '},', ']', '],')]
                self.assertEqual(len(where), len(lines), kind.name)

    def test_at_most_so_many_records_and_both_halves(self):
        chosen = mutants.choose(mutations.MISTAKES[0], FORMS, {})
        self.assertEqual(len(chosen), mutants.RECORDS)
        self.assertEqual(len({mutant.form.name for mutant in chosen}), mutants.RECORDS)
        self.assertEqual(sum(mutant.form.held_out for mutant in chosen), mutants.HELD_OUT_RECORDS)

    def test_a_place_with_a_finding_is_left_alone(self):
        kind = next(kind for kind in mutations.MISTAKES if kind.name == 'the total removed')
        free = {mutant.form.name: mutant.edit.place for mutant in mutants.choose(kind, FORMS, {})}
        form = next(form for form in FORMS if form.name in free and len(list(kind.make(form))) == 1)
        before = {form.name: [finding('anything', form.own[1][free[form.name]])]}
        self.assertNotIn(form.name, [mutant.form.name for mutant in mutants.choose(kind, FORMS, before)])

    def test_records_do_not_change_places(self):
        one, two, three = FORMS[:3]
        edits = ((one, two), (two, one), (three, two), (three, None))
        made = [mutants.Mutant(form, mutations.Edit({}, partner=other and other.name)) for form, other in edits]
        self.assertEqual(mutants.apart(made), [made[0], made[3]])

    def test_a_copy_shares_nothing_that_changed(self):
        form = next(form for form in FORMS if form.plan)
        path, keys, _, _ = form.plan
        before = form.at(path + (keys[0],))
        self.assertEqual(form.changed({path + (keys[0],): '7%'})[path[0]][keys[0]], '7%')
        self.assertEqual(form.at(path + (keys[0],)), before)


class News(unittest.TestCase):
    def test_what_was_there_is_no_news(self):
        old = finding('`100` has no unit')
        self.assertEqual(news([old], [finding('`100` has no unit', line=9)]), [])
        self.assertEqual(news([old], []), [])

    def test_another_place_is_news(self):
        old, new = finding('`100` has no unit'), finding('`200` has no unit', line=5)
        self.assertEqual(news([old], [old, new]), [new])
        self.assertEqual(len(news([old], [old, finding(old.message, line=5)])), 1)

    def test_the_same_in_other_words_is_not(self):
        self.assertEqual(news([finding('预算数 260 ≠ 200')], [finding('预算数 260 ≠ 190')]), [])
        self.assertEqual(news([finding('9 values have no unit')], [finding('8 values have no unit')]), [])

    def test_more_of_them_is_news(self):
        more = finding('10 values have no unit')
        self.assertEqual(news([finding('9 values have no unit')], [more]), [more])

    def test_a_finding_that_holds_for_more_places_counts_for_each(self):
        one = {'severity': 'warning', 'code': 'A', 'message': '`90%` has no sign', 'line': 5,
               'hint': 'write ≥; the same on lines 7, 9 and 2 more'}
        before = list(mutants.unfolded(one))
        self.assertEqual([found.line for found in before], [5, 7, 9, 0, 0])
        self.assertEqual(len(list(mutants.unfolded({**one, 'hint': 'the same on line 8'}))), 2)
        self.assertEqual([found.line for found in mutants.unfolded({**one, 'hint': 'write ≥; 2 more on this line; the same on line 8'})],
                         [one['line']] * 3 + [8])
        first = mutants.unfolded({**one, 'message': '`80%` has no sign', 'line': 3, 'hint': 'the same on lines 5, 7, 9 and 2 more'})
        self.assertEqual([found.line for found in news(before, list(first))], [5])
        self.assertEqual(news(before, before[:-1]), [])

    def test_notes_count_for_matters_of_taste_only(self):
        mutant = mutants.Mutant(FORMS[0], mutations.Edit({}), [finding('half-width', severity='note')])
        for taste in (False, True):
            kind = mutations.MISTAKES[0].__class__('texts', 'a kind', None, taste)
            self.assertEqual(mutants.Result(kind, [mutant]).share(), (int(taste), 1))


class Tables(unittest.TestCase):
    def test_what_is_written_is_read_again(self):
        kind = next(kind for kind in mutations.MISTAKES if '*' in kind.name)
        found = mutants.Mutant(FORMS[0], mutations.Edit({}), [finding('x')])
        result = mutants.Result(kind, [found, mutants.Mutant(FORMS[-1], mutations.Edit({}))])
        mistakes = mutants.shares_in(mutants.table_of_mistakes([result], []), 0)
        ways = mutants.shares_in(mutants.table_of_right_ways([result], []), 1)
        self.assertEqual(mistakes, {mutants.told(result): (2, 1)})
        self.assertEqual(ways, mistakes)
        self.assertEqual(mutants.compare([result], mistakes, 1), ([], []))
        found.new = []
        self.assertEqual([len(lines) for lines in mutants.compare([result], mistakes, 1)], [1, 0])
        self.assertEqual([len(lines) for lines in mutants.compare([result], mistakes, -1)], [0, 1])


if __name__ == '__main__':
    unittest.main()
