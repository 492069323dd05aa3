// Every workbook of a folder, read and written again by exceljs: node exceljs.js FROM TO
const fs = require('fs');
const path = require('path');
const ExcelJS = require('exceljs');

(async () => {
  const [from, to] = process.argv.slice(2);
  for (const name of fs.readdirSync(from).sort()) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path.join(from, name));
    await book.xlsx.writeFile(path.join(to, name));
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
