// The beliefs pane of `e2roi workshop`, driven in a browser.   node beliefs_page_test.mjs PROGRAM PROJECT MODULES
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {faultsOf, finish, hashOf, launch, linkTo, open, test, textIn, workbench} from './browser.mjs';

const {folder, e2roi, bank, workshop, modules} = workbench();
const browser = await launch(modules);

/** The page with its results. */
async function opened(options) {
  const page = await open(browser, workshop, options);
  if (!options?.query?.includes('#w=')) await page.locator('.pr_skip').click();
  await page.waitForSelector('#decision', {timeout: 60_000});
  return page;
}
/** Until every belief is simulated, and the cause found. */
const known = (page) => page.waitForSelector('#beliefs-status[data-done=true]', {timeout: 60_000});
const settled = (page) => page.waitForFunction(() => document.querySelector('progress').value === 20000, null, {timeout: 60_000});
const row = (page, name) => page.locator('#beliefs tbody tr', {has: page.locator('th', {hasText: name})}).innerText();
const lead = (page) => page.locator('#beliefs-medians-title').innerText();
const causes = (page) => page.locator('.causes').innerText();

// Buttons of the pane are pressed by the keyboard: results come in above them, and what a mouse aims at may move.
async function leader(page, name) {
  await page.locator('.bl_add').press('Enter');
  await page.locator('#belief-name').fill(name);
}
/** Opens an input of the chosen leader by the search, and gives its box. */
async function input(page, key) {
  await page.locator('#belief-search').fill(key.split('.')[1].replaceAll('_', ' '));
  await page.locator('.bl_search li button').first().press('Enter');
  const box = page.locator(`#belief-${key.replace('.', '-')}`);
  await box.locator('input[type=range]').first().waitFor();
  return box;
}
async function believe(page, key, ...prior) {
  const box = await input(page, key);
  for (const [part, value] of prior.entries()) {
    await box.locator('input[type=text]').nth(part).fill(String(value));
    await page.keyboard.press('Enter');
  }
  return box;
}

