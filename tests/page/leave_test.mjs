// What leaves a workshop page (report, link), and what it says where it cannot work as it should.
//   node leave_test.mjs PROGRAM PROJECT MODULES
import assert from 'node:assert/strict';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {finish, launch, linkTo, open, test, workbench} from './browser.mjs';

const {folder, e2roi, workshop, modules} = workbench();

const browser = await launch(modules);
const results = async (options = {}) => {
  const page = await open(browser, workshop, options);
  if (!options.query?.startsWith('#w=')) await page.locator('.pr_skip').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  return page;
};
/** Until all draws are simulated and it is known what the paths hang on. */
const whole = (page) => page.waitForSelector('.ws_report:enabled', {timeout: 60_000});
const text = (page, selector) => page.locator(selector).innerText();
const numbers = async (page, chart) => {
  await page.locator(`#${chart} .numbers`).press('Enter');  // pictures are drawn above it meanwhile, which a mouse would miss
  return text(page, `#${chart} table`);
};
/** A workshop in a browser that lacks something, and what it says. */
async function lacking(script, options = {}) {
  const context = await browser.newContext({locale: 'en-GB', reducedMotion: 'reduce', ...options}), page = await context.newPage();
  await page.addInitScript(script);
  await page.goto(`file://${workshop}`);
  return {page, context};
}

