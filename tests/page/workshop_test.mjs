// The page of `e2roi workshop`, driven in a browser.   node workshop_test.mjs PROGRAM PROJECT MODULES
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {faultsOf, finish, hashOf, launch, open, test, textIn, workbench} from './browser.mjs';

const {folder, project, e2roi, bank, workshop, modules} = workbench();

const browser = await launch(modules);

const DRAWS = 20000;
/** Until the picture is of what was last changed (till then the bar is empty), be it of few draws. */
const pictured = (page) => page.waitForFunction(() => document.querySelector('progress')?.value > 0, null, {timeout: 60_000});
/** Until that picture has all draws. */
const settled = (page) => page.waitForFunction((all) => document.querySelector('progress')?.value === all, DRAWS, {timeout: 60_000});
const table = (page) => page.locator('#decision').innerText();
/** Acts, and waits for the table of all draws of what was changed. */
async function after(page, act) {
  const before = await table(page);
  await act();
  await page.waitForFunction((old) => document.querySelector('#decision').innerText !== old, before, {timeout: 60_000});
  await settled(page);
  return table(page);
}
const slide = (page, name, value, from = page.locator('.panel')) => from.getByLabel(name, {exact: true}).fill(String(value));
/** The page with its results; a link shows them at once, else people may predict first. */
const opened = async (options, file = workshop) => {
  const page = await open(browser, file, options);
  if (!options?.query?.startsWith('#w=')) await page.locator('.pr_skip').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  return page;
};
/** The page before results, and what fills in its form. */
async function predicting(options) {
  const page = await open(browser, workshop, options);
  await page.waitForSelector('.pr_reveal');
  const fill = async (fields) => {
    for (const [id, value] of Object.entries(fields))
      await (id === 'path' ? page.locator('#predict-path').selectOption(value) : page.locator(`#predict-${id}`).fill(value));
  };
  return {page, fill};
}
const choose = (page, name) => page.locator('.tabs').getByRole('button', {name}).click();

await test('a link of the bar brings its part under the bar, though pictures above it were never drawn', async () => {
  const page = await opened();
  for (const part of ['value', 'market']) {
    await page.locator(`nav a[href="#part_${part}"]`).click();
    await page.waitForSelector(`#part_${part} .picture svg`);
    await page.locator('nav a[href="#part_inputs"]').waitFor();  // the last that comes has had its place
    const [bar, section] = await page.evaluate((id) => ['nav', id].map((each) => document.querySelector(each).getBoundingClientRect()), `#part_${part}`);
    assert.ok(Math.abs(section.top - bar.bottom) < 10, `${part}: ${section.top}, below ${bar.bottom}`);
  }
  await page.context().close();
});

