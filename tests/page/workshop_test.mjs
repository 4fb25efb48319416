// The page of `e2roi workshop`, driven in a browser.   node workshop_test.mjs PROGRAM PROJECT MODULES
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {launch, open, skip, use} from './browser.mjs';

const [, , program, project, modules] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'e2roi-workshop-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
const e2roi = (...words) => execFileSync(program, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});

const bank = join(project, 'scenarios/workshop-bank/scenario.toml'), workshop = join(folder, 'w.html');
try {
  e2roi('workshop', bank, '--out', workshop);
} catch (error) {
  if (/built without the page/.test(error.stderr)) skip(error.stderr.trim());
  throw error;
}

const browser = await launch(modules);
let failed = 0;
async function test(what, act) {
  try {
    await act();
    console.log(`ok      ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}\n${error.stack}`);
  }
}

const DRAWS = 20000;
/** Until the picture has all draws. */
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
const opened = async (options, file = workshop) => {
  const page = await open(browser, file, options);
  await page.waitForSelector('#decision', {timeout: 60_000});
  return page;
};
const choose = (page, name) => page.locator('.tabs').getByRole('button', {name}).click();

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
  const undone = [];
  while (await page.locator('.ws_undo').isEnabled()) undone.push(await after(page, () => page.locator('.ws_undo').click()));
  assert.equal(undone.at(-1), first);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('paths are added, copied, named and removed, up to six, and keep their colours', async () => {
  const page = await opened();
  await settled(page);
  const rows = () => page.locator('#decision tbody tr').count();
  assert.equal(await rows(), 5);
  await after(page, () => page.locator('.ws_copy').click());
  assert.match(await table(page), /Copy of Social brand/);
  await page.locator('#path-name').fill('Brand "two" <b>');
  await page.waitForFunction(() => document.querySelector('#decision').innerText.includes('Brand "two" <b>'));
  await after(page, () => page.locator('.ws_add').click());
  assert.equal(await rows(), 7);
  assert.ok(await page.locator('.ws_add').isDisabled());
  const colour = (id) => page.locator(`[data-path="${id}"] line`).getAttribute('stroke');
  const before = await colour('laggard');
  await choose(page, 'Social business');
  await after(page, () => page.locator('.ws_remove').click());
  assert.equal(await rows(), 6);
  assert.equal(await colour('laggard'), before);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('the link holds the state: another page opened with it shows the same table', async () => {
  const page = await opened();
  await settled(page);
  await choose(page, 'Laggard');
  const changed = await after(page, () => slide(page, 'Commitment of leaders', 35));
  await page.waitForFunction(() => location.hash.startsWith('#w='));
  const hash = await page.evaluate(() => location.hash);
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
  await settled(page);
  await choose(page, 'Social business');
  await after(page, () => slide(page, 'Commitment of leaders', 65));
  await after(page, () => page.locator('#empowerment-of-path-start').fill('10'));
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

await test('a browser without WebAssembly says so in one sentence', async () => {
  const context = await browser.newContext(), page = await context.newPage();
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(`file://${workshop}`);
  await page.waitForSelector('[role=alert]');
  assert.match(await page.locator('#page').textContent(), /^this browser has no WebAssembly/);
  await context.close();
});

await test('without workers the page simulates by itself and says that it is slow', async () => {
  const context = await browser.newContext({locale: 'en-GB'}), page = await context.newPage();
  await page.addInitScript(() => { window.Worker = class { constructor() { throw new Error('no'); } }; });
  await page.goto(`file://${workshop}`);
  await page.waitForSelector('#decision', {timeout: 60_000});
  assert.match(await page.locator('.panel').innerText(), /no workers/);
  await context.close();
});

await test('axe finds no serious fault and nothing runs over the edge, in either language, also on a phone', async () => {
  const axe = readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8');
  assert.ok(use(modules, 'axe-core'));
  for (const [query, width] of [['', 1280], ['?lang=nl', 390]]) {
    const page = await opened({query, width});
    await settled(page);
    await page.locator('.steps summary').first().click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const session = await page.context().newCDPSession(page);  // beside the page's own policy
    await session.send('Runtime.evaluate', {expression: axe});
    const found = await page.evaluate(async () => (await window.axe.run()).violations
      .filter((one) => ['serious', 'critical'].includes(one.impact))
      .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`));
    assert.deepEqual(found, []);
    await page.context().close();
  }
});

await browser.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
