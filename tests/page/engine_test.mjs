// The engine of the page against the program: draw for draw, and what the page makes of the draws.
//   node engine_test.mjs SOURCE_FOLDER E2ROI PAGE_PLAN ENGINE.wasm.gz
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";

const [source, e2roi, pagePlan, wasmFile] = process.argv.slice(2);
const page = (file) => import(pathToFileURL(join(source, "tools/page/src", file)).href);
const { createEngine } = await page("engine.js");
const { makeHost } = await page("host.js");
const { changedPlan, planNumbers } = await page("plan.js");
const wasm = readFileSync(wasmFile); // packed, as in a page
const module = new WebAssembly.Module(gunzipSync(wasm));
const bank = join(source, "scenarios/workshop-bank/scenario.toml");
const folder = mkdtempSync(join(tmpdir(), "page-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const output = (program, args) =>
  execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
const planOf = (...set) => JSON.parse(output(pagePlan, [bank, ...set]));

let results = 0;
function nativeDraws(file, ...options) {
  const result = join(folder, `${++results}.h5`);
  output(e2roi, ["run", file, "--out", result, "--quiet", ...options]);
  return JSON.parse(output("/usr/bin/python3", ["-B", join(source, "tests/page/draws.py"), result]));
}

// Outcomes of a plan's first draws, as the page's engine makes them: {outcome: [path][draw]}.
function pageDraws(plan, draws) {
  const host = makeHost(module);
  host.load(planNumbers(plan), draws);
  const columns = host.quick(0, draws);
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

test("draws have the program's bits with correlated inputs and given ties", () => {
  const file = join(folder, "correlated.toml");
  const ties = "ties = [[0, 1, 2, 3, 0.1], [1, 0, 0.3, 0.7, 5], [1, 1, 0, 1, 1], [0.2, 0.1, 0.7, 0, 3], [1, 2, 3, 4, 0]]";
  writeFileSync(file, `${planOf().merged.replace(/^ties = .*$/m, ties)}
[[correlation]]
inputs = ["response.voice_rate", "loyalty.churn_base", "culture.fatigue_gain", "culture.contagion"]
ranks = [[1, 0.5, -0.3, 0.2], [0.5, 1, 0.1, 0.4], [-0.3, 0.1, 1, -0.2], [0.2, 0.4, -0.2, 1]]
`);
  const plan = changedPlan(JSON.parse(output(pagePlan, [file])), { draws: 1000 });
  assert.equal(plan.correlations.length, 6);
  assert.equal(difference(pageDraws(plan, 1000), nativeDraws(file, "--draws", "1000")).other, 0);
});

test("draws of beta and PERT inputs are the program's within 1e-9", () => {
  const { greatest } = withBits(['inputs.market.capture="beta(2, 5)"', 'inputs.finance.margin="pert(5, 12, 30)"',
    'inputs.loyalty.fade="beta(0.5, 30)"']);
  assert.ok(greatest < 1e-9, `differs by ${greatest}`);
});

// --- Runs: workers, stages, changes ---

const changes = {
  paths: [...planOf().paths.slice(0, 2),
    { id: "late", name: "Later \"and\" slower", commitment: 0.6, openness: [[12, 0], [18.5, 0.7]], tooling: 0.2,
      staffing: [[0, 1], [6, 1.1]], one_off: [{ month: 4, cost: 123456.5, what: "a\ttest" }] }],
  inputs: { "finance.margin": "triangular(5, 9, 40)", "loyalty.fade": { low: 0.1, high: 0.2 }, "market.capture": 0.31,
    "leadership.hurdle": "lognormal(median: 1, p90: 1.2)" },
};
const runWith = async (workers, options) => {
  const engine = await createEngine({ plan: planOf(), wasm, workers });
  try {
    return await engine.run(options);
  } finally {
    engine.end();
  }
};

test("results are the same for no, one, two and three workers", async () => {
  const options = { changes, draws: 3000, swings: true };
  const one = await runWith(1, options);
  for (const workers of [0, 2, 3]) assert.ok(isDeepStrictEqual(await runWith(workers, options), one));
});

test("statistics and fans are those of the program's result file", async () => {
  const draws = 2000;
  const results = await runWith(2, { draws });
  const result = join(folder, "statistics.h5");
  output(e2roi, ["run", bank, "--out", result, "--quiet", "--draws", String(draws)]);
  const theirs = JSON.parse(output("/usr/bin/python3", ["-B", join(source, "tests/page/statistics.py"), result]));
  for (const [name, { paths }] of Object.entries(results.outcomes))
    paths.forEach((mine, path) => {
      for (const key of ["mean", "sd", "p5", "p50", "p95"])
        assert.ok(Object.is(mine[key], theirs.outcome[name][path][key] ?? NaN), `${key} of ${name}, path ${path}`);
    });
  const shown = results.series.names;
  assert.deepEqual(Object.keys(shown), ["openness", "empowerment", "support", "response_hours", "customers", "net_promoters", "attention", "attention_rival", "stage", "benefit", "cumulative", "belief", "measured"]);
  for (const name of Object.keys(shown))
    theirs.series[name].paths.forEach((fan, path) => {
      for (const key of ["mean", "p5", "p25", "p50", "p75", "p95"])
        fan[key].forEach((value, month) => {
          const mine = results.series.names[name].paths[path][key][month];
          assert.ok(Math.abs(mine - value) <= 1e-9 * Math.max(1, Math.abs(value)),
            `${key} of ${name}, path ${path}, month ${month}: ${mine}, not ${value}`);
        });
    });
});

test("shares of stages add up to one, and survival ends at the share that is not cancelled", async () => {
  const results = await runWith(1, { draws: 1200 });
  results.stages.paths.forEach((months, path) => months.forEach((shares, month) => {
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share) - 1) < 1e-12);
    const mean = shares.reduce((sum, share, i) => sum + share * (i + 1), 0);
    assert.ok(Math.abs(mean - results.series.names.stage.paths[path].mean[month]) < 1e-9);
  }));
  results.survival.paths.forEach((alive, path) =>
    assert.ok(Math.abs(alive.at(-1) - (1 - results.shares.cancelled[path].value)) < 1e-12));
});

