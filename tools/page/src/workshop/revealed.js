// What people predicted beside what was simulated: scores, pictures, and where the group disagrees.
import {html} from 'htm/preact';
import {useLayoutEffect, useRef} from 'preact/hooks';
import {Chart} from '../chart.js';
import {INK, Plot, QUIET, extent, plot, rounded, wrapped} from '../charts/common.js';
import {errorOf100} from '../decision.js';
import {outcome, ranked, share} from '../results.js';
import {MEANT, chanceIs, common, distance, rangeScore, widest} from './scoring.js';

const HISTOGRAM = 120, BINS = 48;  // [px, bars]

/** Predictions with their path, score and what was simulated of it; those of a path that is gone left out. */
export function scored(c, predictions) {
  return predictions.map((one) => {
    const path = one.path === '' ? ranked(c)[0] : c.paths.find(({id}) => id === one.path);
    if (!path) return null;
    const npv = outcome(c.results, 'npv', path), cancelled = share(c.results, 'cancelled', path), {draws} = c.results;
    const about = one.path === '' ? c.t('pr_best_is', path.name) : path.name;
    const least = npv.draws && rangeScore({low: npv.p5, high: npv.p95}, npv.draws, draws);
    return {...one, path, npv, about, who: one.name || c.t('pr_nobody', one.number), least,
      score: one.range && npv.draws ? rangeScore(one.range, npv.draws, draws) : null,
      survival: {value: 1 - cancelled.value, se: cancelled.se}};
  }).filter(Boolean);
}

/** Money with the digit that people typed. */
const money = (c, value) => c.f.money(value, {digits: 1});
const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
const points = (c, value) => c.f.number(100 * value, 1);

/** Whether a range is too narrow, too wide, as it meant to be, or beside the futures. */
function verdict({score, range, npv}) {
  if (Math.abs(score.held - MEANT) <= Math.max(0.02, 2 * score.heldError)) return 'pr_right';
  if (score.held > MEANT) return 'pr_wide';
  return range.high - range.low < npv.p95 - npv.p5 ? 'pr_narrow' : 'pr_beside';
}

function said(c, one) {
  const {f, t} = c, parts = [];
  if (one.score) {
    const {score, range} = one;
    parts.push(t('pr_range_said', one.about, money(c, range.low), money(c, range.high), f.of100(score.held), errorOf100(f, {se: score.heldError}, c.results.draws), f.of100(score.below), f.of100(score.above))
      + t(verdict(one)) + t('pr_score_said', money(c, score.score) + (score.scoreError > 0 ? ` ± ${f.money(score.scoreError)}` : ''), money(c, one.least.score)));
  }
  if (one.chance !== null) {
    const off = one.chance - one.survival.value, is = chanceIs(one.chance, one.survival);
    parts.push(t(one.score ? 'pr_chance_also' : 'pr_chance_said', one.about, f.percent(one.chance), f.percent(one.survival.value, 1), errorOf100(c.f, one.survival, c.results.draws),
      is === 'same' ? t('pr_same') : t('pr_off', points(c, Math.abs(off)), t(`pr_${is}_word`))));
  }
  return parts.join(' ');
}

/** People by the path they spoke of, in the order of the paths. */
const byPath = (c, all, has) => c.paths.map((path) => [path, all.filter((one) => one.path.id === path.id && has(one))]).filter(([, ones]) => ones.length);

function disagreement(c, path, ones) {
  const pair = widest(ones, (a, b) => distance(a.range, b.range));
  if (!pair) return c.t('pr_agree', path.name);
  const both = common(pair[0].range, pair[1].range);
  return c.t('pr_disagree', path.name, pair[0].who, pair[1].who, both ? c.t('pr_shared', money(c, both.low), money(c, both.high)) : c.t('pr_apart'));
}

