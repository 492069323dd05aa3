// exceljs.xlsx, sheetjs.xlsx and sheetjs.ods of this folder: npm install exceljs@4.4.0 xlsx@0.18.5; node make.js
const E = require('exceljs'), X = require('xlsx');
const day = new Date(Date.UTC(2026, 2, 1)), morning = new Date(Date.UTC(2026, 2, 1, 8, 30));

async function exceljs() {
    const book = new E.Workbook(), sheet = book.addWorksheet('表 一');
    sheet.addRow(['项目', 0.1 + 0.2, day, true, {formula: 'B1*2', result: 0.6}, {formula: 'B1*3'}, {error: '#N/A'}]);
    sheet.addRow([{richText: [{text: '富'}, {font: {bold: true}, text: '文本'}]}, 0.85, 123, {text: '链接', hyperlink: 'http://a'},
        1.30271e20, morning]);
    for (const [place, format] of [['B2', '0%'], ['C2', '000000'], ['C1', 'yyyy-mm-dd'], ['F2', 'yyyy/m/d h:mm']])
        sheet.getCell(place).numFmt = format;
    sheet.mergeCells('A4:C5');
    sheet.getCell('A4').value = '合并';
    sheet.getRow(2).hidden = true;
    sheet.addTable({name: '清单', ref: 'A8', headerRow: true, columns: [{name: '甲'}, {name: '乙'}], rows: [['x', 1], ['y', 2]]});
    book.addWorksheet('隐').state = 'veryHidden';
    book.definedNames.add("'表 一'!$A$1:$B$2", '区域');
    await book.xlsx.writeFile('exceljs.xlsx');
}

function sheetjs() {
    const book = X.utils.book_new();
    const sheet = X.utils.aoa_to_sheet([['项目', 0.1 + 0.2, day, true, null, '  x '],
        [{t: 'n', v: 0.85, z: '0%'}, {t: 'n', v: 123, z: '000000'}, {t: 'e', v: 42}, {t: 'n', v: 5, f: '2+3'}]], {cellDates: true});
    sheet['!merges'] = [{s: {r: 3, c: 0}, e: {r: 4, c: 2}}];
    sheet.A4 = {t: 's', v: '合并'};
    sheet['!ref'] = 'A1:G9';
    sheet['!rows'] = [{}, {hidden: true}];
    X.utils.book_append_sheet(book, sheet, '表');
    for (const kind of ['xlsx', 'ods'])
        X.writeFile(book, 'sheetjs.' + kind, {bookType: kind, cellDates: true});
}

exceljs();
sheetjs();
