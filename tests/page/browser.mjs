// A browser for the tests beside this file, and what they have in common. Exit code 77: skipped.
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
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
  const context = await browser.newContext({viewport: {width, height}, locale: 'en-GB', acceptDownloads: true});
  const page = await context.newPage();
  page.wrong = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.wrong.push(message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || page.wrong.push(`request ${request.url()}`));
  await page.goto(pathToFileURL(file) + query);
  await page.waitForSelector('#lead, #page:not(:has(.wait))');
  return page;
}
