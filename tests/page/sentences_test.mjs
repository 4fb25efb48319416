// What titles and tables say, where paths tie, lose, do nothing or stand alone; and how labels fit.   node --test sentences_test.mjs
import assert from 'node:assert/strict';
import test from 'node:test';
import {apart, ticksOf, wrapped} from '../../tools/page/src/charts/labels.js';
import {formats, words} from '../../tools/page/src/i18n.js';
import {pathsOf} from '../../tools/page/src/results.js';
import {sentences} from '../../tools/page/src/sentences.js';
import {unitName} from '../../tools/page/src/workshop/beliefs_words.js';

const flat = (value) => ({p50: [value, value], mean: [value, value]});

/** A context of stay and paths: [{npv: [low, middle, high], beats, customers, hours, attention, stages, alive}]. */
function context(paths, lang = 'en', draws = 1000) {
  const all = [{name: 'Stay', npv: [0, 0, 0], beats: 0.5}, ...paths].map((path) => ({customers: 1000, hours: 5, attention: 0.1, alive: 1, stages: [1, 0, 0, 0, 0], rungs: [0, 0], benefit: 0, measured: 0, ...path}));
  const t = words(lang), each = (of) => all.map(of);
  const results = {
    draws,
    outcomes: {npv: {paths: each(({npv: [p5, p50, p95]}) => ({p5, p50, p75: (p50 + p95) / 2, p95, sd: p95 - p5, draws: [p5, p50, p95]}))},
      customers: {paths: each(({customers}) => ({p50: customers}))}},
    shares: {beats_stay: each(({beats}) => ({value: beats, se: 0.01})), cancelled: each(({alive}) => ({value: 1 - alive, se: 0.01}))},
    series: {months: 2, names: Object.fromEntries([['customers', 'customers'], ['response_hours', 'hours'], ['attention', 'attention'], ['benefit', 'benefit'], ['measured', 'measured']]
      .map(([name, key]) => [name, {paths: each((path) => flat(path[key]))}]).concat([['attention_rival', {paths: each(() => flat(0.2))}]]))},
    stages: {paths: each(({stages}) => [stages, stages])},
    survival: {paths: each(({alive}) => [alive, alive])},
    rungs: {names: ['savings', 'revenue'], paths: each(({rungs}) => ({pv: rungs.map((mean) => ({mean}))}))},
  };
  return {lang, t, f: formats(lang, 'EUR'), results, data: {}, paths: pathsOf({paths: all.map(({name}, i) => ({id: String(i), name}))}, t)};
}

const A = {name: 'A', npv: [-2e7, 1e7, 4e7], beats: 0.7, customers: 1200, hours: 2, attention: 0.4, stages: [0.2, 0.2, 0.6, 0, 0], alive: 0.9, rungs: [3e6, 8e6], benefit: 100, measured: 80};
const B = {...A, name: 'B'};
const NOTHING = {name: 'New path', npv: [0, 0, 0], beats: 0.5};
const LOSS = {...A, name: 'Loss', npv: [-3e7, -2e7, -5e6], beats: 0, rungs: [-3e6, -1e6], benefit: -100, measured: -80};

test('a path that does nothing is worth as much as staying, and hangs on nothing', () => {
  const c = context([NOTHING]), nl = context([NOTHING], 'nl');
  assert.equal(sentences.lead(c), 'No path beats staying put in most futures: New path is worth as much as staying in all of them.');
  assert.equal(sentences.lead(nl), 'Geen pad is in de meeste toekomsten beter dan blijven: New path is in alle evenveel waard als blijven.');
  assert.equal(sentences.exceedance(c), 'New path is worth as much as staying in all futures');
  assert.match(sentences.tornado(c, c.paths[1], []), /same in all futures, so it hangs on nothing/);
  assert.match(sentences.rungs(c), /^No rung of New path brings value/);
  assert.equal(sentences.measured(c), 'In the last month New path yields 0 €, and 0 € is measured'.replaceAll(' €', '\u00a0€'));
  assert.equal(sentences.journey(c), 'No path gets beyond stage 1: traditional');
  assert.equal(sentences.fan('customers', 'number', c), 'Customers end no higher with any path than when staying: 1,000 in the middle future');
  assert.equal(sentences.fan('response_hours', 'number', nl), 'De reactietijd eindigt bij geen pad lager dan bij blijven: 5 uur in de middelste toekomst');
  assert.equal(sentences.pie(c), 'Our share of attention ends highest with staying and New path: 10 %; rivals have 20 % there'.replaceAll(' %', '\u202f%'));
});

