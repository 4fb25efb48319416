// The hierarchy of ROI: value by rung, and how much of it leaders can see by when.
import {fan, monthsOf} from '../results.js';
import {Plot, INK, QUIET, columnsFor, extent, monthTicks, overMonths, panels, plot, rounded, textWidth, ticksOf} from './common.js';

const active = (c) => c.paths.filter((path) => !path.isStay);
const pv = (c, path, rung) => c.results.rungs.paths[path.index].pv[rung];

export const rungValues = {
  id: 'rungs',
  isKnown: (c) => c.results.rungs?.names?.length > 0 && active(c).length > 0,
  title: (c) => c.sentences.rungs(c),
  subtitle: (c) => c.t('rungs_subtitle'),
  draw(c) {
    const paths = active(c), names = c.results.rungs.names;
    const x = rounded(extent(paths.flatMap((path) => names.flatMap((_, k) => [pv(c, path, k).p5 ?? pv(c, path, k).mean, pv(c, path, k).p95 ?? pv(c, path, k).mean])), [0]));
    const of = Math.max(...x.map(Math.abs));
    const labels = names.map((name) => c.t(`rung_${name}`));
    const marginLeft = Math.max(...labels.map((label) => textWidth(label))) + 16;
    const columns = c.width >= 620 ? Math.min(paths.length, 2) : 1, inner = (c.width - marginLeft) / columns - 82;
    return panels({
      width: c.width, height: 165, marginLeft, columns,
      panels: paths.map((path) => ({title: path.name, colour: path.colour, path})),
      x: {domain: x, label: null, ticks: ticksOf(x, Math.max(2, inner / 90)), insetLeft: 24, insetRight: 30, tickFormat: (value) => c.f.money(value, {of}), grid: true},
      y: {domain: [...names].reverse(), label: null, tickFormat: (name) => c.t(`rung_${name}`), type: 'band', padding: 0.25},
      marks: ({path, at}) => {
        const rows = names.map((name, k) => ({name, ...pv(c, path, k)}));
        const facet = {fx: () => at.fx, fy: () => at.fy};
        return [
          Plot.barX(rows, {...facet, x: 'mean', y: 'name', fill: path.colour, fillOpacity: 0.75}),
          Plot.link(rows.filter((row) => Number.isFinite(row.p5)), {...facet, x1: 'p5', x2: 'p95', y1: 'name', y2: 'name', stroke: INK, strokeWidth: 1.5}),
          Plot.ruleX([0], {...facet, stroke: INK}),
        ];
      },
    });
  },
  table(c) {
    return {
      columns: [c.t('path'), c.t('rung'), c.t('mean'), '±', 'P5', 'P50', 'P95'],
      rows: active(c).flatMap((path) => c.results.rungs.names.map((name, k) => {
        const of = pv(c, path, k);
        return [path.name, c.t(`rung_${name}`), ...[of.mean, of.mean_se, of.p5, of.p50, of.p95].map((value) => c.f.amount(value))];
      })),
    };
  },
};

export const rungSight = {
  id: 'sight',
  isKnown: (c) => c.results.rungs?.seen?.rungs?.[0]?.every(Number.isFinite) ?? false,
  title: (c) => c.sentences.sight(c),
  subtitle: (c) => c.t('sight_subtitle'),
  draw(c) {
    const {months, rungs} = c.results.rungs.seen, names = c.results.rungs.names;
    const cells = names.flatMap((name, k) => months.map((month, i) => ({name, month, seen: rungs[k][i]})));
    const labels = names.map((name) => c.t(`rung_${name}`));
    const narrow = c.width < 500;
    const shown = cells.filter((cell) => !narrow || [0, 12, 60].includes(cell.month));
    return plot({
      width: c.width, height: names.length * 42 + 62, marginLeft: Math.max(...labels.map((label) => textWidth(label))) + 16, marginBottom: 54, marginTop: 6, marginRight: 6,
      x: {type: 'band', label: c.t('months_measured'), labelOffset: 44, labelArrow: 'none', domain: [...new Set(shown.map((cell) => cell.month))], padding: 0.04},
      y: {type: 'band', label: null, domain: [...names].reverse(), tickFormat: (name) => c.t(`rung_${name}`), padding: 0.04},
      color: {type: 'linear', domain: [0, 1], range: ['#f3f6fa', '#0b4f86'], interpolate: 'rgb'},
      marks: [
        Plot.cell(shown, {x: 'month', y: 'name', fill: 'seen'}),
        Plot.text(shown, {x: 'month', y: 'name', text: (cell) => c.f.percent(cell.seen), fill: (cell) => cell.seen > 0.735 ? 'white' : 'black', fontWeight: 'bold'}),
      ],
    });
  },
  table(c) {
    const {months, rungs} = c.results.rungs.seen;
    return {
      columns: [c.t('rung'), ...months.map((month) => `${month} ${c.t('months')}`)],
      rows: c.results.rungs.names.map((name, k) => [c.t(`rung_${name}`), ...rungs[k].map((value) => c.f.percent(value, 1))]),
    };
  },
};

const benefits = ['benefit', 'measured', 'belief'];
const DASH = {benefit: undefined, measured: '9 4', belief: '2 4'};
const known = (c) => active(c).filter((path) => benefits.every((name) => fan(c.results, name, path)));

export const trueAgainstMeasured = {
  id: 'measured',
  isKnown: (c) => known(c).length > 0,
  title: (c) => c.sentences.measured(c),
  subtitle: (c) => c.t('measured_subtitle'),
  draw(c) {
    const paths = known(c), months = monthsOf(c.data, c.results);
    const y = rounded(extent(paths.flatMap((path) => benefits.flatMap((name) => fan(c.results, name, path).mean)), [0]));
    const of = Math.max(...y.map(Math.abs)), tick = (value) => c.f.money(value, {of});
    const marginLeft = Math.max(...y.map((value) => tick(value).length)) * 8.6 + 14;
    const inner = (c.width - marginLeft) / columnsFor(c.width, paths.length);
    return panels({
      width: c.width, height: 180, marginLeft,
      panels: paths.map((path) => ({title: path.name, colour: path.colour, path})),
      x: {domain: [0, months - 1], label: c.t('months'), ticks: monthTicks(months, inner)},
      y: {domain: y, label: null, ticks: 4, tickFormat: tick, grid: true},
      marks: ({path, at}) => {
        const facet = {fx: () => at.fx, fy: () => at.fy};
        const rows = overMonths(fan(c.results, 'benefit', path).mean.length, (m) =>
          Object.fromEntries(benefits.map((name) => [name, fan(c.results, name, path).mean[m]])));
        return [
          Plot.ruleY([0], {...facet, stroke: INK}),
          Plot.areaY(rows, {...facet, x: 'month', y1: 'measured', y2: 'benefit', fill: path.colour, fillOpacity: 0.15}),
          ...benefits.map((name) => Plot.line(rows, {...facet, x: 'month', y: name, stroke: name === 'belief' ? QUIET : path.colour, strokeWidth: 3, strokeDasharray: DASH[name]})),
        ];
      },
    });
  },
  table(c) {
    const months = monthsOf(c.data, c.results);
    const at = Array.from({length: Math.floor((months - 1) / 12) + 1}, (_, i) => 12 * i).concat(months - 1).filter((month, i, all) => all.indexOf(month) === i);
    return {
      columns: [c.t('path'), c.t('month'), ...benefits.map((name) => c.t(`series_${name}`))],
      rows: known(c).flatMap((path) => at.map((month) =>
        [path.name, String(month), ...benefits.map((name) => c.f.amount(fan(c.results, name, path).mean[month]))])),
    };
  },
};
