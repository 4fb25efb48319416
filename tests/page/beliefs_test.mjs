// Whose belief changes the ranking: what the page reckons by itself.   node --test beliefs_test.mjs
import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as beliefs from '../../tools/page/src/workshop/beliefs.js';
import {causeOf, changeOf, firstOf, isChanged, medianDifference, medianOf, rankingOf} from '../../tools/page/src/workshop/beliefs_rank.js';
import {linkOf, stateIn, stateOf} from '../../tools/page/src/workshop/state.js';

const near = (value, wanted, within = 1e-9) => assert.ok(Math.abs(value - wanted) <= within, `${value}, not ${wanted}`);
const hundred = Array.from({length: 100}, (_, i) => i + 1);

// --- Medians and rankings ---

test('a median has the error of the ranks half the root of the count around it', () => {
  const {value, se} = medianOf(hundred.slice().reverse());
  near(value, 50.5);
  near(se, 5);  // ranks 49.5 ± 5 of 1 … 100 are 55.5 and 45.5
});

test('the difference of medians is surer the more the draws go along, and none but its value is left of a shift', () => {
  const same = medianDifference(hundred, hundred.map((x) => x + 7));
  near(same.value, -7);
  near(same.se, 0);
  const against = medianDifference(hundred, hundred.map((x) => 101 - x));
  near(against.value, 0);
  near(against.se, 10);  // both errors of 5, wholly opposed
});

test('the error of a difference of medians is the spread of that difference over many samples', () => {
  // Normal pairs of correlation 0.8; 400 samples of 512. The sample deviation of 400 has itself an error of
  // 3.5 %, the rank errors add to it little on average: 15 % is beyond four of them.
  let seed = 12345;
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32 + 2 ** -33;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const values = [], errors = [];
  for (let sample = 0; sample < 400; ++sample) {
    const a = [], b = [];
    for (let i = 0; i < 512; ++i) {
      const shared = normal();
      a.push(shared);
      b.push(0.8 * shared + 0.6 * normal());
    }
    const {value, se} = medianDifference(a, b);
    values.push(value);
    errors.push(se);
  }
  const mean = (all) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const spread = Math.sqrt(mean(values.map((value) => value ** 2)));
  near(mean(errors) / spread, 1, 0.15);
  near(mean(values), 0, 4 * spread / 20);
});

const flat = (...medians) => rankingOf(medians.map((value) => [value, value, value, value]));

test('a ranking goes by medians, stay first where they tie, and a tie with stay is half better', () => {
  const ranking = rankingOf([[0, 0, 0, 0], [-1, 0, 1, 2], [5, 5, 5, 5], [0, 0, 0, 0]]);
  assert.deepEqual(ranking.order, [2, 1, 0, 3]);
  assert.deepEqual(ranking.beats.map(({value}) => value), [0.5, 0.625, 1, 0.5]);
  near(ranking.leads[2][1].value, 4.5);
  assert.equal(firstOf(ranking).path, 2);
  assert.equal(firstOf(flat(0, 0)).isClear, false);  // nothing between them
  assert.equal(firstOf(flat(0, 1)).isClear, true);
  assert.equal(firstOf(flat(0)).isClear, false);     // nothing to compare with
});

test('the first place has changed only where both rankings are clear of chance about it', () => {
  const wide = rankingOf([hundred.map(() => 0), hundred.map((x) => x - 45)]);  // 5.5 ± 5 ahead of stay
  assert.equal(isChanged(flat(0, 1), flat(0, -1)), true);
  assert.equal(isChanged(flat(0, 1), flat(0, 2)), false);
  assert.equal(isChanged(flat(0, -1), wide), false);
  assert.equal(isChanged(wide, flat(0, -1)), false);
  assert.equal(changeOf(wide, 0).verdict, 'open');
});

