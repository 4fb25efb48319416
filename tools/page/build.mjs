// Builds the page: src/ and template.html to one HTML file, without data.
//   node build.mjs OUT.html [node_modules]
import {createHash} from 'node:crypto';
import {readFileSync, realpathSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve, sep} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const BUDGET = 350_000;  // bytes of the page, its engine.js within; the wasm comes with the data of a workshop
const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? 'page.html');
const modules = realpathSync(resolve(process.argv[3] ?? join(here, 'node_modules')));
const esbuild = createRequire(join(modules, 'of-the-page.js'))('esbuild');

// What Observable Plot can do and the page never asks for: maps, schemes of colour, legends, tips, times
// and dates. Their names become functions that do nothing, and a chart that used one would fail its test.
const spared = /@observablehq\/plot\/src\/(legends|projection|time|marks\/tip|interactions\/pointer|scales\/(diverging|schemes|temporal))\.js$/;
const SPARED = /^(d3-geo|d3-scale-chromatic|d3-time|d3-time-format)$/;
const isList = /(legends|tip|pointer)\.js$/;  // of whose functions a list is expected
const unused = {
  name: 'unused',
  setup(build) {
    const found = (path) => ({path, namespace: 'unused', sideEffects: false});
    build.onResolve({filter: SPARED}, ({path}) => found(join(modules, path, 'dist', `${path}.mjs`)));
    build.onResolve({filter: /(legends|projection|time|tip|pointer|diverging|schemes|temporal)\.js$/}, ({path, resolveDir}) => {
      const file = join(resolveDir, path);
      return spared.test(file.replaceAll(sep, '/')) ? found(file) : undefined;
    });
    build.onLoad({filter: /.*/, namespace: 'unused'}, async ({path}) => {
      const names = Object.keys(await import(pathToFileURL(path)));
      return {contents: names.map((name) => `export function ${name}() { ${isList.test(path) ? 'return [];' : ''} }`).join('\n')};
    });
  },
};

async function bundled(entry) {
  const result = await esbuild.build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    nodePaths: [modules],
    plugins: [unused],
    logLevel: 'warning',
  });
  return result.outputFiles[0].text.trim();
}

// Nothing in a script element may look like its end.
const script = (await bundled('src/main.js')).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const style = await bundled('src/style.css');
const hash = 'sha256-' + createHash('sha256').update(script, 'utf8').digest('base64');

let page = readFileSync(join(here, 'template.html'), 'utf8');
for (const [place, text] of [['/*HASH*/', hash], ['/*STYLE*/', style], ['/*SCRIPT*/', script]]) {
  if (page.split(place).length !== 2) throw new Error(`template.html must hold ${place} once`);
  page = page.replace(place, () => text);
}
if (page.split('/*DATA*/').length !== 2) throw new Error('/*DATA*/ must stand in the page once');
const bytes = Buffer.byteLength(page);
if (bytes > BUDGET) throw new Error(`the page has ${bytes} bytes, more than ${BUDGET}`);
writeFileSync(out, page);
console.log(`${bytes} bytes of ${BUDGET}`);
