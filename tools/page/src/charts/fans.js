// Fans over the months: one panel a path on a shared axis, and one with all medians.
import {fan, monthsOf} from '../results.js';
import {Plot, columnsFor, extent, monthTicks, overMonths, panels, rounded} from './common.js';

/** Chart of one series. kind: how a value is scaled and written: 'money', 'percent', 'of100', 'number'. */
export function fanChart(name, kind) {
  const known = (c) => c.paths.filter((path) => fan(c.results, name, path));
  const axis = (c, domain) => (value) => kind === 'money' ? c.f.money(value, {of: Math.max(...domain.map(Math.abs))})
    : kind === 'percent' ? c.f.percent(value) : kind === 'of100' ? c.f.number(100 * value, 0) : c.f.number(value, Math.abs(domain[1] - domain[0]) < 6 ? 1 : 0);
  const write = (c) => (value) => kind === 'money' ? c.f.amount(value) : kind === 'percent' ? c.f.percent(value, 1) : kind === 'of100' ? c.f.number(100 * value, 1) : c.f.number(value);
  return {
    id: `fan-${name.replaceAll('_', '-')}`,
    series: name,
    isKnown: (c) => known(c).length > 0,
    title: (c) => c.sentences.fan(name, kind, c),
    subtitle: (c) => c.sentences.fanSubtitle(name, c),
    draw: (c) => draw(c, name, known(c), axis),
    table: (c) => table(c, name, known(c), write(c)),
  };
}

function draw(c, name, paths, axis) {
  const months = monthsOf(c.data, c.results);
  const fans = paths.map((path) => fan(c.results, name, path));
  const log = name === 'response_hours';  // a median of hours beside tails of weeks
  const both = extent(fans.flatMap((each) => [...each.p5, ...each.p95]));
  const y = log ? [Math.max(both[0], 0.01), Math.max(both[1], 1)] : rounded(both);
  const tick = axis(c, y);
  const widest = Math.max(...[y[0], y[1], (y[0] + y[1]) / 2].map((value) => tick(value).length));
  const marginLeft = widest * 8.6 + 14;
  const all = [...paths.map((path) => ({title: path.name, colour: path.colour, path})), {title: c.t('all_medians')}];
  const columns = columnsFor(c.width, all.length);
  const inner = (c.width - marginLeft) / columns;
  const rows = paths.map((path, i) => overMonths(fans[i].mean.length, (m) => ({
    p5: fans[i].p5[m], p25: fans[i].p25[m], p50: fans[i].p50[m], p75: fans[i].p75[m], p95: fans[i].p95[m]})));
  const line = (i, at, more = {}) => Plot.line(rows[i], {
    ...at, x: 'month', y: 'p50', stroke: paths[i].colour, strokeWidth: 3, strokeDasharray: paths[i].dash || undefined, ...more});
  return panels({
    width: c.width, panels: all, height: c.paper ? all.length > 6 ? 84 : 104 : inner > 330 ? 190 : 130, marginLeft,
    x: {domain: [0, months - 1], label: c.t('months'), ticks: monthTicks(months, inner)},
    y: log ? {type: 'log', clamp: true, domain: y, label: null, ticks: [0.01, 0.1, 1, 10, 100, 1000, 1e4].flatMap((value) => [value, 3 * value]).filter((value) => value >= y[0] && value <= y[1]), tickFormat: (value) => c.f.number(value), grid: true}
      : {domain: y, label: null, ticks: 4, tickFormat: tick, grid: true},
    marks: ({path, at}) => {
      const facet = {fx: () => at.fx, fy: () => at.fy};
      if (!path) return paths.map((_, i) => line(i, facet));
      const i = paths.indexOf(path);
      const marks = [
        Plot.areaY(rows[i], {...facet, x: 'month', y1: 'p5', y2: 'p95', fill: path.colour, fillOpacity: 0.16}),
        Plot.areaY(rows[i], {...facet, x: 'month', y1: 'p25', y2: 'p75', fill: path.colour, fillOpacity: 0.28}),
      ];
      if (i > 0) marks.push(line(0, facet, {strokeWidth: 1.5}));
      return [...marks, line(i, facet)];  // dashed as among all medians, for print
    },
  });
}

function table(c, name, paths, write) {
  const months = monthsOf(c.data, c.results);
  const at = [...new Set([0, ...Array.from({length: Math.floor(months / 12)}, (_, i) => 12 * (i + 1)), months - 1])]
    .filter((month) => month < months).sort((a, b) => a - b);
  const columns = [c.t('path'), c.t('month'), c.t('mean'), ...c.quantiles.map((q) => `P${c.f.number(100 * q, 1)}`)];
  const rows = paths.flatMap((path) => at.map((month) => {
    const of = fan(c.results, name, path);
    return [path.name, String(month), ...['mean', 'p5', 'p25', 'p50', 'p75', 'p95'].map((key) => write(of[key][month]))];
  }));
  return {columns, rows};
}