test("the first picture has 1,024 draws, and standard errors shrink", async () => {
  const seen = [];
  await runWith(2, { draws: 5000, onResults: (results, { draws, standardErrors }) => seen.push([draws, standardErrors[2]]) });
  assert.deepEqual(seen.map(([draws]) => draws), [1024, 4096, 5000]);
  assert.ok(seen[0][1] > seen[1][1] && seen[1][1] > seen[2][1]);
});

test("results after any changes are those of an engine that begins with them, and what is known is not simulated again", async () => {
  const engine = await createEngine({ plan: planOf(), wasm, workers: 2 });
  const base = planOf().paths;
  const withCommitment = (at, commitment) => base.map((path, i) => (i === at ? { ...path, commitment } : path));
  const draws = 1500, stop = new AbortController();
  const run = async (changes, more) => {
    const pictures = [], began = performance.now();
    const results = await engine.run({ changes, draws, swings: true, onResults: (of) => pictures.push(of), ...more });
    return { results, pictures, ms: performance.now() - began };
  };
  const first = await run({});
  await assert.rejects(run({ paths: withCommitment(2, 0.2) }, { signal: stop.signal, onResults: () => stop.abort() }), { name: "AbortError" });
  const states = [{ paths: withCommitment(1, 0.3) }, { paths: [base[2], base[0]] }, { paths: [...base, { ...base[1], id: "copy" }] },
    { inputs: { "finance.margin": "triangular(5, 9, 40)" } }, { paths: withCommitment(1, 0.9), inputs: { "finance.margin": 11 } }];
  const same = (mine, theirs) => assert.ok(isDeepStrictEqual(mine, theirs)); // what differs would fill a screen a thousand times
  const counts = [];
  for (const changes of states) {
    const { results, pictures } = await run(changes), fresh = [];
    same(results, await runWith(1, { changes, draws, swings: true, onResults: (of) => fresh.push(of) }));
    pictures.slice(0, -2).forEach((picture, at) => same({ ...picture, tornado: 0, rungs: 0 }, { ...fresh[at], tornado: 0, rungs: 0 }));
    counts.push(pictures.length);
  }
  assert.deepEqual(counts, [3, 1, 1, 3, 3]); // with nothing to simulate, the whole at once
  const again = await run({});
  same(again.results, first.results);
  assert.equal(again.pictures.length, 1); // at once, and whole
  assert.ok(again.ms < first.ms / 5, `${again.ms} ms, ${first.ms} ms before`);
  engine.end();
});

