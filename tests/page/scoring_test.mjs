// The scores of what people predicted.   node --test scoring_test.mjs
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chanceIs, common, distance, intervalScore, predictionOf, rangeScore, typed, widest} from '../../tools/page/src/workshop/scoring.js';

const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 1e-9, `${value}, not ${wanted}`);
const hundred = Array.from({length: 100}, (_, i) => i + 1);

test('the interval score is the width, plus 2 / alpha for every unit outside', () => {
  const range = {low: 10, high: 30};
  near(intervalScore(range, 20), 20);
  near(intervalScore(range, 10), 20);  // an end is within
  near(intervalScore(range, 7), 20 + 20 * 3);
  near(intervalScore(range, 31), 20 + 20);
  near(intervalScore(range, 31, 0.5), 20 + 4);
});

test('a range is scored by what it holds, what is below, what is above, and the mean of its scores', () => {
  const score = rangeScore({low: 11, high: 80}, hundred, 400);
  near(score.held, 0.7);
  near(score.below, 0.1);
  near(score.above, 0.2);
  near(score.heldError, Math.sqrt(0.7 * 0.3 / 400));
  // below: distances 1 … 10, sum 55; above: 1 … 20, sum 210
  near(score.score, 69 + 20 * (55 + 210) / 100);
  const squares = 20 ** 2 * (385 + 2870) - 100 * (20 * 265 / 100) ** 2;  // of what is added to the width
  near(score.scoreError, Math.sqrt(squares / 99 / 400));
  assert.equal(rangeScore({low: 0, high: 1}, []), null);
});

test('no range scores lower than the one from the 5 % to the 95 % of the same values', () => {
  const values = hundred.map((i) => i ** 2), best = rangeScore({low: values[5], high: values[94]}, values).score;
  near(rangeScore({low: values[5], high: values[94]}, values).held, 0.9);
  for (let low = 0; low < 99; low += 3)
    for (let high = low + 1; high < 100; ++high)
      assert.ok(rangeScore({low: values[low], high: values[high]}, values).score >= best - 1e-9, `${low} ${high}`);
});

test('a range that holds all or none has shares of exactly one or none', () => {
  const all = rangeScore({low: 0, high: 200}, hundred), none = rangeScore({low: -9, high: -4}, hundred);
  assert.deepEqual([all.held, all.heldError, all.score, all.scoreError], [1, 0, 200, 0]);
  assert.deepEqual([none.held, none.below, none.above], [0, 0, 1]);
});

test('the widest disagreement is the pair whose ends lie furthest apart on average', () => {
  const a = {low: 0, high: 10}, b = {low: 1, high: 30}, c = {low: -50, high: 12};
  near(distance(a, b), 10.5);
  assert.deepEqual(widest([a, b, c], distance), [b, c]);
  assert.equal(widest([a], distance), null);
  assert.equal(widest([a, {...a}], distance), null);
  assert.deepEqual(common(a, b), {low: 1, high: 10});
  assert.equal(common(a, {low: 11, high: 12}), null);
});

test('numbers are read as people of either language type them, and nothing else is', () => {
  assert.deepEqual(['12.5', '12,5', ' −3 ', '+.5', '-20'].map(typed), [12.5, 12.5, -3, 0.5, -20]);
  for (const text of ['', 'x', '1e3', '1.000,5', '1.2.3', '12 M', '0x10', 'Infinity', '-']) assert.ok(Number.isNaN(typed(text)), text);
});

test('a prediction may leave out the range or the chance, not both, and says what is wrong where', () => {
  const of = (changes) => predictionOf({name: '', path: '', low: '', high: '', chance: '', ...changes});
  assert.deepEqual(of({name: ' Ann ', low: '-20', high: '1,5', chance: '80'}), {name: 'Ann', path: '', range: {low: -20e6, high: 1.5e6}, chance: 0.8});
  assert.deepEqual(of({chance: '0'}), {name: '', path: '', range: null, chance: 0});
  assert.equal(of({low: '1', high: '2'}).chance, null);
  const faults = [[{}, 'pr_nothing', 'low'], [{low: '1'}, 'pr_no_number', 'high'], [{low: 'a', high: '2'}, 'pr_no_number', 'low'],
    [{low: '1', high: '9999999'}, 'pr_no_number', 'high'], [{low: '2', high: '2'}, 'pr_order', 'high'], [{chance: '101'}, 'pr_no_chance', 'chance'], [{chance: '-1'}, 'pr_no_chance', 'chance'],
    [{low: '1', high: '2', chance: 'x'}, 'pr_no_chance', 'chance']];
  for (const [changes, fault, at] of faults) assert.deepEqual(of(changes), {fault, at}, JSON.stringify(changes));
});

test('a chance within two standard errors of the simulated share is the same, else too low or too high', () => {
  assert.equal(chanceIs(0.35, {value: 0.353, se: 0.003}), 'same');
  assert.equal(chanceIs(0.34, {value: 0.353, se: 0.003}), 'low');
  assert.equal(chanceIs(0.36, {value: 0.353, se: 0.003}), 'high');
  assert.equal(chanceIs(1, {value: 1, se: 0}), 'same');
});
