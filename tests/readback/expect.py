"""What a printed form has to show: a grid of cells, rows and columns counted from 0. published.py makes one of a record."""
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1
    kind: str = 'text'  # or money, percent: a number in XLSX
    repeats: bool = False  # a label that is printed again where its table goes on


@dataclass(frozen=True)
class Expected:
    title: str
    columns: int
    cells: list
    around: list = field(default_factory=list)  # what stands above and below the table besides
    free: bool = False  # bands have columns of their own, as their texts ask: cells stand in order, not on one grid


def normal(text):
    """Text without what line breaking and alignment add or take."""
    return re.sub(r'[\s\u200b\u3000]', '', str(text))


def as_text(value):
    return '' if value is None else str(value)


def with_equal_zeros(text):
    """Amounts of a column are printed with as many decimals as the one that has most."""
    return re.sub(r'^(\d+)\.(\d*?)0+(?=\D*$)', lambda m: f'{m[1]}.{m[2]}'.rstrip('.'), text)


def same_value(cell, shown):
    """Whether `shown` is what the cell has to show. A share may be printed with or without its %."""
    wanted, shown = normal(cell.text), normal(shown)
    if cell.kind == 'percent':
        return wanted.rstrip('%％') == shown.rstrip('%％')
    if cell.kind == 'money':
        wanted, shown = (with_equal_zeros(text.replace(',', '')) for text in (wanted, shown))
    return wanted == shown

