"""Records with one mistake each, and right ways of writing, to measure the rules with: a module for each group."""
from . import (amounts, plans, dates, directions, units, names, codes, texts, lists, sentences, slips, review, desk,
               sample, writings)  # each adds its kinds
from .forms import HELD_OUT, REMOVE, collection
from .kinds import MISTAKES, RIGHT, Edit

GROUPS = (amounts, plans, dates, directions, units, names, codes, texts, lists, sentences, slips, review, desk, sample, writings)
__all__ = ['GROUPS', 'HELD_OUT', 'MISTAKES', 'REMOVE', 'RIGHT', 'Edit', 'collection']
