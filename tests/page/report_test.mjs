// The page of `e2roi report`, driven in a browser.   node report_test.mjs PROGRAM PROJECT MODULES
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {wordKeys} from '../../tools/page/src/i18n.js';
import {faultsOf, finish, launch, open, skip, test} from './browser.mjs';

const [, , program, project, modules] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'e2roi-page-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
const e2roi = (...words) => execFileSync(program, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});

const result = join(folder, 'r.h5'), report = join(folder, 'r.html');
const EVIL = '</script><script>document.title="broken out"</script><!-- "é"';
e2roi('run', join(project, 'scenarios/workshop-bank/scenario.toml'), '--draws', '2000', '--out', result, '--quiet',
      '--set', `name=${JSON.stringify(EVIL)}`);
try {
  e2roi('report', result, '--out', report);
} catch (error) {
  if (/built without the page/.test(error.stderr)) skip(error.stderr.trim());
  throw error;
}

/** What h5py reads, as a user would: {path names, npv, cancelled, customers by month, stages}. */
function fromFile() {
  const script = `
import h5py, json, numpy as np
f = h5py.File(${JSON.stringify(result)})
npv = f['draws/npv'][:]
print(json.dumps({
  'ids': list(f['draws/path'].asstr()[:]),
  'positive': f['outcome/npv_positive'][:].tolist(), 'median': f['outcome/npv_quantile'][:, 2].tolist(),
  'low': f['outcome/npv_quantile'][:, 0].tolist(),
  'cancelled': f['outcome/cancel_month_defined'][:].tolist(),
  'customers': f['series/customers'][:, :, 2].tolist(), 'customers_end': f['outcome/customers_quantile'][:, 2].tolist(),
  'stage': f['series/stage_mean'][:].tolist(), 'rung': f['outcome/pv_rung_mean'][:].tolist()}))`;
  try {
    return JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], {encoding: 'utf8'}));
  } catch {
    return skip('python3-h5py is not installed');
  }
}

const browser = await launch(modules);
const near = (a, b, relative = 1e-9) => assert.ok(Math.abs(a - b) <= relative * Math.max(1e-12, Math.abs(b)), `${a} is not ${b}`);
const plain = (text) => Number(text.replace(/[\s\u00a0\u202f,€±%]/g, '').replace('−', '-').replace(/M$/, 'e6').replace(/k$/, 'e3'));

await test('both languages have the same words, and no list of packages names a registry', async () => {
  assert.deepEqual(wordKeys('nl').sort(), wordKeys('en').sort());
  for (const folder of ['tools/page', 'tests/page'])
    assert.doesNotMatch(readFileSync(join(project, folder, 'package-lock.json'), 'utf8'), /"resolved"|registry/);
});

await test('opens from a file with no request, no error, and no text of a scenario getting out', async () => {
  const page = await open(browser, report);
  assert.deepEqual(page.wrong, []);
  assert.ok((await page.title()).startsWith('</script>'));
  assert.equal(await page.locator('.scenario').textContent(), EVIL);
  assert.ok(await page.locator('figure svg').count() >= 14);
  await page.context().close();
});

await test('its policy lets nothing in, and a script that came in would not run', async () => {
  const page = await open(browser, report);
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; worker-src blob:/);
  assert.equal(await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran === true;
  }), false);
  await page.context().close();
});