/** The sentences of the group: how sure, and who disagrees most on what. */
export function groupSaid(c, all) {
  const {f, t} = c, ranged = all.filter((one) => one.score), chances = all.filter((one) => one.chance !== null), out = [];
  if (ranged.length) out.push(t(ranged.length > 1 ? 'pr_lead' : 'pr_lead_one', f.of100(mean(ranged.map((one) => one.score.held)))));
  if (chances.length) out.push(t('pr_lead_chance', points(c, mean(chances.map((one) => Math.abs(one.chance - one.survival.value))))));
  const pairs = byPath(c, ranged, () => true).map(([path, ones]) => [path, widest(ones, (a, b) => distance(a.range, b.range))]).filter(([, pair]) => pair);
  if (pairs.length) {
    const [path, pair] = pairs.reduce((a, b) => (distance(b[1][0].range, b[1][1].range) > distance(a[1][0].range, a[1][1].range) ? b : a));
    out.push(disagreement(c, path, pair));
  }
  const apart = (a, b) => Math.abs(a.chance - b.chance);
  const torn = byPath(c, chances, () => true).map(([path, ones]) => [path, widest(ones, apart)]).filter(([, pair]) => pair)
    .reduce((a, b) => (!a || apart(...b[1]) > apart(...a[1]) ? b : a), null);
  if (torn) out.push(t('pr_disagree_chance', torn[0].name, torn[1][0].who, f.percent(torn[1][0].chance), torn[1][1].who, f.percent(torn[1][1].chance)));
  return out;
}

/** Equal bars over simulated values: [{x1, x2, share}], share of the highest. */
function bars(values, [low, high]) {
  if (low === high) return [{x1: low, x2: high, height: 1}];
  const counts = new Array(BINS).fill(0), step = (high - low) / BINS;
  for (const value of values) if (value >= low && value <= high) counts[Math.min(BINS - 1, Math.floor((value - low) / step))] += 1;
  const most = Math.max(...counts);
  return counts.map((count, i) => ({x1: low + i * step, x2: low + (i + 1) * step, height: count / most})).filter(({height}) => height > 0);
}

/** The text above each row of a picture; `y`: the middle of a row [px from the top]. */
const label = (rows) => Plot.text(rows, {frameAnchor: 'left', lineAnchor: 'bottom', y: 'y', text: 'text', textAnchor: 'start', fill: (row) => row.colour, fontWeight: 'bold', dy: -8, stroke: 'white', strokeWidth: 5});

/** Rows with their text on as many lines as it takes, the middle of each [px from the top] and how high it is. */
function placed(c, rows, top) {
  const texts = rows.map(({text}) => wrapped(text, c.width - 100)), row = 30 + 16 * Math.max(...texts.map((text) => text.split('\n').length));
  return [rows.map((each, i) => ({...each, text: texts[i], y: top + (i + 1) * row - 9})), top + row * rows.length];
}

const moneyAxis = (c, x) => ({domain: x, label: null, grid: true, ticks: Math.max(2, Math.floor(c.width / 150)), tickFormat: (value) => c.f.money(value, {of: Math.max(...x.map(Math.abs))}), insetLeft: 14, insetRight: 14});

/** The ranges of people beside the futures of a path. */
const rangesOf = (path, ones) => ({
  id: `predicted-${path.index}`,
  title: (c) => ones.length > 1 ? disagreement(c, path, ones)
    : c.t('pr_alone', path.name, ones[0].who, ...[ones[0].range.low, ones[0].range.high, ones[0].npv.p5, ones[0].npv.p95].map((value) => money(c, value))),
  subtitle: (c) => c.t('pr_subtitle'),
  draw(c) {
    const {npv} = ones[0], values = npv.draws, n = values.length;
    const seen = [values[Math.floor(0.005 * n)], values[Math.ceil(0.995 * n) - 1]];
    const x = rounded(extent([...seen, ...ones.flatMap(({range}) => [range.low, range.high])]));
    const row = (text, {low, high}, colour) => ({text, low, high, colour});
    const [rows, end] = placed(c, [row(c.t('pr_holds', c.t('pr_model'), 90), {low: npv.p5, high: npv.p95}, path.colour),
      ...ones.map((one) => row(c.t('pr_holds', one.who, c.f.of100(one.score.held)), one.range, INK))], HISTOGRAM);
    const height = end + 16;
    return plot({
      width: c.width, height: height + 40, marginLeft: 36, marginRight: 36, marginTop: 6, marginBottom: 34,
      x: moneyAxis(c, x), y: {domain: [height, 0], axis: null},
      marks: [
        Plot.rect(bars(values, seen), {x1: 'x1', x2: 'x2', y1: HISTOGRAM, y2: (bar) => HISTOGRAM * (1 - bar.height), fill: path.colour, fillOpacity: 0.35, insetRight: 1}),
        Plot.ruleX([npv.p5, npv.p95], {stroke: path.colour, strokeDasharray: '4 3'}),
        Plot.link(rows, {x1: 'low', x2: 'high', y1: 'y', y2: 'y', stroke: 'colour', strokeWidth: 9}),
        Plot.dot([npv.p50], {x: (value) => value, y: rows[0].y, r: 6, fill: 'white', stroke: path.colour, strokeWidth: 2}),
        label(rows),
      ],
    });
  },
  table: (c) => ({
    columns: [c.t('col_who'), c.t('col_low'), c.t('col_high'), c.t('col_held'), c.t('col_error'), c.t('col_score'), c.t('col_error')],
    rows: [{who: c.t('pr_model'), range: {low: ones[0].npv.p5, high: ones[0].npv.p95}, score: ones[0].least}, ...ones].map(({who, range, score}) =>
      [who, c.f.amount(range.low), c.f.amount(range.high), points(c, score.held), c.f.number(100 * score.heldError, 2), c.f.amount(score.score), c.f.amount(score.scoreError)]),
  }),
});

