// Tornado: the mean NPV in the tenth of the futures where an input is lowest, and where it is highest.
import {html} from 'htm/preact';
import {outcome, ranked} from '../results.js';
import {Plot, INK, QUIET, extent, plot, textWidth, wrapped} from './common.js';

const LOW = '#8a6d00', HIGH = '#0072b2';
export const chosen = (c) => c.paths.find((path) => path.id === c.state.tornado) ?? ranked(c)[0];
const swings = (c) => c.results.tornado?.paths?.[chosen(c)?.index] ?? [];
const label = (c, swing) => c.t.input(swing.key);
const range = (c, swing, value) => c.f.number(value);

function Choice({c}) {
  return html`<label class="choice">${c.t('tornado_of')}
    <select value=${chosen(c).id} onChange=${(event) => c.set({tornado: event.target.value})}>
      ${ranked(c).map((path) => html`<option value=${path.id}>${path.name}</option>`)}
    </select></label>`;
}

export const tornado = {
  id: 'tornado',
  isKnown: (c) => ranked(c).length > 0 && swings(c).length > 0,
  title: (c) => c.sentences.tornado(c, chosen(c), swings(c)),
  subtitle: (c) => c.t('tornado_subtitle'),
  controls: Choice,
  draw(c) {
    const path = chosen(c), rows = swings(c), mean = outcome(c.results, 'npv', path).mean;
    const narrow = c.width < 620;
    const most = narrow ? c.width * 0.36 : 300;
    const x = extent(rows.flatMap((swing) => [swing.at_low.value, swing.at_high.value]), [mean]);
    const step = 10 ** Math.floor(Math.log10(x[1] - x[0]));
    const two = [Math.ceil(x[0] / step) * step, Math.floor(x[1] / step) * step];
    const of = Math.max(...x.map(Math.abs));
    const bars = rows.flatMap((swing) => [['low', LOW], ['high', HIGH]].map(([side, colour]) =>
      ({key: swing.key, side, colour, value: swing[`at_${side}`].value, shown: range(c, swing, swing[`${side}_value`]), error: swing[`at_${side}`].se})));
    const edge = (bar) => bar.value >= mean ? 'start' : 'end';
    const marginLeft = Math.min(most, Math.max(...rows.map((swing) => textWidth(label(c, swing))))) + 14;
    return plot({
      width: c.width, height: rows.length * (c.width < 800 ? 32 : 38) + 88, marginLeft, marginRight: 8, marginTop: 34, marginBottom: 48,
      x: {domain: x, label: c.t('mean_npv'), ticks: narrow ? two : 6, tickFormat: (value) => c.f.money(value, {of}), grid: true, insetLeft: 56, insetRight: 56, labelAnchor: 'center', labelArrow: 'none'},
      y: {type: 'band', domain: rows.map((swing) => swing.key), label: null, padding: 0.25, tickSize: 0, tickFormat: (key) => wrapped(c.t.input(key), most)},
      marks: [
        Plot.barX(bars, {x1: mean, x2: 'value', y: 'key', fill: 'colour', fillOpacity: 0.85}),
        Plot.ruleX([mean], {stroke: INK, strokeWidth: 1.5}),
        ...['start', 'end'].map((anchor) => Plot.text(bars.filter((bar) => edge(bar) === anchor), {
          x: 'value', y: 'key', text: 'shown', textAnchor: anchor, dx: anchor === 'start' ? 5 : -5, fill: INK})),
        Plot.text([mean], {x: (d) => d, frameAnchor: 'top', dy: -18, text: (d) => `${c.t('mean')} ${c.f.money(d)}`, fill: QUIET}),
      ],
    });
  },
  note: (c) => html`${c.results.tornado.isOld && html`<b>${c.t('tornado_old')}</b> `}<span class="key" style="background:${LOW}"></span> ${c.t('tornado_low')} <span class="key" style="background:${HIGH}"></span> ${c.t('tornado_high')} ${c.t('tornado_note')}`,
  table(c) {
    return {
      columns: [c.t('input'), c.t('unit'), c.t('below'), c.t('mean_npv'), '±', c.t('above'), c.t('mean_npv'), '±', c.t('share_of_variance')],
      rows: swings(c).map((swing) => [label(c, swing), swing.unit ?? '', range(c, swing, swing.low_value), c.f.amount(swing.at_low.value), c.f.amount(swing.at_low.se),
        range(c, swing, swing.high_value), c.f.amount(swing.at_high.value), c.f.amount(swing.at_high.se), c.f.percent(swing.share.value, 1)]),
    };
  },
};