await test('a prior moved by keys, slider and field changes the table; one that cannot be is refused in one sentence', async () => {
  const page = await opened();
  assert.equal(await page.locator('#beliefs').count(), 0);
  await leader(page, 'Ann');
  await known(page);
  assert.match(await lead(page), /Nobody has moved an input yet/);
  const before = await row(page, 'Ann');
  assert.equal(before.replace(/^Ann\s+0 inputs changed\s+shown on this page\s*/, ''), (await row(page, 'The scenario')).replace(/^The scenario\s*/, ''));
  const decision = await page.locator('#decision').innerText();

  const box = await input(page, 'loyalty.delight_up'), texts = () => box.locator('input[type=text]').evaluateAll((all) => all.map(({value}) => Number(value)));
  const [low, middle, high] = await texts();
  await box.getByLabel('Middle', {exact: true}).focus();
  for (let i = 0; i < 20; ++i) await page.keyboard.press('ArrowRight');
  const moved = await texts();
  assert.ok(moved[1] > middle);
  for (const [i, from] of [low, middle, high].entries()) assert.ok(Math.abs(moved[i] / from / (moved[1] / middle) - 1) < 0.01, `${moved}`);  // all in proportion
  await known(page);
  const after = await row(page, 'Ann');
  assert.match(after, /^Ann\s+1 input changed/);
  assert.notEqual(after, before.replace('0 inputs', '1 input'));
  assert.match(await page.locator('#lead').innerText(), /^Under Ann’s beliefs: /);
  assert.notEqual(await page.locator('#decision').innerText(), decision);  // what she believes is what the charts show

  // Refused: said why, nothing simulated; then three numbers that can only be together.
  const fault = () => box.locator('[role=alert]').innerText();
  await believe(page, 'loyalty.delight_up', 0.9);
  assert.match(await fault(), /low must be below middle.*Simulated is still 0\.\d+ – /);
  assert.equal(await row(page, 'Ann'), after);
  await box.locator('input[type=text]').nth(1).fill('1.1');
  await page.keyboard.press('Enter');
  assert.match(await fault(), /low must be below middle/);
  await box.locator('input[type=text]').nth(2).fill('1,3');
  await page.keyboard.press('Enter');
  assert.equal(await fault(), '');
  assert.deepEqual(await texts(), [0.9, 1.1, 1.3]);
  for (const [value, sentence] of [['7', /must lie between 0 and 5/], ['x', /must be numbers/], ['1,500', /without a sign between thousands/], ['1.29', /the middle must lie between 0\.9\d+ and 1\.2\d+/]]) {
    await box.locator('input[type=text]').nth(1).fill(value);
    await page.keyboard.press('Enter');
    assert.match(await fault(), sentence);
  }
  await box.locator('.bl_back').press('Enter');
  assert.deepEqual(await texts(), [low, middle, high]);
  await known(page);
  assert.equal(await row(page, 'Ann'), before);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('what somebody is at work in stays where it is while the comparison comes in above it', async () => {
  const page = await opened(), name = page.locator('#belief-name');
  await leader(page, 'Ann');
  await page.evaluate(() => scrollTo({top: document.querySelector('#belief-name').getBoundingClientRect().top + scrollY - 500, behavior: 'instant'}));
  assert.equal(await page.locator('#beliefs').count(), 0);
  const before = await name.boundingBox();
  await page.evaluate(() => {
    globalThis.moved = 0;
    const box = document.querySelector('#belief-name'), {top} = box.getBoundingClientRect();
    const look = () => requestAnimationFrame(() => setTimeout(() => {  // after the frame is laid out
      globalThis.moved = Math.max(globalThis.moved, Math.abs(box.getBoundingClientRect().top - top));
      look();
    }));
    look();
  });
  await settled(page);
  await known(page);
  await page.waitForSelector('#beliefs-medians .picture svg', {state: 'attached'});
  const after = await name.boundingBox();
  assert.ok(Math.abs(after.y - before.y) < 2, `${before.y} to ${after.y}`);
  assert.ok(await page.evaluate(() => globalThis.moved) < 2, `in between ${await page.evaluate(() => globalThis.moved)}`);
  await page.context().close();
});

await test('text that is being typed stands while pictures come in', async () => {
  const page = await opened();
  await leader(page, 'Ann');
  const box = await input(page, 'loyalty.delight_up');
  await box.locator('input[type=text]').nth(1).fill('0.3');
  await settled(page);
  assert.equal(await box.locator('input[type=text]').nth(1).inputValue(), '0.3');
  await page.context().close();
});

await test('a click takes the focus with it before the next key can be pressed', async () => {
  const page = await opened();
  /** Where the focus is once a click is over: of a task of its own, nothing that waits for a timer or a frame has come. */
  const after = (selector) => page.evaluate(async (one) => {
    const button = document.querySelector(one);
    button.focus();
    button.click();
    for (let i = 0; i < 20; ++i) await null;
    const {id, tagName, parentElement: {id: its, className}} = document.activeElement;
    return id || `${tagName.toLowerCase()} of ${its || className}`;
  }, selector);
  assert.equal(await after('.bl_add'), 'belief-name');
  await page.locator('#belief-search').fill('cost overrun');
  assert.equal(await after('.bl_search li button'), 'summary of belief-finance-cost_overrun');
  await page.keyboard.press('Enter');  // closed by hand, and found again
  assert.equal(await page.locator('#belief-finance-cost_overrun').getAttribute('open'), null);
  await page.locator('#belief-search').fill('cost overrun');
  assert.equal(await after('.bl_search li button'), 'summary of belief-finance-cost_overrun');
  assert.notEqual(await page.locator('#belief-finance-cost_overrun').getAttribute('open'), null);
  assert.equal(await after('.bl_remove'), 'button of buttons bl_edit');
  await leader(page, 'Ann');
  let at = null;
  while (await page.locator('.ws_undo').isEnabled()) at = await after('.ws_undo');
  assert.equal(at, 'button of tabs');  // undo is off now
  await page.context().close();
});

/** Four leaders: one whose beliefs change nothing, one whom one input turns, one whom two turn together, one unsure. */
async function opposed(page) {
  await leader(page, 'Ann');
  await believe(page, 'loyalty.delight_up', 0.3, 0.4, 0.5);
  await leader(page, 'Ben');
  await believe(page, 'response.handle_hours', 0.35, 0.45, 0.6);
  await believe(page, 'finance.replacement_wages', 4, 7, 13);
  await leader(page, 'Zoë "the" <b>');
  await believe(page, 'finance.contact_hour_cost', 55, 63, 72);
  await believe(page, 'finance.cost_overrun', 0.9, 1.6, 2.7);
  await leader(page, '');
  await believe(page, 'finance.acquisition_cost', 80, 110, 150);
  await known(page);
}

await test('of leaders who are opposed the sentence names whose belief, and which, changes the ranking', async () => {
  const page = await opened();
  await opposed(page);
  assert.match(await lead(page), /^Under the scenario and Ann’s beliefs Social business comes first; under Ben’s beliefs Social brand does; under Zoë "the" <b>’s beliefs staying put does; under Leader D’s beliefs it is too close to tell between /);
  const [ben, zoe, ...more] = (await causes(page)).split(/\n+/);
  assert.match(ben, /^It is Ben’s handle hours \(0\.45\shour instead of 0\.2\shour\) that changes the ranking: alone it puts Social brand [\d.]+\sM€\s±\s\d+\sk€ above Social business\.$/);
  assert.match(zoe, /^None of the 2 inputs that Zoë "the" <b> changed changes the ranking alone: only together they do\. Without contact hour cost and cost overrun they would not\.$/);
  assert.deepEqual(more, []);
  assert.match(await row(page, 'Leader D'), /Too close to tell: /);
  assert.match(await row(page, 'Ben'), /Social brand\s+by [\d.]+\s[Mk]€\s±\s\d+\sk€/);
  assert.doesNotMatch(await page.locator('#part_beliefs').innerText(), /undefined|NaN|null|\[object|bl_/);
  await page.locator('#beliefs-medians').scrollIntoViewIfNeeded();  // pictures are drawn where they can be seen
  await page.locator('#beliefs-medians svg').waitFor();

  // Link: another page shows the same, under the same leader, in either language.
  await page.locator('#part_beliefs').getByRole('button', {name: 'Ben', exact: true}).press('Enter');
  await known(page);
  const [table, said, hash] = [await page.locator('#beliefs').innerText(), await causes(page), await hashOf(page)];
  const other = await opened({query: hash});
  await known(other);
  assert.equal(await other.locator('#beliefs').innerText(), table);
  assert.equal(await causes(other), said);
  assert.equal(await other.locator('.scenario').innerText(), 'Workshop bank · Ben');
  await other.locator('[lang=nl]').first().click();
  assert.match(await other.locator('.causes').innerText(), /^Het is handle hours \(0,45\suur in plaats van 0,2\suur\) van Ben die de rangorde verandert: alleen al daardoor komt Social brand /);
  assert.doesNotMatch(await other.locator('#part_beliefs').innerText(), /undefined|NaN|null|\[object|bl_/);
  assert.deepEqual(other.wrong, []);
  await other.context().close();

  // A link whose beliefs cannot be is said to be damaged.
  const held = JSON.parse(textIn(hash));
  held.beliefs[0].priors['loyalty.delight_up'] = [3, 2, 1];
  const third = await opened({query: linkTo(held)});
  assert.match(await third.locator('.panel').innerText(), /The link is damaged/);
  assert.equal(await third.locator('#beliefs').count(), 0);
  await third.context().close();

  // Removing and undoing.
  await page.locator('.bl_remove').press('Enter');
  await known(page);
  assert.equal(await page.locator('#beliefs tbody tr').count(), 4);
  assert.doesNotMatch(await causes(page), /Ben/);
  await page.locator('.ws_undo').click();
  await known(page);
  assert.equal(await page.locator('#beliefs').innerText(), table);
  assert.equal(await causes(page), said);
  // Where only one input is left that was changed, nothing need be told apart.
  await (await input(page, 'finance.replacement_wages')).getByRole('button', {name: 'As in the scenario'}).press('Enter');
  await known(page);
  assert.match((await causes(page)).split(/\n+/)[0], /^It is Ben’s handle hours \(0\.45\shour instead of 0\.2\shour\) that changes the ranking: it is all that Ben changed, and puts Social brand [\d.]+\sM€\s±\s\d+\sk€ above Social business\.$/);

  while (await page.locator('.ws_undo').isEnabled()) await page.locator('.ws_undo').click();
  assert.equal(await page.locator('#beliefs').count(), 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

const cells = (text) => text.split(/\s*[\n\t]\s*/).filter(Boolean);

await test('what is saved under a belief runs to the numbers of the page, and of the belief’s row', async () => {
  const page = await opened();
  await leader(page, 'Ben');
  await believe(page, 'response.handle_hours', 0.35, 0.45, 0.6);
  await believe(page, 'finance.wage', 6000, 6500, 7000);
  await known(page);
  await settled(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.ws_toml').click()]);
  assert.equal(download.suggestedFilename(), 'workshop-bank-ben.toml');
  const file = join(folder, 'saved.toml');
  await download.saveAs(file);
  assert.match(readFileSync(file, 'utf8'), /response\.handle_hours = \{ value = "metalog\(p10: 0\.35, p50: 0\.45, p90: 0\.6\)", source = "belief of Ben" \}/);
  const live = await page.locator('#decision').innerText(), ben = await row(page, 'Ben');
  await page.context().close();
  const left = async (name, ...options) => {
    const result = join(folder, `${name}.h5`), report = join(folder, `${name}.html`);
    e2roi('run', file, '--out', result, '--quiet', ...options);
    e2roi('report', result, '--out', report);
    return open(browser, report);
  };
  const whole = await left('whole');
  assert.equal(await whole.locator('#decision').innerText(), live);  // every figure, standard errors too
  await whole.context().close();
  // The row's medians are those of the first 2,048 draws.
  const few = await left('few', '--draws', '2048');
  for (const id of ['social-brand', 'social-business', 'half-hearted', 'laggard']) {
    const [median, error] = cells(await few.locator(`[data-path="${id}"] [data-column="col_median"]`).innerText());
    const wanted = (text) => text.replace(/[\d.]+(?=\sk€)/, (thousands) => Math.round(thousands));  // the row has no tenths of them
    assert.ok(ben.includes(wanted(median)) && ben.includes(wanted(error)), `${id}: ${median} ${error} in ${ben}`);
  }
  await few.context().close();
});

await test('axe finds no serious fault and nothing runs over the edge, in either language, on a projector and a phone', async () => {
  const first = await opened();
  await leader(first, 'Ann');
  const held = JSON.parse(textIn(await hashOf(first))), ann = held.beliefs[0];
  await first.context().close();
  const long = {slot: 3, name: 'A name of forty letters, without a space,', priors: {'finance.contact_hour_cost': [55, 63, 72], 'finance.cost_overrun': [0.9, 1.6, 2.7]}};
  const ben = {slot: 2, name: 'Ben', priors: {'response.handle_hours': [0.35, 0.45, 0.6]}};
  const hash = linkTo({...held, beliefs: [ann, ben, long, ...[4, 5, 6].map((slot) => ({...ann, slot, name: ''}))], chosen: 3});
  for (const [query, width] of [['', 1280], ['?lang=nl', 390]]) {
    const page = await opened({query: query + hash, width});
    await known(page);
    const box = await input(page, 'loyalty.delight_up');
    await box.locator('input[type=text]').nth(0).fill('3');
    await page.keyboard.press('Enter');
    assert.notEqual(await box.locator('[role=alert]').innerText(), '');
    await page.locator('#belief-search').fill('customer');
    await page.locator('#beliefs-medians').scrollIntoViewIfNeeded();
    await page.waitForSelector('#beliefs-medians svg');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const sizes = await page.evaluate(() => [...document.querySelectorAll('#part_beliefs *')].filter((one) => one.getClientRects().length && !one.classList.contains('hidden')
      && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())).map((one) => parseFloat(getComputedStyle(one).fontSize)));
    assert.ok(Math.min(...sizes) >= 15, `${Math.min(...sizes)} px`);
    assert.deepEqual(await faultsOf(page, modules), []);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

await browser.close();
finish();