await test('a picture is saved that nobody has seen yet', async () => {
  const page = await opened(), button = page.locator('#journey').getByRole('button', {name: 'Save as SVG'});
  assert.equal(await page.locator('#journey .picture svg').count(), 0);
  const [download] = await Promise.all([page.waitForEvent('download'), button.dispatchEvent('click')]);  // a mouse would go there first
  assert.match(download.suggestedFilename(), /-journey\.svg$/);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('opens from a file with no request and no error, and refines its picture to 20,000 draws', async () => {
  const page = await opened();
  const errors = [];
  await page.waitForFunction(() => document.querySelector('progress').value >= 1024);
  errors.push(await page.locator('#progress').textContent());
  await settled(page);
  errors.push(await page.locator('#progress').textContent());
  assert.deepEqual(page.wrong, []);
  assert.match(errors[1], /^20,000 of 20,000 futures.*± [\d.]+ [Mk]€|^20,000 of 20,000 futures/);
  assert.ok(await page.locator('figure svg').count() >= 1);
  assert.doesNotMatch(await page.locator('main').innerText(), /undefined|NaN|null|\[object|ws_/);
  await page.context().close();
});

await test('a slider changes the table, and undo brings the old one back, a drag at a time', async () => {
  const page = await opened();
  await settled(page);
  const first = await table(page);
  await choose(page, 'Half-hearted leadership');
  const moved = await after(page, () => slide(page, 'Commitment of leaders', 80));
  assert.notEqual(moved, first);
  await page.locator('#openness-of-path-start').focus();
  const later = await after(page, async () => {
    for (let i = 0; i < 5; ++i) await page.keyboard.press('ArrowRight');
  });
  assert.notEqual(later, moved);
  while (await page.locator('.ws_undo').isEnabled()) await page.locator('.ws_undo').click();
  await settled(page);
  assert.equal(await table(page), first);
  // The button is off now; who came to it by the keyboard is not left nowhere.
  assert.ok(await page.evaluate(() => document.activeElement.closest('.tabs')));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('who skips the predictions by the keyboard comes to the sentence that leads', async () => {
  const {page} = await predicting();
  await page.locator('.pr_skip').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'lead', null, {timeout: 60_000});
  await page.context().close();
});

await test('a path that does nothing, added to paths that all lose, is not said to beat staying, nor to hang on anything', async () => {
  const losing = join(folder, 'losing.html');
  e2roi('workshop', bank, '--set', 'company.lever_cost.listening=900000', '--set', 'company.lever_cost.openness=900000', '--out', losing);
  const page = await opened({}, losing);
  await settled(page);
  await after(page, () => page.locator('.ws_add').click());
  await page.waitForSelector('.ws_report:enabled', {timeout: 60_000});
  assert.equal(await page.locator('#lead').innerText(), 'No path beats staying put in most futures: New path is worth as much as staying in all of them.');
  assert.match(await page.locator('#tornado h3').innerText(), /The NPV of New path is the same in all futures/);
  await page.locator('#tornado').scrollIntoViewIfNeeded();
  await page.waitForSelector('#tornado svg');
  assert.equal(await page.locator('#tornado svg rect, #tornado svg text').count(), 0);
  await page.locator('#tornado select').selectOption('social-business');
  await page.waitForFunction(() => document.querySelectorAll('#tornado svg text').length > 10);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('paths are added, copied, named and removed, up to six, and keep their colours', async () => {
  const page = await opened();
  const once = async (act) => {
    await act();
    await pictured(page);
  };
  const rows = () => page.locator('#decision tbody tr').count();
  assert.equal(await rows(), 5);
  await once(() => page.locator('.ws_copy').click());
  assert.match(await table(page), /Copy of Social brand/);
  await page.locator('#path-name').fill('Brand "two" <b>');
  await page.waitForFunction(() => document.querySelector('#decision').innerText.includes('Brand "two" <b>'));
  await once(() => page.locator('.ws_add').click());
  assert.equal(await rows(), 7);
  assert.ok(await page.locator('.ws_add').isDisabled());
  const colour = (id) => page.locator(`[data-path="${id}"] line`).getAttribute('stroke');
  const before = await colour('laggard');
  await choose(page, 'Social business');
  await once(() => page.locator('.ws_remove').click());
  assert.equal(await rows(), 6);
  assert.equal(await colour('laggard'), before);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('the link holds the state: another page opened with it shows the same table', async () => {
  const page = await opened();
  await choose(page, 'Laggard');
  await slide(page, 'Commitment of leaders', 35);
  await settled(page);
  const changed = await table(page);
  const hash = await hashOf(page);
  await page.context().close();
  const other = await opened({query: hash});
  await settled(other);
  assert.equal(await table(other), changed);
  await other.context().close();
  for (const damaged of ['#w=abc', hash.slice(0, -30)]) {
    const third = await opened({query: damaged});
    assert.match(await third.locator('.panel').innerText(), /The link is damaged/);
    assert.deepEqual(third.wrong, []);
    await third.context().close();
  }
});

await test('what is saved as TOML runs to the same numbers', async () => {
  const page = await opened();
  await choose(page, 'Social business');
  await slide(page, 'Commitment of leaders', 65);
  await page.locator('#empowerment-of-path-start').fill('10');
  await settled(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.ws_toml').click()]);
  const file = join(folder, 'saved.toml'), result = join(folder, 'saved.h5'), report = join(folder, 'saved.html');
  await download.saveAs(file);
  const live = await table(page);
  await page.context().close();
  e2roi('run', file, '--out', result, '--quiet');
  e2roi('report', result, '--out', report);
  const left = await open(browser, report);
  assert.equal(await table(left), live);  // every figure of the decision, standard errors too
  await left.context().close();
});

await test('steps that cannot be are refused with one sentence, and the page goes on', async () => {
  const page = await opened();
  await settled(page);
  await choose(page, 'Social business');
  const before = await table(page);
  await page.locator('.lever', {hasText: 'Openness'}).locator('summary').click();
  await page.getByLabel('Openness: Month, step 2').fill('-5');
  await page.keyboard.press('Tab');
  await page.waitForSelector('[role=alert]');
  assert.match(await page.locator('[role=alert]').textContent(), /months must rise/);
  assert.equal(await table(page), before);
  await page.locator('.ws_undo').click();
  await page.waitForSelector('[role=alert]', {state: 'detached'});
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('a company of ten million customers fits beside the controls, in Dutch too', async () => {
  const klm = join(folder, 'klm.html');
  e2roi('workshop', join(project, 'scenarios/klm-2010/scenario.toml'), '--out', klm);
  const page = await opened({query: '?lang=nl'}, klm);
  const [inside, whole] = await page.locator('#part_decision .scroll').evaluate((box) => [box.clientWidth, box.scrollWidth]);
  assert.ok(whole <= inside, `the table of the paths takes ${whole} px of ${inside}`);
  await page.context().close();
});

await test('a browser without WebAssembly says so in one sentence', async () => {
  const context = await browser.newContext(), page = await context.newPage();
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(`file://${workshop}`);
  await page.waitForSelector('[role=alert]');
  assert.match(await page.locator('#page').textContent(), /^This browser has no WebAssembly, which the model needs\.$/);
  await context.close();
});

await test('without workers the page simulates by itself and says that it is slow', async () => {
  const context = await browser.newContext({locale: 'en-GB'}), page = await context.newPage();
  await page.addInitScript(() => { window.Worker = class { constructor() { throw new Error('no'); } }; });
  await page.goto(`file://${workshop}`);
  await page.locator('.pr_skip').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  assert.match(await page.locator('.panel').innerText(), /no workers/);
  await context.close();
});

await test('axe finds no serious fault and nothing runs over the edge, in either language, also on a phone', async () => {
  const clean = async (page, width) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    assert.deepEqual(await faultsOf(page, modules), []);
  };
  for (const [query, width] of [['', 1280], ['?lang=nl', 390]]) {
    const {page, fill} = await predicting({query, width});
    await fill({name: 'A name of forty letters, without a space,', low: '-20', high: '60', chance: '50'});
    await page.locator('.pr_keep').click();
    await fill({low: '3', high: '1'});
    await page.locator('.pr_reveal').click();
    await clean(page, width);
    await fill({high: '10'});
    await page.locator('.pr_reveal').click();
    await page.waitForSelector('#decision', {timeout: 60_000});
    await settled(page);
    await page.locator('.steps summary').first().click();
    await clean(page, width);
    await page.context().close();
  }
});

// --- Predict, then reveal ---

const cell = (page, path, column) => page.locator(`[data-path="${path}"] [data-column="${column}"] b`).innerText();
const number = (text) => Number(text.replace('−', '-').replace(/[^\d.-]/g, ''));
const person = (page, name) => page.locator('.people li', {hasText: name}).innerText();

await test('two people predict, and the page scores them against the numbers of the table', async () => {
  const first = await opened();
  await settled(first);
  const seen = {};
  for (const column of ['col_bad', 'col_good', 'col_stopped']) seen[column] = number(await cell(first, 'social-business', column));
  await first.context().close();

  const {page, fill} = await predicting();
  assert.equal(await page.locator('#decision').count(), 0);
  await fill({name: 'Ann', low: String(seen.col_bad), high: String(seen.col_good), chance: '40'});
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.kept').innerText(), /^Ann/);
  assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(String(seen.col_good)));  // the next does not see it
  await fill({low: '60', high: '200', chance: '95'});
  await page.locator('.pr_reveal').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  await settled(page);
  // The table's bad and good cases, of which 1 in 20 is worse and better, hold 90 of 100.
  const ann = await person(page, 'Ann'), other = await person(page, 'Participant 2');
  assert.match(ann, /holds 90 of 100 futures \(± 0\.2\); you meant 90\. Of 100, 5 are worse and 5 better\. That is what you meant/);
  assert.match(ann, /Interval score ([\d.]+)\sM€ ± [\d.]+\s[Mk]€; the least possible is \1\sM€/);
  assert.match(other, /holds (fewer than 1|[01]) of 100 futures .* you meant 90/);
  // The chance: 100 less what the table says is stopped; both rounded.
  for (const [text, gave, word] of [[ann, 40, 'low'], [other, 95, 'high']]) {
    const [, model, off] = text.match(/the model gives ([\d.]+)\s%.*you were ([\d.]+) points too/);
    assert.ok(Math.abs(100 - Number(model) - seen.col_stopped) <= 0.55, text);  // both are rounded
    assert.ok(Math.abs(Math.abs(gave - Number(model)) - Number(off)) < 0.11, text);
    assert.ok(text.includes(`points too ${word}`), text);
  }
  const group = await page.locator('.group').innerText();
  assert.match(group, /On Social business, Ann and Participant 2 disagree most: their ranges have nothing in common/);
  assert.match(group, /Ann \(40\s%\) and Participant 2 \(95\s%\) disagree most/);
  assert.ok(await page.locator('#part_predicted figure svg').count() >= 1);
  assert.doesNotMatch(await page.locator('main').innerText(), /undefined|NaN|null|\[object|pr_/);
  assert.deepEqual(page.wrong, []);

  // What was predicted is not in the link, and stays scored against the paths that it was about.
  await choose(page, 'Social business');
  await slide(page, 'Commitment of leaders', 20);
  await pictured(page);
  assert.equal(await person(page, 'Ann'), ann);
  assert.match(await page.locator('#part_predicted').innerText(), /as they were when you predicted/);
  const held = textIn(await hashOf(page));
  assert.match(held, /"paths":/);
  assert.doesNotMatch(held, /Ann|chance|predict/);
  await page.locator('.pr_away').click();
  assert.equal(await page.locator('#part_predicted').count(), 0);
  await page.locator('.pr_again').click();
  assert.equal(await page.locator('#decision').count(), 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('a prediction that cannot be is refused with one sentence, at its field', async () => {
  const {page, fill} = await predicting();
  const refused = async (fields, sentence, at) => {
    await fill({low: '', high: '', chance: '', ...fields});
    await page.locator('.pr_reveal').click();
    assert.match(await page.locator('[role=alert]').innerText(), sentence);
    assert.equal(await page.evaluate(() => document.activeElement.id), `predict-${at}`);
    assert.equal(await page.locator('#decision').count(), 0);
  };
  await refused({}, /Enter a range or a chance/, 'low');
  await refused({low: '5', high: '-5'}, /must be above the low end/, 'high');
  await refused({low: 'ten', high: '20'}, /must be numbers, in millions/, 'low');
  await refused({chance: '120'}, /from 0 to 100/, 'chance');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await browser.close();
finish();
