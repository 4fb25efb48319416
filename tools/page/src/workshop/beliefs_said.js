// What the beliefs of several leaders come to: the sentences, the table and the picture.
import {html} from 'htm/preact';
import {Chart} from '../chart.js';
import {INK, Plot, QUIET, extent, plot, rounded, textWidth} from '../charts/common.js';
import {pathsOf} from '../results.js';
import {nameOf, priorOf} from './beliefs.js';
import {firstOf} from './beliefs_rank.js';
import {unitAfter} from './beliefs_words.js';

const ROW = 46, LEGEND = 24;  // [px]

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const money = (c, value) => c.f.money(value, {digits: Math.abs(value) < 1e6 ? 0 : 1});

/** A number of an input with three digits that matter. */
export const figure = (c, value) => c.f.number(value, value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
export const priorText = (c, input, [low, middle, high]) =>
  (low === high ? figure(c, middle) : [low, middle, high].map((value) => figure(c, value)).join(' – ')) + unitAfter(c.lang, input.unit);

/** Who believes, with what was simulated of it: the scenario first. */
const peopleOf = ({state, scenario, of}) => [{ranking: scenario}, ...state.beliefs.map((belief) => ({belief, ranking: of[belief.slot]}))];
export const isKnown = (known) => known !== null && known.state.beliefs.length > 0 && peopleOf(known).every(({ranking}) => ranking);

const listed = (c, texts) => (texts.length < 2 ? texts.join() : texts.slice(0, -1).join(', ') + c.t('bl_and') + texts[texts.length - 1]);
const called = (c, path) => (path.isStay ? c.t('bl_staying') : path.name);

/** "Under the scenario and Ann's beliefs A comes first; under Ben's B does." */
function firstsSaid(c, known) {
  const people = (all) => listed(c, all.map(({belief}) => (belief ? c.t('bl_of', nameOf(c.t, belief)) : c.t('bl_the_scenario')))) + (all.some(({belief}) => belief) ? c.t('bl_beliefs') : '');
  const groups = new Map();
  for (const person of peopleOf(known)) {
    const first = firstOf(person.ranking), key = first.isClear ? first.path : person;
    groups.set(key, {first, who: [...(groups.get(key)?.who ?? []), person]});
  }
  if (known.state.beliefs.every(({priors}) => Object.keys(priors).length === 0)) return c.t('bl_nothing');
  const all = [...groups.values()], path = (index) => called(c, c.paths[index]);
  if (all.length === 1) return c.t('bl_alike', people(all[0].who), path(all[0].first.path));
  const [clear] = all.filter(({first}) => first.isClear);
  return capital(all.map((group) => {
    const {first: {path: first, second, lead, isClear}} = group, names = people(group.who);
    if (isClear) return c.t(group === clear ? 'bl_comes' : 'bl_does', names, path(first));
    return c.t('bl_open', names, path(first), path(second), money(c, lead.value), money(c, lead.se));
  }).join('; ')) + '.';
}

/** Which of a leader's inputs it is that puts another path first. */
function causeSaid(c, {state, of}, belief, {before, alone, needed}) {
  const {t} = c, who = nameOf(t, belief), name = (key) => t.input(key);
  const what = (key) => {
    const input = c.data.plan.inputs.find((one) => one.key === key), own = belief.priors[key], theirs = priorOf(input, state.given);
    const isMiddle = Math.abs(own[1] - theirs[1]) > 0.01 * Math.abs(theirs[1]);
    const text = isMiddle ? (prior) => figure(c, prior[1]) + unitAfter(c.lang, input.unit) : (prior) => priorText(c, input, prior);
    return t('bl_instead', name(key), text(own), text(theirs));
  };
  const put = (word, {key, path, lead}) => t(word, called(c, c.paths[path]), money(c, lead.value), money(c, lead.se), called(c, c.paths[before]), name(key), who);
  const flips = alone.filter(({verdict}) => verdict === 'first'), open = alone.filter(({verdict}) => verdict === 'open');
  const names = (ones, word) => listed(c, ones.map((one) => word(one)));
  const unsure = open.length ? [t('bl_unsure', names(open, ({key, lead}) => t('bl_apart_key', name(key), money(c, lead.value), money(c, lead.se))))] : [];
  const [first] = of[belief.slot].order;
  if (flips.length && flips.every(({path}) => path !== first)) unsure.unshift(t('bl_others', capital(called(c, c.paths[first]))));
  if (flips.length === 1) return [t('bl_cause', who, what(flips[0].key), put(alone.length === 1 ? 'bl_all' : 'bl_puts', flips[0])), ...unsure].join(' ');
  if (flips.length) return [t('bl_causes', who, names(flips, ({key}) => what(key)), names(flips, (flip) => put('bl_puts_key', flip))), ...unsure].join(' ');
  if (open.length) return [t('bl_unsure_all', who), ...unsure].join(' ');
  const must = needed.filter(({verdict}) => verdict === 'needed').map(({key}) => name(key));
  return t('bl_together', who, alone.length) + (must.length ? t('bl_needed', listed(c, must)) : '');
}

/** Whose belief changes the ranking, a sentence or two a leader. */
export const causesSaid = (c, known) => known.state.beliefs.filter(({slot}) => known.causes[slot]).map((belief) => causeSaid(c, known, belief, known.causes[belief.slot]));

/** c with the paths of the state that was simulated, which may be other than those of the charts. */
export const withPaths = (c, {state}) => ({...c, paths: pathsOf({paths: [c.data.paths[0], ...state.paths]}, c.t)});

/** Which path comes first, and by how much. */
export function First({c, ranking}) {
  const {path, second, lead, isClear} = firstOf(ranking), name = (index) => called(c, c.paths[index]), by = [money(c, lead.value), money(c, lead.se)];
  return isClear ? html`<b>${capital(name(path))}</b> <span class="error">${c.t('bl_by', ...by)}</span>`
    : html`<b>${c.t('bl_close', name(path), name(second))}</b> <span class="error">${c.t('bl_apart', ...by)}</span>`;
}

/** What a leader believes otherwise, input by input. */
const changesOf = (c, {state}, belief) => Object.entries(belief.priors).map(([key, prior]) => {
  const input = c.data.plan.inputs.find((one) => one.key === key);
  return c.t('bl_instead', c.t.input(key), priorText(c, input, prior), priorText(c, input, priorOf(input, state.given)));
});

export function Comparison({c, known, chosen}) {
  const {t, f} = c, [, ...paths] = c.paths, count = ({priors}) => Object.keys(priors).length;
  const of100 = ({value, se}) => t('bl_beat', f.of100(value), f.number(100 * se, 1));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('part_beliefs')}>
    <table class="decision beliefs" id="beliefs"><caption>${t('bl_caption')}</caption>
      <thead><tr><th scope="col">${t('bl_belief')}</th><th scope="col">${t('bl_first')}</th>${paths.map((path) => html`<th scope="col">${path.name}</th>`)}</tr></thead>
      <tbody>${peopleOf(known).map(({belief, ranking}, _, all, slot = belief?.slot ?? 0) => html`<tr key=${slot} data-belief=${slot} class=${slot === chosen ? 'shown' : ''}>
        <th scope="row">${nameOf(t, belief)}<span class="error">${belief && t(count(belief) === 1 ? 'bl_count_one' : 'bl_count', count(belief))}</span>
          ${slot === chosen && html`<span class="error">${t('bl_is_shown')}</span>`}</th>
        <td class="first" data-label=${t('bl_first')}><${First} c=${c} ranking=${ranking} /></td>
        ${paths.map((path) => html`<td data-label=${path.name} data-path=${path.id}><b>${money(c, ranking.medians[path.index].value)}</b> <span class="error">± ${money(c, ranking.medians[path.index].se)}</span>
          <span class="error">${of100(ranking.beats[path.index])}</span></td>`)}
      </tr>`)}</tbody>
    </table></div>
    <ul class="people">${known.state.beliefs.filter(count).map((belief) => html`<li key=${belief.slot}><b>${nameOf(t, belief)}</b>: ${changesOf(c, known, belief).join('; ')}</li>`)}</ul>`;
}

/** Where names of paths stand above the picture: as many beside each other as fit. */
function legendOf(paths, width) {
  let x = 0, row = 0;
  return paths.map((path) => {
    const wide = textWidth(path.name) * 1.1 + 44;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    x += wide;
    return {path, dx: x - wide, row};
  });
}

const picture = (known) => ({
  id: 'beliefs-medians',
  title: (c) => firstsSaid(c, known),
  subtitle: (c) => c.t('bl_chart'),
  draw(c) {
    const [, ...paths] = c.paths, legend = legendOf(paths, c.width - 72), top = LEGEND * (legend[legend.length - 1].row + 1) + 8;
    const rows = peopleOf(known).map(({belief, ranking}, i) => ({text: nameOf(c.t, belief), y: (i + 0.5) * ROW + 16, ranking}));
    const dots = rows.flatMap(({ranking, y}) => paths.map((path) => ({path, y, ...ranking.medians[path.index]}))), height = ROW * rows.length + 12;
    const x = rounded(extent(dots.flatMap(({value, se}) => [value - 2 * se, value + 2 * se]), [0]));
    const of = (mark, options) => paths.map((path) => mark(dots.filter((dot) => dot.path === path), {...options, fill: path.colour, symbol: path.mark}));
    return plot({
      width: c.width, height: top + height + 34, marginLeft: 36, marginRight: 36, marginTop: top, marginBottom: 34,
      x: {domain: x, label: null, grid: true, ticks: Math.max(2, Math.floor(c.width / 150)), tickFormat: (value) => c.f.money(value, {of: Math.max(...x.map(Math.abs))}), insetLeft: 14, insetRight: 14},
      y: {domain: [height, 0], axis: null},
      marks: [
        Plot.ruleX([0], {stroke: INK, strokeWidth: 1.5}),
        Plot.link(dots, {x1: (dot) => dot.value - 2 * dot.se, x2: (dot) => dot.value + 2 * dot.se, y1: 'y', y2: 'y', stroke: (dot) => dot.path.colour, strokeWidth: 4}),
        ...of(Plot.dot, {x: 'value', y: 'y', r: 7, stroke: 'white'}),
        Plot.text(rows, {frameAnchor: 'left', y: 'y', dy: -18, text: 'text', textAnchor: 'start', fill: INK, fontWeight: 'bold', stroke: 'white', strokeWidth: 5}),
        Plot.link(rows.slice(1), {x1: x[0], x2: x[1], y1: (row) => row.y - ROW / 2 - 6, y2: (row) => row.y - ROW / 2 - 6, stroke: QUIET, strokeOpacity: 0.3}),
        ...legend.flatMap(({path, dx, row}) => {
          const at = {frameAnchor: 'top-left', dx: dx + 8, dy: LEGEND * (row + 0.5) - top};
          return [Plot.dot([path], {...at, r: 7, fill: path.colour, symbol: path.mark}), Plot.text([path], {...at, dx: dx + 22, lineAnchor: 'middle', text: 'name', textAnchor: 'start', fill: path.colour, fontWeight: 'bold'})];
        }),
      ],
    });
  },
  table: (c) => ({
    columns: [c.t('bl_belief'), c.t('path'), c.t('col_median'), '±', c.t('col_beats'), '±'],
    rows: peopleOf(known).flatMap(({belief, ranking}) => c.paths.slice(1).map((path) => {
      const {value, se} = ranking.medians[path.index], beats = ranking.beats[path.index];
      return [nameOf(c.t, belief), path.name, c.f.amount(value), c.f.amount(se), c.f.number(100 * beats.value, 1), c.f.number(100 * beats.se, 2)];
    })),
  }),
});

export const Picture = ({c, known}) => html`<${Chart} chart=${picture(known)} c=${c} />`;
