// markdown.js EXPECTED.ndjson FILE.md: do three Markdown libraries, their extensions switched on,
// show the texts of EXPECTED and nothing made of them: no link, image, HTML, code, table, emphasis?
'use strict';
const fs = require('fs');
const commonmark = require('commonmark');
const markdownIt = require('markdown-it');
const { marked } = require('marked');

const expected = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(JSON.parse);
const source = fs.readFileSync(process.argv[3], 'utf8');

const libraries = {
  commonmark: (s) => new commonmark.HtmlRenderer().render(new commonmark.Parser().parse(s)),
  'markdown-it': (s) => markdownIt({ html: true, linkify: true, typographer: false }).render(s),
  marked: (s) => marked.parse(s, { gfm: true }),
};
const OURS = /^<\/?(h1|h2|p|ul|li|br)( ?\/)?>$/;

const letter = (i) => String.fromCharCode(65 + i);
const or = (s) => s || '-';

function whole() {
  const text = [];
  expected.forEach((q, n) => {
    text.push(n + 1, or(q.stem));
    if (q.select > 1 && !/choose|select/i.test(q.stem)) text.push(`(Choose ${q.select}.)`);
    if (q.points !== 1) text.push(`(Points: ${q.points})`);
    q.options.forEach((o, i) => text.push(`${letter(i)}) ${or(o.text)}`));
  });
  text.push('Answers');
  expected.forEach((q, n) => {
    const key = q.options.map((o, i) => (o.correct ? letter(i) : '')).filter((c) => c).join(', ');
    text.push(`${n + 1}: ${key} (${q.id})`);
    if (q.explanation) text.push(q.explanation);
    q.options.forEach((o, i) => { if (o.feedback) text.push(`${letter(i)}) ${o.feedback}`); });
  });
  return text.join(' ');
}

const level = (s) => s.replace(/\s+/g, ' ').trim();

function shown(html) {
  for (const tag of html.match(/<[^>]*>/g)) {
    if (!OURS.test(tag)) throw new Error(`a tag that is not ours: ${tag}`);
  }
  const named = { amp: '&', lt: '<', gt: '>', quot: '"' };
  const text = html.replace(/<[^>]*>/g, ' ');
  return text.replace(/&(?:#(\d+)|(\w+));/g, (m, n, w) => (n ? String.fromCodePoint(n) : named[w]));
}

let faults = 0;
for (const [name, render] of Object.entries(libraries)) {
  const html = render(source);
  // The title is not among what is expected.
  const got = level(shown(html.replace(/<h1>[^]*?<\/h1>/, '')));
  const want = level(whole());
  const headings = [(html.match(/<h1>/g) || []).length, (html.match(/<h2>/g) || []).length];
  if (got !== want || headings[0] !== 2 || headings[1] !== 2 * expected.length) {
    faults++;
    let at = 0;
    while (got[at] === want[at] && at < got.length) at++;
    console.log(`${name}: headings ${headings}; differs at\n got  ${got.slice(at - 30, at + 60)}\n want ${want.slice(at - 30, at + 60)}`);
  }
}
console.log(`${process.argv[3]}: ${expected.length} questions in ${Object.keys(libraries).length} libraries, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
