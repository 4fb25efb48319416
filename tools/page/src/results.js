// What charts ask of PageData and Results, and nothing else.

// Okabe & Ito (2008), the lighter ones darkened so that text in them can be read on white.
export const COLOURS = ['#555555', '#0072b2', '#c24a00', '#007a5a', '#8e3b8e', '#7a5c00', '#0b3c6f'];
const DASHES = ['2 4', '', '9 4', '3 3', '12 4 3 4', '6 2', '1 3'];
const MARKS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye'];

/** Of more than six paths colours come again, never that of staying, and with another dash and mark. */
export const colourOf = (slot) => COLOURS[slot && 1 + (slot - 1) % 6];
const style = (slot) => slot + 2 * Math.max(0, Math.floor((slot - 1) / 6));

/** Paths with their constant colour, dash and mark; stay first. */
export function pathsOf(data, t) {
  return data.paths.map((path, index, _, slot = path.slot ?? index) => ({
    ...path,
    index,
    name: index === 0 && path.name === 'Stay' ? t('stay') : path.name,
    isStay: index === 0,
    colour: colourOf(slot),
    dash: DASHES[style(slot) % 7],
    mark: MARKS[style(slot) % 7],
  }));
}

export const isNumber = Number.isFinite;

/** Distribution of an outcome of a path, or undefined. */
export const outcome = (results, name, path) => results.outcomes[name]?.paths[path.index];

/** Share of draws, 0 … 1, with its standard error; undefined where unknown. */
export const share = (results, name, path) => results.shares[name]?.[path.index];

/** Fan of a series of a path: {mean, p5, p25, p50, p75, p95} by month; undefined where unknown. */
export const fan = (results, name, path) => results.series?.names[name]?.paths[path.index];

export const monthsOf = (data, results) => results.series?.months ?? data.scenario.months;

/** Paths that do something, best median NPV first. */
export function ranked(c) {
  return c.paths.filter((path) => !path.isStay)
    .sort((a, b) => outcome(c.results, 'npv', b).p50 - outcome(c.results, 'npv', a).p50);
}

/** Chance that a value is at least x, from rising values. */
export function chanceOfAtLeast(rising, x) {
  let low = 0, high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < x) low = middle + 1;
    else high = middle;
  }
  return rising.length ? 1 - low / rising.length : NaN;
}

/** Shares of the five stages by month; undefined where unknown. */
export const stages = (results, path) => results.stages?.paths[path.index];
