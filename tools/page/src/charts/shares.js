// Shares that add up to one, stacked over the months: the engagement pie, and the stages of the journey.
import {fan, monthsOf, stages} from '../results.js';
import {Plot, INK, columnsFor, monthTicks, panels} from './common.js';

/** layers(path): [{name, colour, values by month}], from the bottom up. */
function stacked(c, paths, layers) {
  const months = monthsOf(c.data, c.results), marginLeft = 62;
  const inner = (c.width - marginLeft) / columnsFor(c.width, paths.length);
  return panels({
    width: c.width, height: 150, marginLeft,
    panels: paths.map((path) => ({title: path.name, colour: path.colour, path})),
    x: {domain: [0, months - 1], label: c.t('months'), ticks: monthTicks(months, inner)},
    y: {domain: [0, 1], label: null, ticks: 4, tickFormat: (value) => c.f.percent(value)},
    marks: ({path, at}) => {
      const facet = {fx: () => at.fx, fy: () => at.fy};
      const floor = new Array(months).fill(0);
      return layers(path).flatMap((layer) => {
        const rows = layer.values.map((value, month) => {
          const from = floor[month];
          return {month, from, to: (floor[month] += value)};
        });
        // The name stands in the middle of where the layer is thickest, if it fits there.
        const edge = Math.ceil(months * (layer.name.length * 5 + 10) / (inner - 28));
        const inside = rows.filter((row) => row.month >= edge && row.month <= months - 1 - edge);
        const most = Math.max(...inside.map((row) => row.to - row.from));
        const thick = inside.filter((row) => row.to - row.from >= 0.95 * most);
        const widest = thick[Math.floor(thick.length / 2)];
        const fits = widest && [-edge, edge].every((step) => {
          const row = rows[widest.month + step] ?? widest;
          return row.to - row.from > 0.06;
        });
        return [
          Plot.areaY(rows, {...facet, x: 'month', y1: 'from', y2: 'to', fill: layer.fill, stroke: 'white', strokeWidth: 1}),
          ...(fits && most > 0.13 ? [Plot.text([widest], {...facet, x: 'month', y: (row) => (row.from + row.to) / 2, text: () => layer.name, fill: layer.ink ?? INK, fontWeight: 'bold'})] : []),
        ];
      });
    },
  });
}

const pieOf = (c, path) => {
  const own = fan(c.results, 'attention', path)?.mean, rivals = fan(c.results, 'attention_rival', path)?.mean;
  return own && rivals && [
    {key: 'own', fill: path.colour, ink: 'white', values: own},
    {key: 'free', fill: '#eeeeee', values: own.map((value, m) => Math.max(0, 1 - value - rivals[m]))},
    {key: 'rivals', fill: '#b3a58f', values: rivals},
  ].map((layer) => ({...layer, name: c.t(`pie_${layer.key}`)}));
};

const table = (c, paths, layers) => {
  const months = monthsOf(c.data, c.results);
  const at = Array.from({length: Math.floor((months - 1) / 12) + 1}, (_, i) => 12 * i).concat(months - 1).filter((m, i, all) => all.indexOf(m) === i);
  return {
    columns: [c.t('path'), c.t('month'), ...layers(paths[0]).map((layer) => layer.title ?? layer.name)],
    rows: paths.flatMap((path) => at.map((month) =>
      [path.name, String(month), ...layers(path).map((layer) => c.f.percent(layer.values[month], 1))])),
  };
};

export const pie = {
  id: 'pie',
  isKnown: (c) => c.paths.every((path) => pieOf(c, path)),
  title: (c) => c.sentences.pie(c),
  subtitle: (c) => c.t('pie_subtitle'),
  draw: (c) => stacked(c, c.paths, (path) => pieOf(c, path)),
  table: (c) => table(c, c.paths, (path) => pieOf(c, path)),
};

const STAGE = [['#d9d9d9', INK], ['#b9d3e8', INK], ['#7db0d9', INK], ['#2f77ae', 'white'], ['#0b4f86', 'white']];
const stagesOf = (c, path) => STAGE.map(([fill, ink], k) => ({
  name: String(k + 1), title: `${k + 1} ${c.t(`stage_${k + 1}`)}`, fill, ink, values: stages(c.results, path).map((month) => month[k])}));

export const journey = {
  id: 'journey',
  isKnown: (c) => c.paths.every((path) => stages(c.results, path)),
  title: (c) => c.sentences.journey(c),
  subtitle: (c) => c.t('journey_subtitle'),
  draw: (c) => stacked(c, c.paths, (path) => stagesOf(c, path)),
  table: (c) => table(c, c.paths, (path) => stagesOf(c, path)),
};
