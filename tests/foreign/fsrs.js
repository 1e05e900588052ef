// fsrs.js make SEED CARDS: review logs, one card a line.
// fsrs.js check RETENTION LOGS REPLAYED: does ts-fsrs, fuzz off, find the same?
//
// The interval is stability times the modifier, rounded, from 1 to 36500 days.  ts-fsrs as a scheduler
// also pushes intervals apart (Good a day after Hard, Easy a day after Good), but no state depends on it;
// so what its algorithm says is compared, and its scheduler only where it pushed nothing.
'use strict';
const fs = require('fs');
const { createEmptyCard, fsrs, Rating } = require('ts-fsrs');

// mulberry32: a small generator that every version of node has the same numbers from.
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function make(seed, cards) {
  const next = chance(seed);
  const below = (n) => Math.floor(next() * n);
  for (let c = 0; c < cards; c++) {
    const reviews = [];
    const many = 1 + below(30);
    // Of each card another temper: forgetful, steady, crammed, rarely seen.
    const ratings = [[1, 1, 2, 3], [3, 3, 3, 4], [1, 2, 3, 4], [3], [2], [4], [1]][below(7)];
    const span = [1, 3, 30, 400, 5000][below(5)];
    for (let i = 0; i < many; i++) {
      reviews.push({ delta: i === 0 || next() < 0.2 ? 0 : below(span) + (next() < 0.9 ? 1 : 0),
                     rating: ratings[below(ratings.length)] });
    }
    console.log(JSON.stringify({ card: `card ${seed}-${c}`, reviews }));
  }
}

let faults = 0;
function fault(what, got, want) {
  if (faults++ < 20) console.log(`${what}: got ${got}, want ${want}`);
}
function close(what, got, want) {
  if (!(Math.abs(got - want) <= 1e-6 * Math.max(1, Math.abs(want)))) fault(what, got, want);
}

function check(retention, logs, replayed) {
  const f = fsrs({ enable_fuzz: false, learning_steps: [], relearning_steps: [],
                   request_retention: retention });
  const lines = (file) => fs.readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
  const [wanted, got] = [lines(logs), lines(replayed)];
  let reviews = 0;
  let scheduled = 0;
  if (got.length !== wanted.length) fault('lines', got.length, wanted.length);
  wanted.forEach((log, n) => {
    let state = null;
    let now = new Date(Date.UTC(2000, 0, 1, 12));
    let card = createEmptyCard(now);
    if (got[n].card !== log.card) fault('card', got[n].card, log.card);
    if (got[n].reviews.length !== log.reviews.length) fault(log.card, 'other reviews', 'as many');
    log.reviews.forEach((review, i) => {
      const ours = got[n].reviews[i];
      const where = `${log.card}, review ${i + 1}`;
      const r = i === 0 ? null : f.forgetting_curve(review.delta, state.stability);
      state = f.next_state(state, i === 0 ? 0 : review.delta, review.rating);
      if (ours.delta !== review.delta || ours.rating !== review.rating) fault(where, 'another', 'it');
      close(`${where}: stability`, ours.stability, state.stability);
      close(`${where}: difficulty`, ours.difficulty, state.difficulty);
      if (r === null ? ours.r !== null : false) fault(`${where}: r`, ours.r, r);
      if (r !== null) close(`${where}: r`, ours.r, r);
      const days = f.next_interval(state.stability, review.delta);
      if (ours.interval !== days) fault(`${where}: interval`, ours.interval, days);
      // The whole scheduler, on real dates.
      now = new Date(now.getTime() + (i === 0 ? 0 : review.delta) * 86400000);
      card = f.next(card, now, review.rating).card;
      close(`${where}: stability of the scheduler`, ours.stability, card.stability);
      close(`${where}: difficulty of the scheduler`, ours.difficulty, card.difficulty);
      if (review.rating <= Rating.Hard ? card.scheduled_days > days : card.scheduled_days < days) {
        fault(`${where}: interval of the scheduler`, card.scheduled_days, days);
      }
      scheduled += card.scheduled_days === days ? 1 : 0;
      reviews++;
    });
  });
  console.log(`retention ${retention}: ${wanted.length} cards, ${reviews} reviews, ${faults} faults; ` +
              `${scheduled} intervals are the scheduler's, too`);
  process.exit(faults === 0 && reviews > 0 ? 0 : 1);
}

const [, , what, ...words] = process.argv;
if (what === 'make') make(Number(words[0]), Number(words[1]));
else check(Number(words[0]), words[1], words[2]);