/** The chances of people beside the simulated shares. */
const chancesOf = (ones) => ({
  id: 'predicted-chances',
  title: (c) => c.t('pr_chances'),
  subtitle: (c) => c.t('pr_chances_subtitle'),
  draw(c) {
    const [rows, end] = placed(c, ones.map((one) => ({...one, colour: one.path.colour,
      text: c.t('pr_chance_row', one.who, one.path.name, c.f.percent(one.chance), c.f.percent(one.survival.value))})), 0);
    const height = end + 10;
    return plot({
      width: c.width, height: height + 40, marginLeft: 36, marginRight: 36, marginTop: 6, marginBottom: 34,
      x: {domain: [0, 1], label: null, grid: true, ticks: 5, tickFormat: (value) => c.f.percent(value)}, y: {domain: [height, 0], axis: null},
      marks: [
        Plot.link(rows, {x1: 'chance', x2: (row) => row.survival.value, y1: 'y', y2: 'y', stroke: QUIET, strokeWidth: 2}),
        Plot.link(rows, {x1: (row) => row.survival.value, x2: (row) => row.survival.value, y1: (row) => row.y - 9, y2: (row) => row.y + 9, stroke: 'colour', strokeWidth: 5}),
        Plot.dot(rows, {x: 'chance', y: 'y', r: 7, fill: 'white', stroke: INK, strokeWidth: 3}),
        label(rows),
      ],
    });
  },
  table: (c) => ({
    columns: [c.t('col_who'), c.t('path'), c.t('col_said'), c.t('col_simulated'), c.t('col_error'), c.t('col_off')],
    rows: ones.map((one) => [one.who, one.path.name, c.f.percent(one.chance, 1), c.f.percent(one.survival.value, 1), c.f.percent(one.survival.se, 2), points(c, one.chance - one.survival.value)]),
  }),
});

/** c: of the results that are scored against; isOld: other paths are on the page by now. */
export function Revealed({c, predictions, putAway, isOld}) {
  const heading = useRef(null);
  useLayoutEffect(() => heading.current.focus(), []);
  const all = scored(c, predictions), chances = all.filter((one) => one.chance !== null);
  const charts = [...byPath(c, all, (one) => one.score).map(([path, ones]) => rangesOf(path, ones)), ...(chances.length ? [chancesOf(chances)] : [])];
  return html`<section id="part_predicted"><h2 tabindex="-1" ref=${heading}>${c.t('part_predicted')}</h2>
    <div class="group">${groupSaid(c, all).map((sentence) => html`<p>${sentence}</p>`)}</div>
    <ul class="people">${all.map((one) => html`<li key=${one.number}><b>${one.who}</b>: ${said(c, one)}</li>`)}</ul>
    <p class="note">${c.t('pr_note')}${isOld && html` <b>${c.t('pr_frozen')}</b>`}</p>
    <div class="buttons"><button type="button" class="pr_away" onClick=${putAway}>${c.t('pr_away')}</button></div>
    ${charts.map((chart) => html`<${Chart} key=${chart.id} chart=${chart} c=${c} />`)}
  </section>`;
}
