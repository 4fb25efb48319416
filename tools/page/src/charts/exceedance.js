// The chance of at least this NPV.
import {chanceOfAtLeast, outcome} from '../results.js';
import {Plot, extent, labelledLines, plot, rounded, ticksOf} from './common.js';

const drawn = (c) => c.paths.filter((path) => !path.isStay && outcome(c.results, 'npv', path)?.draws?.length > 1);
const curveOf = (c, path) => outcome(c.results, 'npv', path).draws;

export const exceedance = {
  id: 'exceedance',
  isKnown: (c) => drawn(c).length > 0,
  title: (c) => c.sentences.exceedance(c),
  subtitle: (c) => c.t('exceedance_subtitle'),
  draw(c) {
    const paths = drawn(c), height = 380, marginBottom = 48, marginLeft = 62;
    const cut = (rising) => rising.slice(Math.floor(rising.length * 0.005), Math.ceil(rising.length * 0.995));
    const x = rounded(extent(paths.flatMap((path) => extent(cut(curveOf(c, path)))), [0]));
    const lines = paths.map((path) => {
      const rising = curveOf(c, path), step = Math.max(1, Math.floor(rising.length / 250));
      const points = rising.map((value, i) => ({x: value, y: 1 - (i + 0.5) / rising.length}))
        .filter((point, i) => i % step === 0 && point.x >= x[0] && point.x <= x[1]);
      return {...path, points};
    });
    const {marks, marginTop} = labelledLines({lines, above: true, width: c.width, height, domain: [0, 1], xOf: (d) => d.x, yOf: (d) => d.y});
    return plot({
      width: c.width, height: height + marginTop + marginBottom, marginLeft, marginRight: 24, marginTop, marginBottom,
      x: {domain: x, label: c.t('npv_at_least'), tickFormat: (value) => c.f.money(value, {of: Math.max(...x.map(Math.abs))}), ticks: ticksOf(x, (c.width - 100) / 100), labelAnchor: 'center', labelArrow: 'none', insetLeft: 14, insetRight: 14, grid: true},
      y: {domain: [0, 1], label: null, tickFormat: (value) => c.f.percent(value), ticks: 5, grid: true},
      marks: [Plot.ruleX([0], {strokeWidth: 1.5}), Plot.ruleY([0]), ...marks],
    });
  },
  table(c) {
    const paths = drawn(c);
    const x = rounded(extent(paths.flatMap((path) => [outcome(c.results, 'npv', path).p5, outcome(c.results, 'npv', path).p95]), [0]));
    const steps = Array.from({length: 11}, (_, i) => x[0] + (x[1] - x[0]) * i / 10);
    return {
      columns: [c.t('npv_at_least'), ...paths.map((path) => path.name)],
      rows: steps.map((value) => [c.f.amount(value), ...paths.map((path) => c.f.percent(chanceOfAtLeast(curveOf(c, path), value), 1))]),
    };
  },
};