await test('numbers are those of the result file', async () => {
  const file = fromFile();
  const page = await open(browser, report);
  const data = JSON.parse(await page.locator('#e2roi-data').textContent());
  const {outcomes, shares, series, stages, rungs, survival} = data.results;
  data.paths.forEach((path, p) => {
    assert.equal(path.id, file.ids[p]);
    near(shares.npv_positive[p].value, file.positive[p]);
    near(shares.cancelled[p].value, file.cancelled[p]);
    near(outcomes.npv.paths[p].p50, file.median[p]);
    near(outcomes.npv.paths[p].p5, file.low[p]);
    near(outcomes.customers.paths[p].p50, file.customers_end[p]);
    near(1 - survival.paths[p].at(-1), file.cancelled[p], 1e-9 + 1e-9 / file.cancelled[p]);
    rungs.paths[p].pv.forEach((pv, k) => near(pv.mean, file.rung[p][k]));
    series.names.customers.paths[p].p50.forEach((value, month) => near(value, file.customers[p][month], 1e-6));
    stages.paths[p].forEach((month, m) => near(month.reduce((sum, share, k) => sum + share * (k + 1), 0), file.stage[p][m], 1e-5));
  });
  for (let p = 1; p < file.ids.length; ++p) {
    const cell = (column) => page.locator(`[data-path="${file.ids[p]}"] [data-column="${column}"] b`).textContent();
    near(plain(await cell('col_median')), file.median[p], 0.06);
    assert.equal(await cell('col_stopped'), String(Math.round(100 * file.cancelled[p])));
  }
  await page.locator('#fan-customers .numbers').click();
  const last = (await page.locator('#fan-customers tbody tr').last().textContent());
  assert.ok(last.includes(Math.round(file.customers.at(-1).at(-1)).toLocaleString('en-GB')), last);
  await page.context().close();
});

await test('axe finds no serious fault, in either language, with numbers shown, also on a phone', async () => {
  for (const [query, width] of [['', 1280], ['?lang=nl', 390]]) {
    const page = await open(browser, report, {query, width});
    await page.locator('.numbers').first().click();
    assert.deepEqual(await faultsOf(page, modules), []);
    await page.context().close();
  }
});

await test('speaks English and Dutch, by address and by button', async () => {
  const page = await open(browser, report, {query: '?lang=nl'});
  assert.match(await page.locator('#lead').textContent(), /toekomsten/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'nl');
  await page.getByRole('button', {name: 'English'}).click();
  assert.match(await page.locator('#lead').textContent(), /futures/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.doesNotMatch(await page.locator('main').innerText(), /undefined|NaN|null|\[object/);
  await page.context().close();
});

await test('every control is reached and worked by the keyboard', async () => {
  const page = await open(browser, report);
  const controls = await page.locator('button, select, a, summary').count();
  const seen = new Set();
  for (let i = 0; i < controls + 60; ++i) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => [...document.querySelectorAll('button, select, a, summary')].indexOf(document.activeElement)));
  }
  seen.delete(-1);
  assert.equal(seen.size, controls);
  await page.locator('#survival .numbers').focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('#survival table').isVisible());
  await page.context().close();
});

await test('charts are saved as SVG, PNG and CSV with title and source inside', async () => {
  const page = await open(browser, report);
  const saved = async (kind) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#exceedance').getByRole('button', {name: `Save as ${kind}`}).click()]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return readFileSync(file);
  };
  const svg = (await saved('SVG')).toString();
  assert.ok(svg.startsWith('<svg') && svg.includes('pays for itself') && svg.includes('20130630'));
  const png = await saved('PNG');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.readUInt32BE(16) >= 1920, 'wide enough for a projector');
  const csv = (await saved('CSV')).toString();
  assert.equal(csv.trim().split('\r\n').length, 12);
  assert.match(csv, /\r\n-?\d+,[\d.]+%,/);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('fits a projector and a phone without scrolling sideways, and prints on A4', async () => {
  for (const width of [1280, 390]) {
    const page = await open(browser, report, {width});
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const small = await page.evaluate(() => [...document.querySelectorAll('figure svg text, figure svg g')]
      .map((text) => parseFloat(getComputedStyle(text).fontSize)).filter((size) => size < 15).length);
    assert.equal(small, 0, 'texts in charts below 15 px');
    if (width === 1280) {
      const pdf = join(folder, 'r.pdf');
      await page.pdf({path: pdf, format: 'A4', preferCSSPageSize: true, printBackground: true});
      assert.ok(statSync(pdf).size > 30_000);
      const pages = readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page\b/g).length;
      assert.ok(pages >= 6 && pages <= 16, `${pages} pages`);
    }
    await page.context().close();
  }
});

await test('a run without fans and with few draws still makes a page that says so', async () => {
  const few = join(folder, 'few.h5'), page_of_few = join(folder, 'few.html');
  e2roi('run', join(project, 'scenarios/workshop-bank/scenario.toml'), '--draws', '10', '--out', few, '--quiet', '--set', 'run.fans=false');
  e2roi('report', few, '--out', page_of_few);
  const page = await open(browser, page_of_few);
  assert.deepEqual(page.wrong, []);
  assert.equal(await page.locator('.missing').count(), 2);
  await page.context().close();
});

