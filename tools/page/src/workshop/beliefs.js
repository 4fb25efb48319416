// What leaders believe of the uncertain inputs: their priors as changes of the scenario's. Pure functions.
// A prior is [low, middle, high]: P10, P50 and P90 in the unit of the input; three equal ones are a number.
export const MOST_BELIEFS = 6;
export const SCENARIO = 0;  // in place of a slot: nobody's beliefs
const NAME = 40;            // letters of a name, at most
const EDGE = 0.16657737615961414;  // kMetalogEdge of engine/sampling/fitting.hpp
export const STEPS = 200;   // of a slider

export const letterOf = (slot) => 'ABCDEF'[slot - 1];
/** What a belief is called; `t`: the words. */
export const nameOf = (t, belief) => (belief ? belief.name.trim() || t('bl_leader', letterOf(belief.slot)) : t('bl_scenario'));

// --- The state: {…, inputs: what is simulated, given: the scenario's own changes, beliefs, chosen: a slot} ---

export const chosenOf = ({beliefs, chosen}) => beliefs.find(({slot}) => slot === chosen);

/** A prior as the engine and a scenario take it. */
export const distributionOf = ([low, middle, high]) =>
  (low === high ? {value: middle} : {p10: low, p50: middle, p90: high});

/** All changed inputs under a belief, undefined for the scenario; who holds them is their source. */
export function inputsUnder({given}, belief) {
  const source = belief && `belief of ${belief.name.trim() || `leader ${letterOf(belief.slot)}`}`;
  const own = Object.entries(belief?.priors ?? {}).map(([key, prior]) => [key, {...distributionOf(prior), source}]);
  return {...given, ...Object.fromEntries(own)};
}

function withBeliefs(state, beliefs, chosen = state.chosen) {
  const next = {...state, beliefs, chosen: beliefs.some(({slot}) => slot === chosen) ? chosen : SCENARIO};
  return {...next, inputs: inputsUnder(next, chosenOf(next))};
}

/** One more leader, chosen: with the priors of that belief, else those of the scenario. */
export function withLeader(state, like) {
  const slot = [1, 2, 3, 4, 5, 6].find((each) => state.beliefs.every((belief) => belief.slot !== each));
  return withBeliefs(state, [...state.beliefs, {slot, name: '', priors: {...like?.priors}}], slot);
}
export const withoutLeader = (state, slot) => withBeliefs(state, state.beliefs.filter((belief) => belief.slot !== slot));
export const withChosen = (state, slot) => withBeliefs(state, state.beliefs, slot);
export const withBelief = (state, slot, changes) =>
  withBeliefs(state, state.beliefs.map((belief) => (belief.slot === slot ? {...belief, ...changes} : belief)));

/** The prior of one input of a leader; null: the scenario's again. */
export function withPrior(state, slot, key, prior) {
  const {[key]: _, ...others} = state.beliefs.find((belief) => belief.slot === slot).priors;
  return withBelief(state, slot, {priors: prior ? {...others, [key]: prior} : others});
}

/** The prior of the scenario: as a link changes it, else of the plan. */
export function scenarioPrior(input, given) {
  const own = given[input.key];
  if (typeof own === 'number') return [own, own, own];
  return own && 'p10' in own && 'p50' in own ? [own.p10, own.p50, own.p90] : input.prior;
}
export const priorOf = (input, given, belief) => belief?.priors[input.key] ?? scenarioPrior(input, given);

/** Beliefs of a link, checked against the plan; throws where they cannot be. */
export function checkedBeliefs(plan, beliefs = []) {
  const slots = new Set(beliefs.map(({slot}) => slot));
  if (beliefs.length > MOST_BELIEFS || slots.size !== beliefs.length) throw new Error('beliefs');
  return beliefs.map(({slot, name, priors}) => {
    if (!letterOf(slot)) throw new Error('slot');
    for (const [key, prior] of Object.entries(priors)) {
      const input = plan.inputs.find((one) => one.key === key);
      if (!input || !Array.isArray(prior) || prior.length !== 3 || faultOf(input, prior)) throw new Error(key);
    }
    return {slot, name: String(name).replace(/[\ud800-\udfff\p{Cc}]/gu, '').slice(0, NAME), priors};
  });
}

