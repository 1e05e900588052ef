// The part of decide-many.sh that DuckDB plays: ten times the rows of SQLite's, one thread, processor
// time of the whole process around each query; the sum over as many rows as SQLite had must agree.
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
  const rows = 10 * Number(process.env.ROWS);
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(process.env.CREATE);
  const first = await connection.runAndReadAll(
    `SELECT sum(${process.env.CASE}) FROM (SELECT * FROM t LIMIT ${process.env.ROWS})`);
  if (String(first.getRows()[0][0]) !== process.env.SUM) {
    throw new Error(`DuckDB says ${first.getRows()[0][0]}, SQLite ${process.env.SUM}`);
  }
  const times = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    await connection.runAndReadAll(`SELECT sum(${process.env.CASE}) FROM t`);
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1e6);
  }
  times.sort((a, b) => a - b);
  const rate = (time) => (rows / time / 1e9).toFixed(4).padStart(8);
  console.log(`DuckDB, CASE, 11 facts, ${rows} cases (10^9 a second):`);
  console.log(`${rate(times[2])}  (${rate(times[4]).trim()} to ${rate(times[0]).trim()})`);
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
