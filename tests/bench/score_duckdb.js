// The part of score.sh that DuckDB plays: responses a student and a question, counted from a
// file, wall and processor time of the query in milliseconds, the median of the rounds.
//   score_duckdb.js THREADS ROUNDS csv|wide|json FILE
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
  const [threads, rounds, kind, file] = process.argv.slice(2);
  const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
  const table = {
    csv: `read_csv('${file}')`,
    wide: `(UNPIVOT (FROM read_csv('${file}')) ON COLUMNS(* EXCLUDE student) INTO NAME question VALUE answer)`,
    json: `read_json('${file}', format = 'newline_delimited')`,
  }[kind];
  const walls = [], cpus = [];
  for (let round = 0; round < Number(rounds); round++) {
    const before = process.cpuUsage(), start = process.hrtime.bigint();
    await connection.run(`CREATE OR REPLACE TABLE n AS SELECT student, question, count(*) AS n
      FROM ${table} GROUP BY GROUPING SETS ((student), (question))`);
    walls.push(Number(process.hrtime.bigint() - start) / 1e6);
    const used = process.cpuUsage(before);
    cpus.push((used.user + used.system) / 1e3);
  }
  const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
  console.log(median(walls).toFixed(1), median(cpus).toFixed(1));
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