/** What the link holds of the state; one without beliefs as ever. */
export const storedBeliefs = ({beliefs, chosen}) => (beliefs.length ? {beliefs, chosen} : {});
export const readBeliefs = (plan, {inputs, beliefs, chosen}) =>
  withBeliefs({given: inputs ?? {}, inputs: {}}, checkedBeliefs(plan, beliefs), chosen);

// --- One prior ---

/** Why a prior cannot be: {key of a sentence, its numbers}; null where it can. */
export function faultOf({lo, hi}, prior) {
  const [low, middle, high] = prior;
  if (!prior.every(Number.isFinite)) return {fault: 'bl_no_number', numbers: []};
  if (low < lo || high > hi || middle < lo || middle > hi) return {fault: 'bl_range', numbers: [lo, hi]};
  if (low === middle && middle === high) return null;
  if (!(low < middle && middle < high)) return {fault: 'bl_order', numbers: []};
  // As Distribution::p10_p50_p90 of engine/sampling: on logarithms where all are above none.
  const [along, back] = low > 0 ? [Math.log, Math.exp] : [(x) => x, (x) => x];
  const edge = EDGE * (along(high) - along(low)), ends = [along(low) + edge, along(high) - edge];
  return ends[0] < along(middle) && along(middle) < ends[1] ? null : {fault: 'bl_edge', numbers: ends.map(back)};
}

const digits = (value) => Number(value.toPrecision(3));

/** What the sliders of an input reach: {low, high, isLog}; far beyond the scenario's prior and what is
 *  shown of it, as far as its bounds allow. */
export function scaleOf({lo, hi}, [p10, p50, p90], shown = []) {
  const isLog = p10 > 0, width = p90 - p10 || Math.abs(p50) || 1;
  const [low, high] = isLog ? [p10 / 5, p90 * 5] : [p10 - 2 * width, p90 + 2 * width];
  const least = Math.min(low, ...shown), most = Math.max(high, ...shown);
  return {low: Math.max(least, lo), high: Math.min(most, hi), isLog: isLog && Math.max(least, lo) > 0};
}

/** Where a value stands on the scale, 0 … STEPS. */
export function placeOf({low, high, isLog}, value) {
  const share = isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return STEPS * Math.min(1, Math.max(0, share));
}

/** The value at a place, of three digits that matter; the ends exactly. */
export function valueAt({low, high, isLog}, place) {
  const share = place / STEPS;
  if (share <= 0 || share >= 1) return share <= 0 ? low : high;
  const value = digits(isLog ? low * (high / low) ** share : low + (high - low) * share);
  return Math.min(high, Math.max(low, value));
}

/** The prior moved as a whole, its middle to `middle`: in proportion where all is above none, within bounds. */
export function moved({lo, hi}, [low, from, high], middle) {
  const isLog = low > 0 && middle > 0;
  const to = (value) => Math.min(hi, Math.max(lo, digits(isLog ? value * (middle / from) : value + middle - from)));
  return [low === from ? middle : to(low), middle, high === from ? middle : to(high)];
}

/** Inputs whose help or name holds every word, those that begin so first; at most `most`. */
export function found(inputs, text, most = 8) {
  const wanted = text.toLowerCase().split(/[\s._]+/).filter(Boolean);
  const plain = ({key}) => key.replaceAll(/[._]/g, ' ');
  const all = inputs.filter((input) => wanted.every((word) => `${plain(input)} ${input.help.toLowerCase()}`.includes(word)));
  const isNamed = (input) => wanted.every((word) => plain(input).includes(word));
  return [...all.filter(isNamed), ...all.filter((input) => !isNamed(input))].slice(0, most);
}
