/* Units of money and of measure, as they are written behind numbers. */
#ifndef BC_BASE_UNIT_H
#define BC_BASE_UNIT_H

#include "base/decimal.h"

/* 元 per unit as a power of ten: 元 0, 万元 4, 亿元 8 (千元 3, 百万元 6); -1: not a unit of money that is 元. */
int bc_unit_money_power(bc_str unit);
/* The unit of money that is so many 元; empty: there is none. */
bc_str bc_unit_money_name(int power);
/* The number of such units as 元; false when the unit is none, or the amount does not fit. */
bool bc_unit_to_yuan(bc_decimal number, bc_str unit, bc_decimal *out);
/* Whether it is an amount of money of any currency, also for each of something: 元, 万美元, 万元/家. */
bool bc_unit_is_money(bc_str unit);
/* The unit of money at the beginning of running text, of those that are told there: its bytes, or 0. 万 and 亿 alone
 * count where no noun follows: 5万平方米 and 3亿人 are no money. */
size_t bc_unit_money_at(bc_str text, int *power);
/* The power of ten of the counting word that the unit begins with: 万 4, 百万 6, 千万 7, 亿 8; -1: none is there. */
int bc_unit_count_power(bc_str unit);
/* The unit without that word, and its power, 0: there is none; of money as 元, and of shares as %: so that values in
 * two such units can be compared. */
bc_str bc_unit_plain(bc_str unit, int *power);
/* 元 per unit of a cost as a power of ten, what it is for left aside: 元 0, 万 and 万元/辆 4; -1: no money, or that of
 * another country. */
int bc_unit_cost_power(bc_str unit);
/* %, ‰ and the words for them. */
bool bc_unit_is_percent(bc_str unit);

/* The unit of money that a text above or in a table states: behind 单位： (also 金额单位：), between whatever else
 * stands there; `beside` is the text of the next cell, for 单位： alone. Empty: it states none; *odd is then what
 * stands where one would and is none that is known, such as 万美元. */
bc_str bc_unit_stated(bc_str text, bc_str beside, bc_str *odd);

/* How many of the n characters form a unit as written behind a number (万元, 余人次, 月底); 0: none. */
size_t bc_unit_length(const uint32_t *c, size_t n);

enum { BC_MAX_UNIT_LENGTH = 8 };

#endif
