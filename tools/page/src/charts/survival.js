// Survival of the programme: the share of futures in which leaders have not stopped a path.
import {monthsOf} from '../results.js';
import {Plot, labelledLines, monthTicks, plot} from './common.js';

const drawn = (c) => c.paths.filter((path) => !path.isStay);
const alive = (c, path) => c.results.survival.paths[path.index];

export const survival = {
  id: 'survival',
  isKnown: (c) => c.results.survival?.paths?.length > 0 && drawn(c).length > 0,
  title: (c) => c.sentences.survival(c),
  subtitle: (c) => c.t('survival_subtitle'),
  draw(c) {
    const months = monthsOf(c.data, c.results), height = 330, marginBottom = 46, marginLeft = 62;
    const lines = drawn(c).map((path) => ({...path, curve: 'step-after',
      points: [{x: 0, y: 1}, ...alive(c, path).map((y, month) => ({x: month + 1, y}))]}));
    const {marks, marginRight, marginTop} = labelledLines({lines, width: c.width, height, domain: [0, 1], xOf: (d) => d.x, yOf: (d) => d.y});
    return plot({
      width: c.width, height: height + marginTop + marginBottom, marginTop, marginBottom, marginLeft, marginRight,
      x: {domain: [0, months], label: c.t('months'), labelAnchor: 'center', labelArrow: 'none', ticks: monthTicks(months, c.width - marginRight - marginLeft, months)},
      y: {domain: [0, 1], grid: true, ticks: 5, tickFormat: (value) => c.f.percent(value), label: null},
      marks: [Plot.ruleY([0]), ...marks],
    });
  },
  table(c) {
    const months = monthsOf(c.data, c.results);
    const at = Array.from({length: Math.ceil(months / 6)}, (_, i) => Math.min(6 * (i + 1), months)).filter((m, i, all) => all.indexOf(m) === i);
    return {
      columns: [c.t('path'), ...at.map((month) => `${month}`)],
      rows: drawn(c).map((path) => [path.name, ...at.map((month) => c.f.percent(alive(c, path)[month - 1], 1))]),
    };
  },
};