/** The cause, where each key changes the NPV of path 1 by so much, from 10 ahead of stay. */
async function cause(effects, asked = []) {
  const of = (keys) => flat(0, 10 + keys.reduce((sum, key) => sum + effects[key], 0));
  const keys = Object.keys(effects);
  const simulate = async (some) => {
    asked.push(some.join());
    return of(some);
  };
  return causeOf({reference: of([]), ranking: of(keys), keys, simulate});
}
const verdicts = (list) => Object.fromEntries(list.map(({key, verdict}) => [key, verdict]));

test('an input that takes the first place by itself is told from those that do not', async () => {
  const {before, alone, needed} = await cause({churn: -15, wage: -2, buzz: 30});
  assert.equal(before, 1);
  assert.deepEqual(verdicts(alone), {churn: 'first', wage: 'no', buzz: 'no'});
  near(alone[0].lead.value, 5);
  assert.equal(alone[0].path, 0);
  assert.deepEqual(needed, []);
});

test('of inputs that do so only together, those are named without which they would not', async () => {
  const {alone, needed} = await cause({a: -6, b: -5, c: -0.5});
  assert.deepEqual(verdicts(alone), {a: 'no', b: 'no', c: 'no'});
  assert.deepEqual(verdicts(needed), {a: 'needed', b: 'needed'});
});

test('where only one input was changed it is the cause, and nothing more is simulated', async () => {
  const asked = [], {alone} = await cause({churn: -15}, asked);
  assert.deepEqual(verdicts(alone), {churn: 'first'});
  assert.deepEqual(asked, []);
});

test('an input whose effect is within two standard errors is left open, and nobody says together', async () => {
  const open = rankingOf([hundred.map(() => 0), hundred.map((x) => x - 45)]);
  const {alone, needed} = await causeOf({reference: flat(0, 10), ranking: flat(0, -9), keys: ['a', 'b'], simulate: async ([key]) => (key === 'a' ? open : flat(0, 9))});
  assert.deepEqual(verdicts(alone), {a: 'open', b: 'no'});
  assert.deepEqual(needed, []);
});

// --- Priors ---

const input = {key: 'x.y', lo: 0, hi: 1, prior: [0.2, 0.3, 0.5], help: 'Share of something.', distribution: 'x'};

test('a prior is refused where it leaves the range, does not rise, or no curve goes through it', () => {
  const fault = (prior, of = input) => beliefs.faultOf(of, prior)?.fault ?? null;
  assert.equal(fault([0.2, 0.3, 0.5]), null);
  assert.equal(fault([0.4, 0.4, 0.4]), null);  // a number
  assert.equal(fault([0.2, 0.3, 1.1]), 'bl_range');
  assert.equal(fault([-0.1, 0.3, 0.5]), 'bl_range');
  assert.equal(fault([0.3, 0.3, 0.5]), 'bl_order');
  assert.equal(fault([0.5, 0.3, 0.2]), 'bl_order');
  assert.equal(fault([0.2, NaN, 0.5]), 'bl_no_number');
  assert.equal(fault([0.2, 0.21, 0.9]), 'bl_edge');
  assert.equal(fault([0, 0.05, 0.9]), 'bl_edge');  // from 0 on no logarithms: 1/6 of the way at least
  assert.equal(fault([0, 0.2, 0.9]), null);
});

test('sliders reach beyond the prior within the bounds, and a place is a value and back', () => {
  const scale = beliefs.scaleOf({lo: 0, hi: 1}, [0.2, 0.3, 0.5]);
  assert.deepEqual(scale, {low: 0.04, high: 1, isLog: true});
  assert.equal(beliefs.valueAt(scale, 0), 0.04);
  assert.equal(beliefs.valueAt(scale, beliefs.STEPS), 1);
  for (const of of [scale, beliefs.scaleOf({lo: -5, hi: 100}, [-1, 2, 4]), beliefs.scaleOf({lo: 0, hi: 10}, [3, 3, 3])])
    for (let place = 0; place <= beliefs.STEPS; place += 10) near(beliefs.placeOf(of, beliefs.valueAt(of, place)), place, 1);
  assert.ok(beliefs.scaleOf({lo: 0, hi: 9000}, [1, 2, 4], [300]).high >= 300);  // what was typed can be seen
});

