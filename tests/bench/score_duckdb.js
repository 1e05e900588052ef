// The part of score.sh that DuckDB plays: responses a student and a question, counted from a file; the
// query's wall and processor time in milliseconds become a line more of the file TIMES.
//   score_duckdb.js THREADS csv|wide|json FILE TIMES
const { appendFileSync } = require('node:fs');
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
  const [threads, kind, file, times] = process.argv.slice(2);
  const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
  const table = {
    csv: `read_csv('${file}')`,
    wide: `(UNPIVOT (FROM read_csv('${file}')) ON COLUMNS(* EXCLUDE student) INTO NAME question VALUE answer)`,
    json: `read_json('${file}', format = 'newline_delimited')`,
  }[kind];
  const before = process.cpuUsage(), start = process.hrtime.bigint();
  await connection.run(`CREATE TABLE n AS SELECT student, question, count(*) AS n
    FROM ${table} GROUP BY GROUPING SETS ((student), (question))`);
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const used = process.cpuUsage(before);
  appendFileSync(times, `${wall.toFixed(1)} ${((used.user + used.system) / 1e3).toFixed(1)}\n`);
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