test("ahead of its fans the first picture has the same outcomes, and what comes after is the same; only where all is to be simulated", async () => {
  const engine = await createEngine({ plan: planOf(), wasm, workers: 2 });
  const run = async (options) => {
    const pictures = [];
    await engine.run({ draws: 5000, onResults: (results, { draws }) => void pictures.push([draws, results]), ...options });
    return pictures;
  };
  const moved = (value) => ({ inputs: { "finance.margin": value } });
  const plain = [];
  await runWith(1, { changes: moved(11), draws: 5000, onResults: (results, { draws }) => void plain.push([draws, results]) });
  const [[draws, first], ...rest] = await run({ changes: moved(11), ahead: true });
  assert.equal(draws, 1024);
  const { series, stages, ...outcomes } = plain[0][1];
  assert.ok(series && stages && !("series" in first) && !("stages" in first));
  assert.ok(isDeepStrictEqual(first, outcomes));
  assert.ok(isDeepStrictEqual(rest, plain));
  const base = planOf().paths, levers = base.map((path, i) => (i === 1 ? { ...path, commitment: 0.3 } : path));
  const known = await run({ changes: { ...moved(11), paths: levers }, ahead: true });
  assert.deepEqual(known.map(([count, results]) => [count, "series" in results]), [[1024, true], [4096, true], [5000, true]]);
  const stop = new AbortController();
  await assert.rejects(run({ changes: moved(12), ahead: true, signal: stop.signal, onResults: () => stop.abort() }), { name: "AbortError" });
  await assert.rejects(run({ changes: { inputs: { "finance.margin": "triangular(9, 5, 12)" } }, ahead: true }), { message: /^finance\.margin: triangular needs/ });
  assert.ok(isDeepStrictEqual((await run({ changes: moved(13), ahead: true })).at(-1)[1], await runWith(1, { changes: moved(13), draws: 5000 })));
  engine.end();
});

test("the tornado and what leaders can see are those of the program's report", async () => {
  const draws = 2000, results = await runWith(2, { draws, swings: true });
  const result = join(folder, "tornado.h5"), report = join(folder, "tornado.html");
  output(e2roi, ["run", bank, "--out", result, "--quiet", "--draws", String(draws)]);
  output(e2roi, ["report", result, "--out", report]);
  const [, text] = readFileSync(report, "utf8").match(/id="e2roi-data">(.*?)<\/script>/s);
  const theirs = JSON.parse(text).results;
  const close = (mine, of, what) => assert.ok(Math.abs(mine - of) <= 1e-12 * Math.abs(of), `${what}: ${mine}, not ${of}`);
  assert.equal(results.tornado.paths.length, 5);
  assert.equal(results.tornado.paths[1].length, 12);
  theirs.tornado.paths.forEach((swings, path) => {
    assert.deepEqual(results.tornado.paths[path].map(({ key, unit, help }) => [key, unit, help]), swings.map(({ key, unit, help }) => [key, unit, help]));
    swings.forEach((swing, i) => {
      const mine = results.tornado.paths[path][i];
      for (const key of ["low_value", "high_value"]) assert.equal(mine[key], swing[key]);
      for (const key of ["at_low", "at_high", "share"])
        for (const part of ["value", "se"]) close(mine[key][part], swing[key][part], `${swing.key} ${key} ${part}`);
    });
  });
  assert.deepEqual(results.rungs.names, theirs.rungs.names);
  assert.deepEqual(results.rungs.seen.months, theirs.rungs.seen.months);
  theirs.rungs.seen.rungs.forEach((months, rung) => months.forEach((share, i) =>
    close(results.rungs.seen.rungs[rung][i], share, `rung ${rung}, month ${i}`)));
});

test("below 200 draws there is no tornado", async () => {
  assert.equal((await runWith(1, { draws: 199, swings: true })).tornado, undefined);
});

test("a run that is aborted rejects with AbortError, and the next one is right", async () => {
  const engine = await createEngine({ plan: planOf(), wasm, workers: 2 });
  const stop = new AbortController();
  const stopped = engine.run({ draws: 20000, signal: stop.signal, onResults: () => stop.abort() });
  const next = engine.run({ draws: 600 });
  await assert.rejects(stopped, { name: "AbortError" });
  assert.deepEqual(await next, await runWith(1, { draws: 600 }));
  engine.end();
});