test('the middle takes low and high along in proportion, and stops at the bounds', () => {
  assert.deepEqual(beliefs.moved({lo: 0, hi: 10}, [1, 2, 4], 4), [2, 4, 8]);
  assert.deepEqual(beliefs.moved({lo: 0, hi: 7}, [1, 2, 4], 4), [2, 4, 7]);
  assert.deepEqual(beliefs.moved({lo: -9, hi: 9}, [-1, 2, 4], 3), [0, 3, 5]);
  assert.deepEqual(beliefs.moved({lo: 0, hi: 9}, [3, 3, 3], 5), [5, 5, 5]);
});

test('an input is found by words of its name and of its help, by name first', () => {
  const inputs = [{key: 'a.wage', help: 'What a month costs.'}, {key: 'b.month_cost', help: 'Rent.'}, {key: 'c.other', help: 'None.'}];
  assert.deepEqual(beliefs.found(inputs, 'MONTH cost').map(({key}) => key), ['b.month_cost', 'a.wage']);
  assert.deepEqual(beliefs.found(inputs, 'zebra'), []);
});

// --- The state and its link ---

const path = {id: 'a', name: 'A', commitment: 0.5, listening: [], openness: [], empowerment: [], tooling: [], weaving: [], staffing: [], one_off: []};
const plan = {merged: '[run]\ndraws = 2\n', paths: [path], inputs: [input, {...input, key: 'x.z'}]};
const withAnn = () => beliefs.withPrior(beliefs.withBelief(beliefs.withLeader(stateOf(plan)), 1, {name: 'Ann'}), 1, 'x.y', [0.3, 0.4, 0.6]);

test('what is simulated is what the chosen leader believes, with her name as its source', () => {
  const ann = withAnn();
  assert.deepEqual(ann.inputs, {'x.y': {p10: 0.3, p50: 0.4, p90: 0.6, source: 'belief of Ann'}});
  assert.deepEqual(beliefs.withChosen(ann, 0).inputs, {});
  const both = beliefs.withPrior(beliefs.withLeader(ann, ann.beliefs[0]), 2, 'x.z', [0.2, 0.2, 0.2]);
  assert.deepEqual(both.inputs['x.z'], {value: 0.2, source: 'belief of leader B'});
  assert.deepEqual(both.inputs['x.y'].p50, 0.4);       // a copy of Ann's
  assert.deepEqual(both.beliefs[0].priors, ann.beliefs[0].priors);  // hers stay
  assert.deepEqual(beliefs.withoutLeader(both, 2).inputs, {});      // the scenario's again
  assert.deepEqual(beliefs.withPrior(ann, 1, 'x.y', null).inputs, {});
});

test('a link holds beliefs, names and whose are shown, and one without beliefs is as it ever was', () => {
  const ann = withAnn();
  assert.deepEqual(stateIn(linkOf(ann), plan), ann);
  const held = (state) => JSON.parse(atob(linkOf(state).slice(3).replaceAll('-', '+').replaceAll('_', '/')));
  assert.deepEqual(Object.keys(held(stateOf(plan))), ['paths', 'inputs']);
  assert.deepEqual(held(ann).inputs, {});  // the scenario's
});

test('a link whose beliefs cannot be is refused', () => {
  const link = (changes) => linkOf({...withAnn(), ...changes}), ann = withAnn().beliefs[0];
  for (const wrong of [[{...ann, slot: 7}], [ann, ann], [{...ann, priors: {'x.q': [1, 2, 3]}}], [{...ann, priors: {'x.y': [0.5, 0.4, 0.3]}}],
    [{...ann, priors: {'x.y': 'pert(1, 2, 3)'}}], [{...ann, priors: {'x.y': [0.1, 0.2, 9]}}], [{slot: 1, name: 'Ann'}]])
    assert.throws(() => stateIn(link({beliefs: wrong}), plan), undefined, JSON.stringify(wrong));
  assert.equal(stateIn(link({chosen: 5}), plan).chosen, beliefs.SCENARIO);
});
