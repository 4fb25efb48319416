// Tornado: the mean NPV in the tenth of the futures where an input is lowest, and where it is highest.
import {html} from 'htm/preact';
import {outcome, ranked} from '../results.js';
import {unitName} from '../workshop/beliefs_words.js';
import {Plot, INK, QUIET, extent, plot, textWidth, ticksOf, wrapped} from './common.js';

export const chosen = (c) => c.paths.find((path) => path.id === c.state.tornado) ?? ranked(c)[0];
const all = (c) => c.results.tornado?.paths?.[chosen(c)?.index] ?? [];
/** Those that move anything. */
const swings = (c) => all(c).filter(({at_low: low, at_high: high}) => low.value !== high.value);
const label = (c, {key, unit}) => c.t.input(key) + (unit === '1' ? '' : ` (${unitName(c.lang, unit)})`);
const range = (c, swing, value) => c.f.number(value);

function Choice({c}) {
  return html`<label class="choice">${c.t('tornado_of')}
    <select value=${chosen(c).id} onChange=${(event) => c.set({tornado: event.target.value})}>
      ${ranked(c).map((path) => html`<option value=${path.id}>${path.name}</option>`)}
    </select></label>`;
}

export const tornado = {
  id: 'tornado',
  isKnown: (c) => ranked(c).length > 0 && all(c).length > 0,
  title: (c) => c.sentences.tornado(c, chosen(c), swings(c)),
  subtitle: (c) => c.t('tornado_subtitle'),
  controls: Choice,
  draw(c) {
    const path = chosen(c), rows = swings(c), mean = outcome(c.results, 'npv', path).mean;
    const narrow = c.width < 620, name = (swing) => narrow ? c.t.input(swing.key) : label(c, swing);
    if (!rows.length) return plot({width: c.width, height: 20, marks: []});
    const most = narrow ? c.width * 0.36 : 300;
    const x = extent(rows.flatMap((swing) => [swing.at_low.value, swing.at_high.value]), [mean]);
    const of = Math.max(...x.map(Math.abs));
    const bars = rows.flatMap((swing) => [['low', 0.35], ['high', 0.9]].map(([side, opacity]) =>
      ({key: swing.key, opacity, value: swing[`at_${side}`].value, shown: range(c, swing, swing[`${side}_value`]), error: swing[`at_${side}`].se})));
    const edge = (bar) => bar.value >= mean ? 'start' : 'end';
    const marginLeft = Math.min(most, Math.max(...rows.map((swing) => textWidth(name(swing))))) + 14;
    return plot({
      width: c.width, height: rows.length * (c.width < 800 ? 32 : 38) + 118, marginLeft, marginRight: 8, marginTop: 60, marginBottom: 52,
      x: {domain: x, label: c.t('mean_npv'), labelOffset: 42, ticks: ticksOf(x, Math.max(2, (c.width - marginLeft - 120) / 100)), tickFormat: (value) => c.f.money(value, {of}), grid: true, insetLeft: 56, insetRight: 56, labelAnchor: 'center', labelArrow: 'none'},
      y: {type: 'band', domain: rows.map((swing) => swing.key), label: null, padding: 0.25, tickSize: 0, tickFormat: (key, i) => wrapped(name(rows[i]), most)},
      marks: [
        Plot.barX(bars, {x1: mean, x2: 'value', y: 'key', fill: path.colour, fillOpacity: 'opacity'}),
        Plot.ruleX([mean], {stroke: INK, strokeWidth: 1.5}),
        ...['start', 'end'].map((anchor) => Plot.text(bars.filter((bar) => edge(bar) === anchor), {
          x: 'value', y: 'key', text: 'shown', textAnchor: anchor, dx: anchor === 'start' ? 5 : -5, fill: INK})),
        Plot.text([mean], {x: (d) => d, frameAnchor: 'top', dy: -18, text: (d) => `${c.t('mean')} ${c.f.money(d)}`, fill: QUIET}),
        ...[['low', 0.35, 0], ['high', 0.9, textWidth(c.t('tornado_low')) + 44]].flatMap(([side, fillOpacity, dx]) => [
          Plot.dot([path], {frameAnchor: 'top-left', dx: dx - marginLeft + 8, dy: -46, symbol: 'square', r: 8, fill: path.colour, fillOpacity}),
          Plot.text([path], {frameAnchor: 'top-left', lineAnchor: 'middle', dx: dx - marginLeft + 22, dy: -46, text: () => c.t(`tornado_${side}`), fill: INK})]),
      ],
    });
  },
  note: (c) => html`${c.results.tornado.isOld && html`<b>${c.t('tornado_old')}</b> `}${c.t('tornado_note')}`,
  table(c) {
    return {
      columns: [c.t('input'), c.t('unit'), c.t('below'), c.t('mean_npv'), '±', c.t('above'), c.t('mean_npv'), '±', c.t('share_of_variance')],
      rows: swings(c).map((swing) => [c.t.input(swing.key), unitName(c.lang, swing.unit), range(c, swing, swing.low_value), c.f.amount(swing.at_low.value), c.f.amount(swing.at_low.se),
        range(c, swing, swing.high_value), c.f.amount(swing.at_high.value), c.f.amount(swing.at_high.se), c.f.percent(swing.share.value, 1)]),
    };
  },
};
