// Net promoters over the months: a fan where the engine gives one; else means, and the range at the end.
import {fan, monthsOf, outcome} from '../results.js';
import {Plot, extent, labelledLines, monthTicks, plot, rounded} from './common.js';

const mean = (c, path) => {
  const up = fan(c.results, 'advocate', path), down = fan(c.results, 'detractor', path);
  return up && down ? up.mean.map((value, month) => value - down.mean[month]) : [];
};
const net = (c) => (value) => c.f.number(100 * value, 0);

export const promoters = {
  id: 'net-promoters',
  isKnown: (c) => c.paths.some((path) => mean(c, path).length > 0) && c.results.outcomes.net_promoters !== undefined,
  title: (c) => c.sentences.promoters(c),
  subtitle: (c) => c.t('promoters_subtitle'),
  draw(c) {
    const months = monthsOf(c.data, c.results), write = net(c);
    const ends = c.paths.map((path) => outcome(c.results, 'net_promoters', path));
    const y = rounded(extent([...c.paths.flatMap((path) => mean(c, path)), ...ends.flatMap((end) => [end.p5, end.p95])]));
    const height = 330, marginBottom = 44;
    const step = c.width < 620 ? 1.2 : 0.9;
    const bars = c.paths.map((path, i) => ({...path, ...ends[i], at: months + step * (i + 0.5)}));
    const lines = c.paths.map((path) => ({
      ...path, points: mean(c, path).map((value, month) => ({x: month, y: value}))}));
    const right = months + step * (c.paths.length + 0.5);
    const {marks, marginRight, marginTop} = labelledLines({
      lines, width: c.width, height, domain: y,
      xOf: (d) => d.x, yOf: (d) => d.y, above: true,
    });
    return plot({
      width: c.width, height: height + marginTop + marginBottom, marginTop, marginBottom, marginRight, marginLeft: 50,
      x: {domain: [0, right], ticks: monthTicks(months, c.width - marginRight - 50), label: c.t('months'), labelAnchor: 'center', labelArrow: 'none'},
      y: {domain: y, grid: true, ticks: 6, tickFormat: write, label: null},
      marks: [
        Plot.ruleY([0]),
        Plot.link(bars, {x1: 'at', x2: 'at', y1: 'p5', y2: 'p95', stroke: 'colour', strokeWidth: 4, strokeOpacity: 0.45}),
        Plot.link(bars, {x1: 'at', x2: 'at', y1: 'p25', y2: 'p75', stroke: 'colour', strokeWidth: 4}),
        ...marks,
      ],
    });
  },
  table(c) {
    const write = (value) => c.f.number(100 * value, 1);
    return {
      columns: [c.t('path'), c.t('mean'), '±', 'P5', 'P25', 'P50', 'P75', 'P95'],
      rows: c.paths.map((path) => {
        const of = outcome(c.results, 'net_promoters', path);
        return [path.name, ...['mean', 'mean_se', 'p5', 'p25', 'p50', 'p75', 'p95'].map((key) => write(of[key]))];
      }),
    };
  },
};