test('paths that nobody can tell apart are named together', () => {
  const c = context([A, B]), nl = context([A, B], 'nl');
  assert.match(sentences.fan('customers', 'number', c), /^Customers end highest with A and B: 1,200 .* against 1,000 when staying$/);
  assert.match(sentences.journey(c), /^A and B get furthest: 60 of 100 futures/);
  assert.match(sentences.journey(nl), /^A en B komen het verst: aan het eind zijn 60 van 100/);
  assert.match(sentences.survival(c), /^All paths reach the end in 90 of 100/);
  assert.match(sentences.survival(context([A])), /^A reaches the end in 90 of 100/);
  assert.match(sentences.journey(context([A, NOTHING])), /^A gets furthest/);
});

test('a path that loses in all futures is said to lose, and what it yields is not a share', () => {
  const c = context([LOSS]);
  assert.equal(sentences.exceedance(c), 'Loss pays for itself in 0 of 100 futures, and loses 5 M€ or more in 95'.replaceAll(' M', '\u00a0M'));
  assert.match(sentences.rungs(c), /^No rung of Loss brings value: revenue comes highest/);
  assert.match(sentences.measured(c), /yields −100.€, and −80.€ is measured/);
  assert.match(sentences.measured(context([A])), /80.% of what A yields/);
});

test('the chance to pay for itself is that of the lead, and few futures are owned up to', () => {
  const c = context([{...A, beats: 0.93}]);  // two of the three values of its curve are above 0
  assert.match(sentences.lead(c), /in 93 of 100 futures/);
  assert.match(sentences.exceedance(c), /pays for itself in 93 of 100 futures, and brings 20.M€ or more in 33/);
  assert.doesNotMatch(sentences.lead(c), /simulated/);
  assert.match(sentences.lead(context([A], 'en', 30)), /\(Futures simulated: 30\.\)$/);
  assert.match(sentences.exceedance(context([{...A, npv: [-2e7, -1e7, 5e6]}])), /brings 5.M€ or more/);  // not 0, not below
});

test('times below an hour are minutes, long ones have no decimals', () => {
  const lead = (hours) => sentences.fan('response_hours', 'number', context([{...A, hours}]));
  assert.match(lead(0.08), /A: 5 minutes in the middle future, against 5 hours/);
  assert.match(sentences.fan('response_hours', 'number', context([{...A, hours: 6588.4}], 'nl')), /5 uur in de middelste toekomst, tegen 6\.590 uur bij A/);
});

test('Dutch money stands as the Dutch write it, and tables shorten the ends of shares', () => {
  assert.equal(formats('nl', 'EUR').money(-17.8e6), '€ −18 mln'.replaceAll(' ', '\u00a0'));
  assert.equal(formats('nl', 'EUR').amount(-12346), '€ −12.350'.replace(' ', '\u00a0'));
  assert.equal(formats('en', 'EUR').of100(0.001, true), '< 1');
  assert.equal(formats('nl', 'EUR').of100(0.999), 'meer dan 99');
  assert.equal(unitName('nl', 'contact/customer/month'), 'contact/klant/maand');
});

test('names too long for a line are cut, and ticks are few and round', () => {
  const name = 'Donaudampfschifffahrtsgesellschaftskapitän';
  const lines = wrapped(name, 100).split('\n');
  assert.ok(lines.length > 3 && lines.every((line) => line.length <= 11));
  assert.equal(lines.join(''), name);
  assert.equal(wrapped('Two words', 400), 'Two words');
  assert.deepEqual(ticksOf([-2e8, 6e8], 3), [0, 5e8]);
  assert.deepEqual(ticksOf([0, 10], 5), [0, 2, 4, 6, 8, 10]);
});

test('labels of several lines are pushed as far apart as they are high, and stay on the chart', () => {
  const ends = [{value: 0.9, text: 'one'}, {value: 0.89, text: 'two\nlines'}, {value: 0.88, text: 'three\nwhole\nlines'}, {value: 0, text: 'last'}];
  const tops = apart(ends, [0, 1], 300).map(({at, text}) => ({y: 300 * (1 - at), half: 8 * text.split('\n').length}));
  for (let i = 1; i < tops.length; ++i) assert.ok(tops[i].y - tops[i].half >= tops[i - 1].y + tops[i - 1].half, JSON.stringify(tops));
  assert.ok(tops.at(-1).y <= 300);
});

test('of more than six paths no two look alike, and none like staying', () => {
  const paths = pathsOf({paths: Array.from({length: 13}, (_, i) => ({id: String(i), name: String(i)}))}, words('en'));
  assert.equal(new Set(paths.map(({colour, dash, mark}) => [colour, dash, mark].join())).size, 13);
  assert.equal(paths.filter(({colour}) => colour === paths[0].colour).length, 1);
});
