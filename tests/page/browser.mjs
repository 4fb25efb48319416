// A browser for the tests beside this file, and what they have in common. Exit code 77: skipped.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

let failed = 0;

/** Says whether what was claimed holds; the tests after it go on if not. */
export async function test(what, act) {
  try {
    await act();
    console.log(`ok      ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}\n${error.stack}`);
  }
}

/** After the last test: how many failed, and exit code 1 if any did. */
export function finish() {
  console.log(failed ? `${failed} failed` : 'all passed');
  process.exit(failed ? 1 : 0);
}

/** The package of that name in the folder of modules that ctest was given. */
export function use(modules, name) {
  try {
    return createRequire(join(modules, 'of-the-tests.js'))(name);
  } catch {
    return skip(`the npm package ${name} is not installed`);
  }
}

export async function launch(modules) {
  if (!CHROMIUM) skip('there is no Chromium (apt-get install chromium)');
  return use(modules, 'playwright-core').chromium.launch({executablePath: CHROMIUM, args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync']});
}

/** Opens a file; `page.wrong` collects errors of the console and every request for anything else. */
export async function open(browser, file, {query = '', width = 1280, height = 720} = {}) {
  const context = await browser.newContext({viewport: {width, height}, locale: 'en-GB', acceptDownloads: true,
    reducedMotion: 'reduce'});  // a click lands where it was aimed at: nothing still scrolls under it
  const page = await context.newPage();
  page.wrong = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.wrong.push(message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || page.wrong.push(`request ${request.url()}`));
  await page.goto(pathToFileURL(file) + query);
  await page.waitForSelector('#lead, #page:not(:has(.wait))');
  return page;
}

/** What tests of a workshop start with: a folder that goes away with them, the program, and the workshop bank as a page. */
export function workbench() {
  const [, , program, project, modules] = process.argv;
  const folder = mkdtempSync(join(tmpdir(), 'e2roi-page-'));
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  const e2roi = (...words) => execFileSync(program, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
  const bank = join(project, 'scenarios/workshop-bank/scenario.toml'), workshop = join(folder, 'w.html');
  try {
    e2roi('workshop', bank, '--out', workshop);
  } catch (error) {
    if (/built without the page/.test(error.stderr)) skip(error.stderr.trim());
    throw error;
  }
  return {program, project, modules, folder, e2roi, bank, workshop};
}

/** A state of a workshop as the hash of its link, and the text in such a hash. */
export const linkTo = (state) => '#w=' + Buffer.from(JSON.stringify(state)).toString('base64url');
export const textIn = (hash) => Buffer.from(hash.slice(3), 'base64url').toString();
/** The hash of an open workshop: it writes it 300 ms after the last change, by a timer that ends before this later one. */
export const hashOf = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => done(location.hash), 400)));

/** The serious faults that axe finds in a page, a line each. */
export async function faultsOf(page, modules) {
  use(modules, 'axe-core');
  const session = await page.context().newCDPSession(page);  // beside the page's own policy
  await session.send('Runtime.evaluate', {expression: readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8')});
  return page.evaluate(async () => (await window.axe.run()).violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`));
}
