// Which path comes first under a belief, and which of its inputs put it there. Pure functions of draws.
// First is the path whose median is highest. Differences are of the same draws (paired).

/** Value at a rank between those of rising values. */
function atRank(rising, rank) {
  const at = Math.min(Math.max(rank, 0), rising.length - 1), below = Math.floor(at);
  return rising[below] + (at - below) * (rising[Math.min(below + 1, rising.length - 1)] - rising[below]);
}

/** {value, se}: the median, its error from the ranks half a standard deviation of the count around it
 *  (engine/core/statistics.hpp says the same). */
export function medianOf(values) {
  const rising = Float64Array.from(values).sort(), n = rising.length, reach = Math.sqrt(n) / 2;
  return {value: atRank(rising, (n - 1) / 2), se: (atRank(rising, (n - 1) / 2 + reach) - atRank(rising, (n - 1) / 2 - reach)) / 2};
}

/** {value, se} of the median of a less that of b, draw by draw: their errors go along as far as the draws
 *  below both medians say (Babu & Rao 1988). */
export function medianDifference(a, b, atA = medianOf(a), atB = medianOf(b)) {
  const n = a.length;
  let below = 0, belowA = 0, belowB = 0;
  for (let i = 0; i < n; ++i) {
    const isA = a[i] <= atA.value, isB = b[i] <= atB.value;
    belowA += isA;
    belowB += isB;
    below += isA && isB;
  }
  const [pA, pB, both] = [belowA / n, belowB / n, below / n], spread = Math.sqrt(pA * (1 - pA) * pB * (1 - pB));
  const along = spread > 0 ? (both - pA * pB) / spread : 0;
  return {value: atA.value - atB.value, se: Math.sqrt(Math.max(0, atA.se ** 2 + atB.se ** 2 - 2 * along * atA.se * atB.se))};
}

export const isClear = ({value, se}) => Math.abs(value) > 2 * se;

/** Of draws by path, stay first: {draws, medians, beats: share better than stay, order: paths by median,
 *  leads[a][b]: median of a less that of b}. */
export function rankingOf(columns) {
  const draws = columns[0].length, [stay] = columns, medians = columns.map(medianOf);
  const beats = columns.map((values) => {
    const value = values.reduce((sum, each, i) => sum + (Math.sign(each - stay[i]) + 1) / 2, 0) / draws;
    return {value, se: Math.sqrt(value * (1 - value) / draws)};
  });
  const order = columns.map((_, path) => path).sort((a, b) => medians[b].value - medians[a].value || a - b);
  const leads = columns.map((a, i) => columns.map((b, k) => medianDifference(a, b, medians[i], medians[k])));
  return {draws, medians, beats, order, leads};
}

/** The first path, the one behind it, and by how much. */
export function firstOf({order: [path, second], leads}) {
  const lead = leads[path][second ?? path];
  return {path, second, lead, isClear: isClear(lead)};
}

/** What becomes of `before`, which came first: the path ahead of all others of this ranking, its lead over
 *  it, and 'first' (it has lost its place), 'no', or 'open': too close to tell. */
export function changeOf({order, leads}, before) {
  const path = order.find((each) => each !== before);
  const lead = path === undefined ? {value: -Infinity, se: 0} : leads[path][before];
  return {path, lead, verdict: !isClear(lead) ? 'open' : lead.value > 0 ? 'first' : 'no'};
}

/** Whether a belief puts another path in the first place than the reference does, beyond chance. */
export function isChanged(reference, ranking) {
  const [before] = reference.order, [after] = ranking.order;
  return before !== after && isClear(reference.leads[before][after]) && changeOf(ranking, before).verdict === 'first';
}

/** Which of a leader's inputs change the first place: {before, alone: [{key, path, lead, verdict}], needed:
 *  [{key, verdict}]}. simulate(keys): a promise of the ranking of the reference with only these changed.
 *  `needed`, asked only where none does alone: without it the change is undone ('needed'), or 'open'. */
export async function causeOf({reference, ranking, keys, simulate}) {
  const [before] = reference.order, alone = [], needed = [];
  for (const key of keys)
    alone.push({key, ...changeOf(keys.length === 1 ? ranking : await simulate([key]), before)});
  if (alone.every(({verdict}) => verdict === 'no'))
    for (const key of keys) {
      const {verdict} = changeOf(await simulate(keys.filter((each) => each !== key)), before);
      if (verdict !== 'first') needed.push({key, verdict: verdict === 'no' ? 'needed' : 'open'});
    }
  return {before, alone, needed};
}
