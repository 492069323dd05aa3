"""The list of kinds: a mutation is a function that gives, for a form, the changes {path: value} that it may make."""
import re
import zlib
from dataclasses import dataclass, field


@dataclass
class Kind:
    group: str
    name: str
    make: callable
    taste: bool = False  # a matter of taste: a note is enough


@dataclass
class Edit:
    changes: dict
    partner: str = None  # a record that this one takes something from, and that a finding may stand in
    source: tuple = ()  # paths of what is copied, which has to be free of findings too
    place: tuple = field(init=False)

    def __post_init__(self):
        self.place = next(iter(self.changes), None)


MISTAKES, RIGHT = [], []


def mistake(group, name, taste=False):
    def keep(function):
        MISTAKES.append(Kind(group, name, function, taste))
        return function
    return keep


def right(group, name):
    """A right way of writing the same: nothing may be found."""
    def keep(function):
        RIGHT.append(Kind(group, name, function))
        return function
    return keep


def one_of(form, *choices):
    """One of several spellings, always the same for a record."""
    return choices[zlib.crc32(form.name.encode()) % len(choices)]


def swapped(digits):
    """These digits with the first two neighbours swapped that differ; None when all are alike."""
    for found in re.finditer(r'(?=(\d)(\d))', digits):
        at = found.start()
        if found[1] != found[2] and not (at == 0 and found[2] == '0'):
            return digits[:at] + found[2] + found[1] + digits[at + 2:]
    return None


def shorter(digits):
    """These digits without the second one, or without the last of two; None for one alone."""
    whole = digits.split('.')[0].replace(',', '')
    return digits.replace(whole, whole[0] + whole[2:]) if len(whole) > 1 and ',' not in digits else None
