/* Small CSV texts, and what comes of them: of each row line/fields, of each cell its column, place+length (q: quoted)
 * and text; messages as people see them. */
/* clang-format off */
static const csv_case CASES[] = {
    { .what = "empty",
      .bytes = BYTES(""),
      .rows = "" },
    { .what = "only a mark",
      .bytes = BYTES("\xef\xbb\xbf"),
      .rows = "" },
    { .what = "lines end in LF",
      .bytes = BYTES("a,b\n1,2\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n" },
    { .what = "in CRLF",
      .bytes = BYTES("a,b\r\n1,2\r\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n" },
    { .what = "in CR",
      .bytes = BYTES("a,b\r1,2\r"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n" },
    { .what = "in all of them, the last not at all",
      .bytes = BYTES("a,b\r\n1,2\n3,4\r5,6\r\n\r\n7,8"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n"
      "3/2 [1 3:1+1 3] [2 3:3+1 4]\n"
      "4/2 [1 4:1+1 5] [2 4:3+1 6]\n"
      "6/2 [1 6:1+1 7] [2 6:3+1 8]\n" },
    { .what = "blank lines and rows of empty fields",
      .bytes = BYTES("\n\na,b\n  \n,\n \t,\"\"\n\r\n,1\n"),
      .rows = "3/2 [1 3:1+1 a] [2 3:3+1 b]\n"
      "8/2 [2 8:2+1 1]\n" },
    { .what = "numbers as they are written",
      .bytes = BYTES("a,b,c\n 1,200 ,0012,1.50\n"),
      .rows = "1/1 [1 1:1+5 a,b,c]\n"
      "2/1 [1 2:2+16 1,200 ,0012,1.50]\n", .separator = ";" },
    { .what = "numbers as text",
      .bytes = BYTES("数,b\n-1.50,1e3\n+3,.5\n"),
      .rows = "1/2 [1 1:1+1 数] [2 1:3+1 b]\n"
      "2/2 [1 2:1+5 -1.50] [2 2:7+3 1e3]\n"
      "3/2 [1 3:1+2 +3] [2 3:4+2 .5]\n" },
    { .what = "rows of other lengths",
      .bytes = BYTES("a,b,c\n1,2\n1,2,3,\n1,2,3,4\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n"
      "3/4 [1 3:1+1 1] [2 3:3+1 2] [3 3:5+1 3]\n"
      "4/4 [1 4:1+1 1] [2 4:3+1 2] [3 4:5+1 3] [4 4:7+1 4]\n" },
    { .what = "blanks, ideographic ones too",
      .bytes = BYTES("a , b,\xe3\x80\x80甲 乙\xe3\x80\x80\n  x\t,\t y,\xe3\x80\x80 z\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:5+1 b] [3 1:8+3 甲 乙]\n"
      "2/3 [1 2:3+1 x] [2 2:8+1 y] [3 2:12+1 z]\n" },
    { .what = "quoted",
      .bytes = BYTES("a,b\n\"1,2\",\"x\"\"y\"\n \"c\" ,\"  d \"\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+5q 1,2] [2 2:7+6q x\"y]\n"
      "3/2 [1 3:2+3q c] [2 3:7+6q d]\n" },
    { .what = "quoted line breaks",
      .bytes = BYTES("a,b,c\n\"甲\n乙\",\"丙\r\n丁\",\"戊\r己\"\n1,2,3\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c]\n"
      "2/3 [1 2:1+2q 甲\n"
      "乙] [2 3:4+2q 丙\n"
      "丁] [3 4:4+2q 戊\n"
      "己]\n"
      "6/3 [1 6:1+1 1] [2 6:3+1 2] [3 6:5+1 3]\n" },
    { .what = "a quoted line break at the beginning",
      .bytes = BYTES("a,b\n\"\r\n甲\",1\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1q 甲] [2 3:4+1 1]\n" },
    { .what = "text that looks like a formula",
      .bytes = BYTES("a,b\n=\"0012\",\"=\"\"0013\"\"\"\n=\"a,b\",=1+1\n=\"\",=\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+7q 0012] [2 2:9+11q 0013]\n"
      "3/2 [1 3:1+6q a,b] [2 3:8+4 =1+1]\n"
      "4/2 [2 4:5+1 =]\n" },
    { .what = "tabs before codes",
      .bytes = BYTES("a,b,c\n\t0012,\"\t0013\",\t\"0014\"\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c]\n"
      "2/3 [1 2:2+4 0012] [2 2:7+7q 0013] [3 2:16+6q 0014]\n" },
    { .what = "apostrophes",
      .bytes = BYTES("a,b,c,d\n\x27" "0012,\x27=1+1,it\x27s,\x27\x27\x27" "7\n\x27甲,\x27-1,\x27,\"\x27@\"\n"),
      .rows = "1/4 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c] [4 1:7+1 d]\n"
      "2/4 [1 2:1+5q 0012] [2 2:7+5q =1+1] [3 2:13+4 it's] [4 2:18+4q ''7]\n"
      "3/4 [1 3:1+2 '甲] [2 3:4+3q -1] [3 3:8+1 '] [4 3:10+4q @]\n" },
    { .what = "semicolons",
      .bytes = BYTES("编码;金额\n1;1,5\n2;2,5\n"),
      .rows = "1/2 [1 1:1+2 编码] [2 1:4+2 金额]\n"
      "2/2 [1 2:1+1 1] [2 2:3+3 1,5]\n"
      "3/2 [1 3:1+1 2] [2 3:3+3 2,5]\n" },
    { .what = "tabs",
      .bytes = BYTES("编码\t金额\n1\t1,5\n2\t2,5\n"),
      .rows = "1/2 [1 1:1+2 编码] [2 1:4+2 金额]\n"
      "2/2 [1 2:1+1 1] [2 2:3+3 1,5]\n"
      "3/2 [1 3:1+1 2] [2 3:3+3 2,5]\n" },
    { .what = "bars",
      .bytes = BYTES("a|b|c\n1,5|2|x;y\n1,6|3|x;y\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c]\n"
      "2/3 [1 2:1+3 1,5] [2 2:5+1 2] [3 2:7+3 x;y]\n"
      "3/3 [1 3:1+3 1,6] [2 3:5+1 3] [3 3:7+3 x;y]\n" },
    { .what = "titles above the head",
      .bytes = BYTES("2026年预算项目表\n单位：万元;制表：甲\na,b,c\n1,2,3\n4,5,6\n7,8,\"9;9\"\n"),
      .rows = "1/1 [1 1:1+10 2026年预算项目表]\n"
      "2/1 [1 2:1+10 单位：万元;制表：甲]\n"
      "3/3 [1 3:1+1 a] [2 3:3+1 b] [3 3:5+1 c]\n"
      "4/3 [1 4:1+1 1] [2 4:3+1 2] [3 4:5+1 3]\n"
      "5/3 [1 5:1+1 4] [2 5:3+1 5] [3 5:5+1 6]\n"
      "6/3 [1 6:1+1 7] [2 6:3+1 8] [3 6:5+5q 9;9]\n" },
    { .what = "tabs before all fields",
      .bytes = BYTES("\t编码,\t金额\n\t001,\t2\n\t003,\t4\n"),
      .rows = "1/2 [1 1:2+2 编码] [2 1:6+2 金额]\n"
      "2/2 [1 2:2+3 001] [2 2:7+1 2]\n"
      "3/2 [1 3:2+3 003] [2 3:7+1 4]\n" },
    { .what = "tabs behind all fields",
      .bytes = BYTES("编码\t;金额\t\n001\t;2\t\n"),
      .rows = "1/2 [1 1:1+2 编码] [2 1:5+2 金额]\n"
      "2/2 [1 2:1+3 001] [2 2:6+1 2]\n" },
    { .what = "tabs between, the first field empty",
      .bytes = BYTES("\t编码\t金额\n\t001\t1,5\n"),
      .rows = "1/3 [2 1:2+2 编码] [3 1:5+2 金额]\n"
      "2/3 [2 2:2+3 001] [3 2:6+3 1,5]\n" },
    { .what = "one column",
      .bytes = BYTES("a\nb c\n"),
      .rows = "1/1 [1 1:1+1 a]\n"
      "2/1 [1 2:1+3 b c]\n" },
    { .what = "one column that is called .tsv",
      .bytes = BYTES("a\n1,5\n2,6\n"),
      .rows = "1/1 [1 1:1+1 a]\n"
      "2/1 [1 2:1+3 1,5]\n"
      "3/1 [1 3:1+3 2,6]\n", .name = "x.tsv" },
    { .what = "a line that names the separator",
      .bytes = BYTES("sep=;\r\na,b;c\r\n"),
      .rows = "2/2 [1 2:1+3 a,b] [2 2:5+1 c]\n" },
    { .what = "the same in quotation marks",
      .bytes = BYTES("\"SEP=|\"\na,b|c\n"),
      .rows = "2/2 [1 2:1+3 a,b] [2 2:5+1 c]\n" },
    { .what = "the same with a tab, without its end",
      .bytes = BYTES("sep=\t"),
      .rows = "" },
    { .what = "a head that begins alike",
      .bytes = BYTES("sep=,x,b\n1,2,3\n"),
      .rows = "1/3 [1 1:1+4 sep=] [2 1:6+1 x] [3 1:8+1 b]\n"
      "2/3 [1 2:1+1 1] [2 2:3+1 2] [3 2:5+1 3]\n" },
    { .what = "a separator that is given",
      .bytes = BYTES("sep=;\na;b,c\n"),
      .rows = "2/2 [1 2:1+3 a;b] [2 2:5+1 c]\n", .separator = "," },
    { .what = "a tab by name",
      .bytes = BYTES("a,b\tc\n"),
      .rows = "1/2 [1 1:1+3 a,b] [2 1:5+1 c]\n", .separator = "tab" },
    { .what = "a separator of several bytes",
      .bytes = BYTES("甲，乙；丙，丁\n\"戊，\" ，己！\n"),
      .rows = "1/3 [1 1:1+1 甲] [2 1:3+3 乙；丙] [3 1:7+1 丁]\n"
      "2/2 [1 2:1+4q 戊，] [2 2:7+2 己！]\n", .separator = "，" },
    { .what = "no separator",
      .bytes = BYTES("a"),
      .rows = "x.csv: error: “ab” cannot separate fields [E707]\n", .separator = "ab" },
    { .what = "a quotation mark for a separator",
      .bytes = BYTES("a"),
      .rows = "x.csv: error: “\"” cannot separate fields [E707]\n", .separator = "\"" },
    { .what = "UTF-8 with two marks",
      .bytes = BYTES("\xef\xbb\xbf\xef\xbb\xbf\"编码\",b\n"),
      .rows = "1/2 [1 1:1+4q 编码] [2 1:6+1 b]\n" },
    { .what = "UTF-16LE with tabs",
      .bytes = BYTES("\xff\xfe" "a\0\t\0\x2d\x4e\r\0\n\0" "1\0\t\0\"\0\t\0\"\0\r\0\n\0"),
      .rows = "x.csv: note: the file was read as UTF-16LE and converted to UTF-8 [N101]\n"
      "1/2 [1 1:1+1 a] [2 1:3+1 中]\n"
      "2/2 [1 2:1+1 1]\n" },
    { .what = "UTF-16BE",
      .bytes = BYTES("\xfe\xff" "\0a\0,\x4e\x2d"),
      .rows = "x.csv: note: the file was read as UTF-16BE and converted to UTF-8 [N101]\n"
      "1/2 [1 1:1+1 a] [2 1:3+1 中]\n" },
    { .what = "UTF-16LE that is told",
      .bytes = BYTES("\x2d\x4e,\0a\0"),
      .rows = "1/2 [1 1:1+1 中] [2 1:3+1 a]\n", .encoding = "utf-16" },
    { .what = "a pair of UTF-16, told in another way",
      .bytes = BYTES("\x42\xd8\xb7\xdf,\0a\0"),
      .rows = "1/2 [1 1:1+1 𠮷] [2 1:3+1 a]\n", .encoding = "UTF-16LE" },
    { .what = "UTF-16 that is cut",
      .bytes = BYTES("\xff\xfe" "a\0\n\0b\0\x42\xd8"),
      .rows = "x.csv:2:2: error: what follows here is not valid UTF-16LE [E701]\n"
      "    b\n"
      "     ^\n" },
    { .what = "GB 18030",
      .bytes = BYTES("\xb1\xe0\xc2\xeb,a\r\n\x95\x32\x90\x33,\"b\n\xb1\xed\"\r\n"),
      .rows = "x.csv: note: the file was read as GB 18030 and converted to UTF-8 [N101]\n"
      "1/2 [1 1:1+2 编码] [2 1:4+1 a]\n"
      "2/2 [1 2:1+1 𠂉] [2 2:3+2q b\n"
      "表]\n" },
    { .what = "GB 18030 with a control character",
      .bytes = BYTES("\xb1\xe0\xc2\xeb\xb1\xe0\xc2\xeb\xb1\xe0\xc2\xeb,a,b,c\r\n1,2,3,4\r\n1,2\x0b,3,4\r\n"),
      .rows = "x.csv: note: the file was read as GB 18030 and converted to UTF-8 [N101]\n"
      "1/4 [1 1:1+6 编码编码编码] [2 1:8+1 a] [3 1:10+1 b] [4 1:12+1 c]\n"
      "2/4 [1 2:1+1 1] [2 2:3+1 2] [3 2:5+1 3] [4 2:7+1 4]\n"
      "x.csv:3:4: error: the invisible character U+000B cannot stand in a table [E706]\n"
      "    1,2�,3,4\n"
      "       ^\n"
      "3/0 broken\n" },
    { .what = "GBK that is told",
      .bytes = BYTES("a,\xb1\xed\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 表]\n", .encoding = "gbk" },
    { .what = "Big5",
      .bytes = BYTES("a,\xa4\xa4\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 中]\n", .encoding = "big5" },
    { .what = "a mark knows better",
      .bytes = BYTES("\xef\xbb\xbf编码,a\n"),
      .rows = "1/2 [1 1:1+2 编码] [2 1:4+1 a]\n", .encoding = "gb18030" },
    { .what = "an encoding that there is not",
      .bytes = BYTES("a"),
      .rows = "x.csv: error: the encoding utf-9 is not known [E700]\n", .encoding = "utf-9" },
    { .what = "not what is told",
      .bytes = BYTES("a,b\n1,\xb1\xed\n"),
      .rows = "x.csv:2:3: error: the byte 0xB1 is not valid UTF-8 [E701]\n"
      "    1,\n"
      "      ^\n", .encoding = "utf-8" },
    { .what = "not GB 18030, as is told",
      .bytes = BYTES("a,b\n1,\xff\n"),
      .rows = "x.csv:2:3: error: what follows here is not valid GB 18030 [E701]\n"
      "    1,\n"
      "      ^\n", .encoding = "gb2312" },
    { .what = "damaged UTF-8",
      .bytes = BYTES("编码,名称\n1,\"项\xff目\"\n2,3\n"),
      .rows = "x.csv:2:5: error: the byte 0xFF is not valid UTF-8 [E701]\n"
      "    1,\"项\n"
      "         ^\n" },
    { .what = "UTF-8 cut short",
      .bytes = BYTES("编码,名称\n1,项目\xe7\xa7"),
      .rows = "x.csv:2:5: error: the byte 0xE7 is not valid UTF-8 [E701]\n"
      "    1,项目\n"
      "          ^\n" },
    { .what = "neither UTF-8 nor GB 18030",
      .bytes = BYTES("a,b\n\xff,\xff\n"),
      .rows = "x.csv:2:1: error: the byte 0xFF is not valid UTF-8 [E701]\n" },
    { .what = "a NUL byte",
      .bytes = BYTES("a,b\n1,\0\n"),
      .rows = "x.csv:2:3: error: this is not a text file: it holds a NUL byte [E102]\n"
      "    1,\n"
      "      ^\n" },
    { .what = "the end that DOS wrote",
      .bytes = BYTES("a,b\r\n1,2\r\n\x1a"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "2/2 [1 2:1+1 1] [2 2:3+1 2]\n" },
    { .what = "the same in a row",
      .bytes = BYTES("a,b\n1,\x1a" "2\n3,4\x1a\x1a"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:3: error: the invisible character U+001A cannot stand in a table [E706]\n"
      "    1,�2\n"
      "      ^\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 3] [2 3:3+1 4]\n" },
    { .what = "a quotation mark in a field",
      .bytes = BYTES("a,b\n1,5\" 管\n2,3\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:4: error: a quotation mark stands in a field that does not begin with one [E702]\n"
      "    1,5\" 管\n"
      "       ^\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 3]\n" },
    { .what = "a quoted word in a field",
      .bytes = BYTES("a,b\n1,关于\"十四五\"规划\n2,3\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:5: error: a quotation mark stands in a field that does not begin with one [E702]\n"
      "    1,关于\"十四五\"规划\n"
      "          ^\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 3]\n" },
    { .what = "text behind a quoted field",
      .bytes = BYTES("a,b\n1,\"十四五\"规划,3\n2,3\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:8: error: text stands behind the closing quotation mark [E703]\n"
      "    1,\"十四五\"规划,3\n"
      "              ^~\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 3]\n" },
    { .what = "a quotation mark in a quoted field",
      .bytes = BYTES("a,b\n1,\"关于\"十四五\"规划\"\n2,3\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:7: error: text stands behind the closing quotation mark [E703]\n"
      "    1,\"关于\"十四五\"规划\"\n"
      "            ^~\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 3]\n" },
    { .what = "closed some lines later",
      .bytes = BYTES("a,b\n1,\"甲\n2,乙\n3,\"丙\"\n4,丁\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:3: error: the quotation mark that opens here is closed in line 4, where text follows it [E703]\n"
      "    1,\"甲\n"
      "      ^\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 乙]\n"
      "4/2 [1 4:1+1 3] [2 4:3+3q 丙]\n"
      "5/2 [1 5:1+1 4] [2 5:3+1 丁]\n" },
    { .what = "never closed",
      .bytes = BYTES("a,b\n1,\"甲\n2,乙\n3,丙\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:3: error: the quotation mark that opens here is never closed [E704]\n"
      "    1,\"甲\n"
      "      ^\n"
      "2/0 broken\n"
      "3/2 [1 3:1+1 2] [2 3:3+1 乙]\n"
      "4/2 [1 4:1+1 3] [2 4:3+1 丙]\n" },
    { .what = "never closed, after a row of several lines",
      .bytes = BYTES("a,b\n\"1\n2\",\"甲\n3,丙\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:3:4: error: the quotation mark that opens here is never closed [E704]\n"
      "    2\",\"甲\n"
      "       ^\n"
      "2/0 broken\n"
      "4/2 [1 4:1+1 3] [2 4:3+1 丙]\n" },
    { .what = "a quotation mark alone",
      .bytes = BYTES("\""),
      .rows = "x.csv:1:1: error: the quotation mark that opens here is never closed [E704]\n"
      "    \"\n"
      "    ^\n"
      "1/0 broken\n" },
    { .what = "broken in a later line of the row",
      .bytes = BYTES("a,b,c\n\"1\n2\",x\"y,3\n4,5,6\n"),
      .rows = "1/3 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+1 c]\n"
      "x.csv:3:5: error: a quotation mark stands in a field that does not begin with one [E702]\n"
      "    2\",x\"y,3\n"
      "        ^\n"
      "2/0 broken\n"
      "4/3 [1 4:1+1 4] [2 4:3+1 5] [3 4:5+1 6]\n" },
    { .what = "a control character, in a row of several lines",
      .bytes = BYTES("a,b\n\"1\x07\n2\",\"甲\n乙\"\n3,丙\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:3: error: the invisible character U+0007 cannot stand in a table [E706]\n"
      "    \"1�\n"
      "      ^\n"
      "2/0 broken\n"
      "5/2 [1 5:1+1 3] [2 5:3+1 丙]\n" },
    { .what = "characters that nobody sees",
      .bytes = BYTES("a,b\n1\xc2\x85,2\n\xef\xbb\xbf" "3,4\n5,·，：\n6,\x7f\n"),
      .rows = "1/2 [1 1:1+1 a] [2 1:3+1 b]\n"
      "x.csv:2:2: error: the invisible character U+0085 cannot stand in a table [E706]\n"
      "    1�,2\n"
      "     ^\n"
      "2/0 broken\n"
      "x.csv:3:1: error: the invisible character U+FEFF cannot stand in a table [E706]\n"
      "    �3,4\n"
      "    ^\n"
      "3/0 broken\n"
      "4/2 [1 4:1+1 5] [2 4:3+3 ·，：]\n"
      "x.csv:5:3: error: the invisible character U+007F cannot stand in a table [E706]\n"
      "    6,�\n"
      "      ^\n"
      "5/0 broken\n" },
    { .what = "tabs around quotation marks, with tabs between",
      .bytes = BYTES("a\tb\t\"c\"\t\td\n1\t\"2\"\t 3\t\t4\n"),
      .rows = "1/5 [1 1:1+1 a] [2 1:3+1 b] [3 1:5+3q c] [5 1:10+1 d]\n"
      "2/5 [1 2:1+1 1] [2 2:3+3q 2] [3 2:8+1 3] [5 2:11+1 4]\n" },
};