await test('a saved report opens from a file with the numbers of the workshop, and holds its changes', async () => {
  const page = await results();
  await page.locator('.tabs').getByRole('button', {name: 'Social brand'}).click();
  await page.locator('.ws_remove').click();  // those behind it keep their colours
  await page.locator('.tabs').getByRole('button', {name: 'Social business'}).click();
  await page.locator('#path-name').fill('Ours </script><b>');
  await page.locator('#commitment-of-path').fill('65');
  await whole(page);
  const live = {}, seen = ['#decision', '#lead'];
  for (const selector of seen) live[selector] = await text(page, selector);
  for (const chart of ['tornado', 'sight', 'rungs', 'fan-customers', 'journey']) live[chart] = await numbers(page, chart);
  const colours = (of) => of.locator('#decision line').evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke')));
  const painted = await colours(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.ws_report').click()]);
  assert.match(download.suggestedFilename(), /-report\.html$/);
  const saved = join(folder, 'saved.html');
  await download.saveAs(saved);
  assert.deepEqual(page.wrong, []);
  await page.context().close();

  const [, held] = readFileSync(saved, 'utf8').match(/id="e2roi-data">(.*?)<\/script>/s), data = JSON.parse(held);
  assert.equal(data.mode, 'report');
  assert.equal(data.wasm ?? data.plan, undefined);
  assert.ok(statSync(saved).size < 1_100_000, `${statSync(saved).size} bytes`);
  const left = await open(browser, saved);
  for (const selector of seen) assert.equal(await text(left, selector), live[selector]);
  for (const chart of ['tornado', 'sight', 'rungs', 'fan-customers', 'journey']) assert.equal(await numbers(left, chart), live[chart], chart);
  assert.deepEqual(await colours(left), painted);
  assert.equal(await left.locator('.panel').count(), 0);
  assert.match(await text(left, '#part_made'), /Saved from a workshop page/);
  assert.doesNotMatch(await text(left, 'main'), /undefined|NaN|null|\[object|made_/);
  assert.deepEqual(left.wrong, []);
  await left.context().close();

  // The scenario inside runs to the same figures, and to the same tornado.
  const file = join(folder, 'inside.toml'), result = join(folder, 'inside.h5'), native = join(folder, 'native.html');
  writeFileSync(file, data.scenario.toml);
  e2roi('run', file, '--out', result, '--quiet');
  e2roi('report', result, '--out', native);
  const other = await open(browser, native);
  assert.equal(await text(other, '#decision'), live['#decision']);
  for (const chart of ['tornado', 'sight', 'rungs']) assert.equal(await numbers(other, chart), live[chart], chart);
  await other.context().close();
});

await test('the tornado stays while a change is simulated, and says that it is of before', async () => {
  const page = await results();
  await whole(page);
  await page.evaluate(() => {
    window.notes = [];
    new MutationObserver(() => window.notes.push(document.querySelector('#tornado')?.innerText ?? 'gone')).observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true});
  });
  const before = await text(page, '#tornado h3');
  await page.locator('#commitment-of-path').fill('15');
  await page.waitForFunction(() => window.notes.length > 0 && !document.querySelector('.ws_report').disabled, null, {timeout: 60_000});
  const notes = await page.evaluate(() => window.notes);
  assert.ok(!notes.includes('gone'));
  assert.ok(notes.some((note) => note.includes('As it was before the last change')));
  assert.doesNotMatch(notes.at(-1), /As it was/);
  assert.ok(before.length > 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('“Copy link” copies a link that another page opens to the same table', async () => {
  const page = await results();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#commitment-of-path').fill('35');
  await whole(page);
  await page.locator('.ws_link').click();
  await page.waitForFunction(() => /The link is copied/.test(document.querySelector('.said').textContent));
  const link = await page.evaluate(() => navigator.clipboard.readText()), table = await text(page, '#decision');
  assert.match(link, /w\.html#w=[\w-]+$/);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
  const other = await results({query: link.slice(link.indexOf('#'))});
  await whole(other);
  assert.equal(await text(other, '#decision'), table);
  await other.context().close();
});

await test('where nothing may be copied the link stands there to be copied by hand', async () => {
  const {page, context} = await lacking(() => Object.defineProperty(navigator, 'clipboard', {value: undefined}));
  await page.locator('.pr_skip').click();
  await page.locator('.ws_link').click();
  assert.match(await page.locator('.link input').inputValue(), /#w=[\w-]+$/);
  await context.close();
});

for (const [locale, sentence] of [['en-GB', /^This browser cannot run the model: it needs WebAssembly with SIMD \(.*\)\.$/],
                                  ['nl-NL', /^Deze browser kan het model niet laten lopen: het vraagt WebAssembly met SIMD \(.*\)\.$/]])
  await test(`a browser without WebAssembly SIMD says so in one sentence (${locale})`, async () => {
    // As such a browser does: it takes every module but one with SIMD.
    const {page, context} = await lacking(() => {
      WebAssembly.validate = () => false;
      WebAssembly.compile = async () => { throw new WebAssembly.CompileError('invalid value type 0x7b'); };
    }, {locale});
    await page.waitForSelector('[role=alert]');
    assert.match(await text(page, '#page'), sentence);
    await context.close();
  });

await test('a browser without workers at all simulates in the page, to the same table', async () => {
  const {page, context} = await lacking(() => delete window.Worker);
  await page.locator('.pr_skip').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  assert.match(await text(page, '.panel'), /no workers/);
  await page.waitForFunction(() => document.querySelector('progress').value === 20000, null, {timeout: 120_000});
  const other = await results();
  await whole(other);
  assert.equal(await text(page, '#decision'), await text(other, '#decision'));
  await context.close();
  await other.context().close();
});

const path = (id, more = {}) => ({id, name: id, commitment: 0.5, openness: [[0, 0], [6, 0.5]], slot: 1, ...more});

await test('a link that asks for what cannot be is refused with one sentence, in both languages, and the scenario stands', async () => {
  const seven = Array.from({length: 7}, (_, i) => path(`p${i}`));
  for (const [state, english, dutch] of [
    [{paths: seven}, /The link is damaged.* at most 6 paths besides staying put, not 7/, /De link is beschadigd.* ten hoogste 6 paden naast blijven, niet 7/],
    [{paths: [path('a', {openness: [[5, 0], [5, 1]]})]}, /months must rise, got 5 and then 5/, /pad a, Openheid: maanden moeten oplopen, maar na 5 komt 5/],
    [{paths: [path('a', {openness: [[0, 7]]})]}, /values must be from 0% to 100%, got 700%/, /waarden liggen van 0% tot 100%, niet 700%/],
    [{paths: [path('a'), path('a')]}, /two paths have the id "a"/, /twee paden hebben de id "a"/],
    [{paths: 'none'}, /The link is damaged/, /De link is beschadigd/],
    [{paths: [path('a', {one_off: [{month: 'x', cost: 'y'}]})]}, /The link is damaged/, /De link is beschadigd/],
    [{paths: [path('a', {listening: [[0, 1, 2]]})]}, /The link is damaged/, /De link is beschadigd/],
    [{paths: [path('a', {commitment: '0.5'})]}, /The link is damaged/, /De link is beschadigd/],
    // Only the engine knows that this cannot be.
    [{paths: [path('a')], inputs: {'finance.margin': 'triangular(9, 5, 12)'}}, /The link is damaged.*low <= likely <= high/, /De link is beschadigd.*low <= likely <= high/],
  ]) {
    const page = await results({query: linkTo(state), width: 1280});
    for (const [lang, sentence] of [['English', english], ['Nederlands', dutch]]) {
      await page.getByRole('button', {name: lang}).click();
      assert.match(await text(page, '.panel'), sentence);
      assert.equal(await page.locator('#decision tbody tr').count(), 5);
    }
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

await browser.close();
finish();
