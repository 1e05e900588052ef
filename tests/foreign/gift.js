// gift.js EXPECTED.ndjson FILE.gift: does gift-pegjs find in FILE what EXPECTED says?
// Where the two grammars differ from what was written on purpose (format_gift.c says where), the
// expectation is changed in the same way here.
'use strict';
const fs = require('fs');
const parser = require('gift-pegjs');

const expected = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(JSON.parse);
const gift = fs.readFileSync(process.argv[3], 'utf8');

// Moodle's list of weights.
const WEIGHTS = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
                 14.28571, 12.5, 11.11111, 10, 5];
let faults = 0;
let compared = 0;

function same(what, id, got, want) {
  compared++;
  if (JSON.stringify(got) !== JSON.stringify(want)) {
    faults++;
    console.log(`${id}: ${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  }
}

// gift-pegjs makes one space of white space in [plain], but not of a line break written \n.
function text(s, arrow) {
  if (s === undefined) return null;
  s = s.replace(/&&(?=[0-9])/g, '& &');
  if (arrow) s = s.replace(/->/g, '\u2192');
  return s.split('\n').map((line) => line.replace(/\s\s+/g, ' ')).join('\n').trim() || '-';
}

// What the parser trims is more than what we trim (no-break spaces, byte order marks): level it.
const of = (rich) => (rich === null || rich === undefined ? null : rich.text.trim());
const feedback = (s) => (s === undefined || s.trim() === '' ? null : text(s));

function tags(list) {
  // A "]" ends the tag for gift-pegjs, escaped or not.
  if (list.some((t) => t.includes(']'))) return undefined;
  return list.map((t) => t.replace(/[\\[<>`\n\t\ufffd]/g, '_'));
}

function choices(q, want) {
  const right = want.options.filter((o) => o.correct).length;
  const weighted = right > 1;
  same('type', want.id, q.type, 'MC');
  same('options', want.id, q.choices.length, want.options.length);
  let sum = 0;
  q.choices.forEach((c, i) => {
    const o = want.options[i];
    same(`option ${i}`, want.id, of(c.text), text(o.text, i === 0 && o.correct && !weighted));
    same(`feedback ${i}`, want.id, of(c.feedback), feedback(o.feedback));
    same(`format ${i}`, want.id, c.text.format, 'plain');
    if (weighted) {
      same(`key ${i}`, want.id, c.weight > 0, o.correct);
      same(`weight ${i} is one that Moodle takes`, want.id, WEIGHTS.includes(Math.abs(c.weight)), true);
      sum += c.weight > 0 ? c.weight : 0;
    } else {
      same(`key ${i}`, want.id, c.isCorrect, o.correct);
      same(`weight ${i}`, want.id, c.weight, null);
    }
  });
  if (weighted) same('sum of weights', want.id, Math.abs(sum - 100) < 0.005, true);
}

function trueFalse(q, want) {
  const right = want.options[0].correct ? 0 : 1;
  same('truth', want.id, q.isTrue, right === 0);
  // The parser calls the first comment the one for "true"; in Moodle it goes with the wrong answer.
  same('feedback of the wrong', want.id, of(q.trueFeedback), feedback(want.options[1 - right].feedback));
  same('feedback of the right', want.id, of(q.falseFeedback), feedback(want.options[right].feedback));
}

const found = parser.parse(gift).filter((q) => q.type !== 'Category');
same('questions', 'all', found.length, expected.length);
found.forEach((q, i) => {
  const want = expected[i];
  same('id', want.id, q.id, want.id);
  same('name', want.id, q.title, want.id);
  same('stem', want.id, of(q.stem), text(want.stem));
  same('stem format', want.id, q.stem.format, 'plain');
  same('explanation', want.id, of(q.globalFeedback), feedback(want.explanation));
  if (want.tags.length > 0 && tags(want.tags)) same('tags', want.id, q.tags, tags(want.tags));
  if (q.type === 'TF') trueFalse(q, want); else choices(q, want);
});
console.log(`${process.argv[3]}: ${found.length} questions, ${compared} comparisons, ${faults} faults`);
process.exit(faults === 0 && found.length > 0 ? 0 : 1);
