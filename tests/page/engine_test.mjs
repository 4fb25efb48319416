// The engine of the page against the program: draw for draw, and what the page makes of the draws.
//   node engine_test.mjs SOURCE_FOLDER E2ROI PAGE_PLAN ENGINE.wasm
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const [source, e2roi, pagePlan, wasmFile] = process.argv.slice(2);
const page = (file) => import(pathToFileURL(join(source, "tools/page/src", file)).href);
const { createEngine } = await page("engine.js");
const { makeHost } = await page("host.js");
const { changedPlan, planNumbers } = await page("plan.js");
const wasm = readFileSync(wasmFile);
const bank = join(source, "scenarios/workshop-bank/scenario.toml");
const folder = mkdtempSync(join(tmpdir(), "page-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const output = (program, args) =>
  execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
const planOf = (...set) => JSON.parse(output(pagePlan, [bank, ...set]));

function nativeDraws(file, ...options) {
  const result = join(folder, "result.h5");
  output(e2roi, ["run", file, "--out", result, "--quiet", ...options]);
  return JSON.parse(output("/usr/bin/python3", ["-B", join(source, "tests/page/draws.py"), result]));
}

// Outcomes of a plan's first draws, as the page's engine makes them: {outcome: [path][draw]}.
function pageDraws(plan, draws) {
  const host = makeHost(new WebAssembly.Module(wasm));
  host.load(planNumbers(plan), draws);
  const columns = host.run(0, draws);
  const names = host.names().outcomes.map(({ name }) => name);
  const paths = plan.paths.length + 1;
  const row = (path, k) => columns.subarray((path * names.length + k) * draws, (path * names.length + k + 1) * draws);
  return Object.fromEntries(names.map((name, k) =>
    [name, Array.from({ length: paths }, (_, path) => Array.from(row(path, k)))]));
}

// The greatest relative difference, and how many of how many have other bits.
function difference(mine, theirs) {
  let greatest = 0, other = 0, all = 0;
  assert.deepEqual(Object.keys(mine).sort(), Object.keys(theirs).sort());
  for (const [name, paths] of Object.entries(theirs))
    paths.forEach((row, path) => row.forEach((value, draw) => {
      const here = mine[name][path][draw];
      ++all;
      if (value === null) {
        assert.ok(Number.isNaN(here), `${name} of path ${path}, draw ${draw} is ${here}`);
        return;
      }
      if (here !== value) ++other;
      const scale = Math.max(Math.abs(value), 1e-300);
      greatest = Math.max(greatest, here === value ? 0 : Math.abs(here - value) / scale);
    }));
  return { greatest, other, all };
}

const withBits = (set) => {
  const options = set.flatMap((one) => ["--set", one]);
  const theirs = nativeDraws(bank, "--draws", "1000", ...options);
  const mine = pageDraws(changedPlan(planOf(...set), { draws: 1000 }), 1000);
  return difference(mine, theirs);
};

test("every outcome of 1,000 draws of the workshop bank has the bits of the program's", () => {
  const { other, all } = withBits([]);
  assert.equal(all, 1000 * 5 * 19);
  assert.equal(other, 0);
});

const cases = {
  "a Latin hypercube": ['run.sampling="latin-hypercube"'],
  "Sobol's points": ['run.sampling="sobol"'],
  "a seed beyond 2^53": ["run.seed=18446744073709551557"],
  "no noise and no terminal value": ["run.noise=false", "run.terminal_value=false"],
  "median inputs": ['run.inputs="median"'],
  "every family but the beta": ['inputs.finance.margin="5 to 30"', 'inputs.market.capture="normal(0.3, 0.1)"',
    'inputs.loyalty.fade="uniform(0.1, 0.2)"', 'inputs.leadership.hurdle="discrete(0.9: 0.25, 1.1: 0.75)"',
    'inputs.response.handle_hours="triangular(p10: 0.2, likely: 0.3, p90: 0.5)"'],
};
for (const [name, set] of Object.entries(cases))
  test(`draws have the program's bits with ${name}`, () => assert.equal(withBits(set).other, 0));

test("draws of beta and PERT inputs are the program's within 1e-9", () => {
  const { greatest } = withBits(['inputs.market.capture="beta(2, 5)"', 'inputs.finance.margin="pert(5, 12, 30)"',
    'inputs.loyalty.fade="beta(0.5, 30)"']);
  assert.ok(greatest < 1e-9, `differs by ${greatest}`);
});
