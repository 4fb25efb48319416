// How well what people predicted agrees with the simulated futures. Pure functions, no page.
// A range is {low, high}: what its owner holds for the 5 % and 95 % of an outcome.

export const MEANT = 0.9;  // share of futures that a range of 5 % to 95 % means to hold

/** Interval score of a range for one outcome, in its unit; lower is better. `share` is what the range
 *  means to hold. Gneiting & Raftery (2007), Strictly proper scoring rules, eq. 43. */
export const intervalScore = ({low, high}, outcome, share = MEANT) =>
  high - low + 2 / (1 - share) * (Math.max(low - outcome, 0) + Math.max(outcome - high, 0));

/** Standard error of a share of so many independent draws. */
export const shareError = (share, draws) => Math.sqrt(share * (1 - share) / draws);

/** Of a range against simulated values that stand, evenly, for `draws` draws: the shares that it holds
 *  (ends within), with standard error, that are below and above; and its mean interval score, with
 *  standard error. Null without values. */
export function rangeScore(range, values, draws = values.length) {
  const n = values.length;
  if (n === 0) return null;
  const below = values.filter((value) => value < range.low).length / n;
  const above = values.filter((value) => value > range.high).length / n;
  const scores = values.map((value) => intervalScore(range, value));
  const score = scores.reduce((sum, each) => sum + each, 0) / n;
  const variance = scores.reduce((sum, each) => sum + (each - score) ** 2, 0) / Math.max(n - 1, 1);
  const held = 1 - below - above;
  return {held, heldError: shareError(held, draws), below, above, score, scoreError: Math.sqrt(variance / draws)};
}

/** How far two ranges lie apart, in their unit: the mean distance of their ends. */
export const distance = (a, b) => (Math.abs(a.low - b.low) + Math.abs(a.high - b.high)) / 2;

/** What two ranges have in common, as a range; null where they do not overlap. */
export function common(a, b) {
  const low = Math.max(a.low, b.low), high = Math.min(a.high, b.high);
  return low <= high ? {low, high} : null;
}

/** The two of a list that lie furthest apart by `apart(a, b)`, [a, b] in the order of the list, the first
 *  such pair; null where no two differ. */
export function widest(list, apart) {
  let found = null, most = 0;
  list.forEach((a, i) => list.slice(i + 1).forEach((b) => {
    const far = apart(a, b);
    if (far > most) [found, most] = [[a, b], far];
  }));
  return found;
}

/** A number as people type it, of either language: "12.5", "12,5", "−3"; NaN where it is none. */
export function typed(text) {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** What was typed, {name, path, low, high, chance} with money in millions and the chance in %, as a
 *  prediction {name, path, range, chance}, money in full and the chance 0 … 1, either null where it was
 *  left out; or {fault: key of a sentence, at: field}. */
export function predictionOf({name, path, low, high, chance}) {
  const isRange = low.trim() !== '' || high.trim() !== '', isChance = chance.trim() !== '';
  if (!isRange && !isChance) return {fault: 'pr_nothing', at: 'low'};
  const range = isRange ? {low: 1e6 * typed(low), high: 1e6 * typed(high)} : null;
  for (const end of ['low', 'high'])
    if (isRange && !(Math.abs(range[end]) <= 1e12)) return {fault: 'pr_no_number', at: end};
  if (isRange && !(range.low < range.high)) return {fault: 'pr_order', at: 'high'};
  const share = isChance ? typed(chance) / 100 : null;
  if (isChance && !(share >= 0 && share <= 1)) return {fault: 'pr_no_chance', at: 'chance'};
  return {name: name.trim(), path, range, chance: share};
}

/** A chance that was said beside a simulated share: 'low', 'high', or the 'same' within two of its standard errors. */
export const chanceIs = (said, {value, se}) => (Math.abs(said - value) <= 2 * se ? 'same' : said < value ? 'low' : 'high');