test("what cannot be is refused with one sentence, and the engine goes on", async () => {
  const engine = await createEngine({ plan: planOf(), wasm, workers: 1 });
  const refused = (inputs, message) => assert.rejects(engine.run({ changes: { inputs }, draws: 300 }), { message });
  await refused({ "finance.margin": "triangular(9, 5, 12)" }, /^finance\.margin: triangular needs low <= likely <= high, got 9, 5, 12/);
  await refused({ "finance.margin": "gamma(1, 2)" }, /^finance\.margin: "gamma\(1, 2\)" is no distribution; allowed are/);
  await refused({ "market.capture": 1e9 }, /^market\.capture: values must be between 0 and /);
  await refused({ "finance.margins": 1 }, /no input "finance\.margins"/);
  assert.throws(() => engine.withChanges({ paths: [{ id: "x", openness: [[3, 0], [3, 1]] }] }), /path x, openness: months must rise/);
  assert.equal((await engine.run({ draws: 300 })).draws, 300);
  engine.end();
});

test("a changed plan saved as TOML runs to the page's draws, and says whose beliefs it holds", async () => {
  const { scenarioToml } = await page("toml.js");
  const source = "belief of \"Ann\" \\ co";
  const inputs = { ...changes.inputs, "response.handoffs": { p10: 1, p50: 2, p90: 4, source }, "finance.wage": { value: 5000, source } };
  const plan = changedPlan(planOf("inputs.finance.wage=\"4000 to 5000\""), { ...changes, inputs, draws: 1000 });
  const file = join(folder, "saved.toml");
  writeFileSync(file, scenarioToml(plan));
  assert.equal(difference(pageDraws(plan, 1000), nativeDraws(file)).other, 0);
  for (const key of ["response.handoffs", "finance.wage"])
    assert.ok(output(e2roi, ["describe", key, "--scenario", file]).includes(source));
});

test("draws() gives one outcome of every path, draw for draw, and stops where it is told to", async () => {
  const engine = await createEngine({ plan: planOf(), wasm, workers: 1 });
  const { npv } = pageDraws(planOf(), 600);
  const columns = await engine.draws({ draws: 600, name: "npv" });
  assert.deepEqual(columns.map((column) => Array.from(column)), npv);
  const stop = new AbortController();
  const stopped = engine.draws({ draws: 20000, name: "npv", signal: stop.signal });
  stop.abort();
  await assert.rejects(stopped, { name: "AbortError" });
  await assert.rejects(engine.draws({ changes: { inputs: { "finance.margin": { p10: 3, p50: 2, p90: 1 } } }, draws: 600, name: "npv" }),
    { message: /^finance\.margin: metalog needs p10 < p50 < p90, got 3, 2, 1/ });
  engine.end();
});

test("the plan says of every input its low, middle and high and its source, and the page takes each over", async () => {
  const { faultOf } = await page("workshop/beliefs.js");
  const { inputs } = planOf("inputs.finance.margin={ value = \"7 to 12\", source = \"the board\" }");
  const of = Object.fromEntries(inputs.map((input) => [input.key, input]));
  assert.equal(of["finance.margin"].source, "the board");
  assert.equal(of["culture.openness_half_life"].source, "H9");
  assert.deepEqual(of["finance.wage"].prior, [4800, 4800, 4800]);
  // By hand: triangular(10, 20, 36), P10 = 10 + sqrt(0.1 * 26 * 10), P90 = 36 - sqrt(0.1 * 26 * 16).
  const [low, , high] = of["culture.openness_half_life"].prior;
  assert.ok(Math.abs(low - 15.0990195) < 1e-6 && Math.abs(high - 29.5501939) < 1e-6);
  for (const input of inputs) assert.equal(faultOf(input, input.prior), null, input.key);
});

test("a prior that the page refuses the engine refuses too, and one that it takes the engine takes", async () => {
  const { faultOf, distributionOf } = await page("workshop/beliefs.js");
  const engine = await createEngine({ plan: planOf(), wasm, workers: 1 });
  const [input] = planOf().inputs.filter(({ key }) => key === "improvement.drift");
  // Around where a curve through low and high ceases to be one, on logarithms and, from 0, without.
  for (const [low, high] of [[0.001, 0.8], [0, 0.6]])
    for (const share of [0.16, 0.1665, 0.1667, 0.5, 0.8333, 0.8335, 0.9]) {
      const middle = low > 0 ? low * (high / low) ** share : low + (high - low) * share;
      const isRefused = await engine.draws({ changes: { inputs: { [input.key]: distributionOf([low, middle, high]) } }, draws: 2, name: "npv" })
        .then(() => false, (error) => /no metalog goes through/.test(error.message));
      assert.equal(faultOf(input, [low, middle, high])?.fault === "bl_edge", isRefused, `${low}, ${share}, ${high}`);
    }
  engine.end();
});