await test('a page whose data is damaged says one sentence', async () => {
  const broken = join(folder, 'broken.html');
  writeFileSync(broken, readFileSync(report, 'utf8').replace('"format":1', '"format":'));
  const page = await open(browser, broken);
  assert.match(await page.locator('#page').textContent(), /holds no results/);
  await page.context().close();
});

await test('without JavaScript it says so, in both languages', async () => {
  const context = await browser.newContext({javaScriptEnabled: false}), page = await context.newPage();
  await page.goto(`file://${report}`);
  assert.match(await page.locator('body').innerText(), /This page needs JavaScript.*Deze pagina heeft JavaScript nodig/s);
  await context.close();
});

await test('six paths with long names fit a projector, a phone and a sheet of paper', async () => {
  const long = join(folder, 'long.h5'), page_of_long = join(folder, 'long.html'), file = join(folder, 'long.toml');
  const names = ['Donaudampfschifffahrtsgesellschaftskapitän', 'A very long name of a path that says quite clearly what it is', '=SUM(A1)', 'Ümläut & <b>', 'Cost $5', 'F'];
  const levers = 'commitment = 0.6\nlistening = [[0, 0], [3, 1]]\nopenness = [[0, 0], [6, 1]]\n';
  const known = ['social-brand', 'social-business', 'half-hearted', 'laggard', 'e', 'f'];
  writeFileSync(file, `extends = "${join(project, 'scenarios/workshop-bank/scenario.toml')}"\nname = "Größe"\n`
    + names.map((name, i) => `[[path]]\nid = "${known[i]}"\nname = '${name}'\n${i > 3 ? levers : ''}`).join(''));
  e2roi('run', file, '--allow-outside', '--draws', '400', '--out', long, '--quiet');
  e2roi('report', long, '--out', page_of_long);
  for (const [width, query] of [[1280, ''], [1280, '?lang=nl'], [390, '?lang=nl']]) {
    const page = await open(browser, page_of_long, {width, query});
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const [inside, whole] = await page.locator('#part_decision .scroll').evaluate((box) => [box.clientWidth, box.scrollWidth]);
    assert.ok(whole <= inside, `the table of the paths takes ${whole} px of ${inside}`);
    // No text of a chart covers another, or runs over the edge.
    const bad = await page.evaluate(() => [...document.querySelectorAll('figure svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([text, box]) => text && box.width);
      const out = boxes.filter(([, box]) => box.right > frame.right + 3 || box.left < frame.left - 3).map(([text]) => `over the edge: ${text}`);
      for (let i = 0; i < boxes.length; ++i)
        for (let k = i + 1; k < boxes.length; ++k) {
          const [one, a] = boxes[i], [two, b] = boxes[k];
          if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 7) out.push(`${svg.closest('figure').id}: ${one} | ${two}`);
        }
      return out;
    }));
    assert.deepEqual(bad, []);
    await page.context().close();
  }
  const page = await open(browser, page_of_long);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#tornado').getByRole('button', {name: 'Save as SVG'}).click()]);
  assert.equal(saved.suggestedFilename(), 'grosse-tornado.svg');
  await saved.saveAs(join(folder, 'tornado.svg'));
  assert.match(readFileSync(join(folder, 'tornado.svg'), 'utf8'), /input low.*input high/s);  // the picture says what its colours are
  const [table] = await Promise.all([page.waitForEvent('download'), page.locator('#exceedance').getByRole('button', {name: 'Save as CSV'}).click()]);
  await table.saveAs(join(folder, 'exceedance.csv'));
  assert.match(readFileSync(join(folder, 'exceedance.csv'), 'utf8'), /,'=SUM\(A1\),/);  // never a formula
  const colours = await page.locator('#tornado rect').evaluateAll((bars) => [...new Set(bars.map((bar) => bar.getAttribute('fill') ?? bar.parentNode.getAttribute('fill')))].filter((each) => each !== 'white'));
  assert.equal(colours.length, 1);
  assert.ok((await page.locator('#decision line').evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke')))).includes(colours[0]));
  await page.context().close();
});

await browser.close();
finish();
