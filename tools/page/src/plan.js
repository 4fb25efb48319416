// The plan of a page and what people change in it: from JSON (tools/e2roi/page_plan.cpp) to the row
// of numbers that the engine reads (tools/page/engine/plan.hpp gives the layout).

export const LEVERS = ["listening", "openness", "empowerment", "tooling", "weaving"];
export const MOST_PATHS = 6;
const DESIGNS = ["monte-carlo", "latin-hypercube", "sobol"];
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

// In the order of Family in plan.hpp: how each is written, without and with names.
const FAMILIES = [
  { family: "", names: ["value"] },
  { family: "uniform", names: ["low", "high"] },
  { family: "triangular", names: ["low", "likely", "high"] },
  { family: "triangular", names: ["p10", "likely", "p90"], named: true },
  { family: "pert", names: ["low", "likely", "high"] },
  { family: "normal", names: ["mean", "sd"] },
  { family: "lognormal", names: ["median", "p90"], named: true },
  { family: "beta", names: ["a", "b", "high"] },
  { family: "discrete", names: [] },
  { family: "metalog", names: ["p10", "p50", "p90"], named: true },
  { family: "", names: ["low", "high"] },
];
const DISCRETE = 8;

const NUMBER = /^[+-]?(\d[\d_]*)(\.\d[\d_]*)?([eE][+-]?\d+)?$/;

function numberOf(text, whole) {
  if (!NUMBER.test(text)) throw new Error(`"${whole}": ${text || "nothing"} is not a number`);
  return Number(text.replaceAll("_", ""));
}

function usage() {
  return "allowed are a number, \"low to high\", uniform(low, high), triangular(low, likely, high), "
    + "triangular(p10: …, likely: …, p90: …), pert(low, likely, high), normal(mean, sd), "
    + "lognormal(median: …, p90: …), beta(a, b), discrete(value: probability, …) and "
    + "metalog(p10: …, p50: …, p90: …)";
}

// From {name: number} to the family's number and arguments.
function byNames(family, given, whole) {
  const keys = Object.keys(given);
  const at = FAMILIES.findIndex((one) => one.family === family && one.names.length === keys.length
    && one.names.every((name) => name in given));
  if (at >= 0) return { family: at, arguments: FAMILIES[at].names.map((name) => given[name]) };
  if (family === "beta" && keys.length === 2 && "a" in given && "b" in given)
    return { family: FAMILIES.findIndex((one) => one.family === "beta"), arguments: [given.a, given.b, 1] };
  throw new Error(`"${whole}" is no distribution; ${usage()}`);
}

// A distribution as a scenario writes it (numbers in the unit of the input's record), a number, or
// {family, and its arguments by name}.
export function distributionOf(given) {
  if (typeof given === "number") return { family: 0, arguments: [given] };
  if (typeof given === "object" && given !== null) {
    const { family = "", ...named } = given;
    const sides = "p50" in named && family === "" ? "metalog" : family;
    return byNames(sides, named, JSON.stringify(given));
  }
  const text = String(given).trim();
  if (NUMBER.test(text)) return { family: 0, arguments: [numberOf(text, text)] };
  const interval = text.split(/\s+to\s+/);
  if (interval.length === 2)
    return { family: 10, arguments: interval.map((end) => numberOf(end, text)) };
  const call = /^([a-z]+)\s*\(([^()]*)\)$/.exec(text);
  if (!call || !FAMILIES.some((one) => one.family === call[1]))
    throw new Error(`"${text}" is no distribution; ${usage()}`);
  const pairs = call[2].split(",").map((item) => item.split(":").map((side) => side.trim()));
  if (call[1] === "discrete" && pairs.every((pair) => pair.length === 2))
    return { family: DISCRETE, arguments: pairs.flat().map((side) => numberOf(side, text)) };
  if (pairs.every((pair) => pair.length === 2))
    return byNames(call[1], Object.fromEntries(pairs.map(([name, value]) => [name, numberOf(value, text)])), text);
  const plain = FAMILIES.find((one) => one.family === call[1] && !one.named);
  if (!plain || pairs.some((pair) => pair.length !== 1))
    throw new Error(`"${text}" is no distribution; ${usage()}`);
  const names = plain.names.slice(0, pairs.length);
  if (names.length !== pairs.length) throw new Error(`"${text}" has too many arguments; ${usage()}`);
  return byNames(call[1], Object.fromEntries(names.map((name, i) => [name, numberOf(pairs[i][0], text)])), text);
}

function checkedPoints(points, path, lever, least, most) {
  const all = typeof points === "number" ? [[0, points]] : points ?? [];
  all.forEach(([month, value], i) => {
    const where = `path ${path.id}, ${lever}:`;
    if (!(Number.isFinite(month) && month >= -1200 && month <= 1200))
      throw new Error(`${where} a month must be a number from -1200 to 1200, got ${month}`);
    if (!(value >= least && value <= most))
      throw new Error(`${where} values must be from ${least} to ${most}, got ${value}`);
    if (i > 0 && !(month > all[i - 1][0]))
      throw new Error(`${where} months must rise, got ${all[i - 1][0]} and then ${month}`);
  });
  return all;
}

function checkedPath(path) {
  const { id, name = id, commitment = 0.5 } = path;
  if (typeof id !== "string" || !/^[a-z0-9][a-z0-9-]*$/.test(id) || id === "stay")
    throw new Error(`a path needs an id of lower-case letters, digits and dashes, not "stay"; got "${id}"`);
  if (!(commitment >= 0 && commitment <= 1))
    throw new Error(`path ${id}: commitment must be from 0 to 1, got ${commitment}`);
  const checked = { id, name, commitment };
  for (const lever of LEVERS) checked[lever] = checkedPoints(path[lever], path, lever, 0, 1);
  checked.staffing = checkedPoints(path.staffing, path, "staffing", 0.05, 20);
  checked.one_off = (path.one_off ?? []).map((item) => ({ ...item }));
  return checked;
}

// An input with another distribution; `source` beside its arguments says who holds it, and is no part of it.
function changedInput(input, given) {
  if (typeof given !== "object" || given === null) return { ...input, distribution: given, changed: true };
  const { source: holder, ...distribution } = given;
  return { ...input, distribution, holder, changed: true };
}

// The plan with changes in it; throws an Error with one full sentence where one cannot be.
export function changedPlan(plan, { paths, inputs = {}, draws } = {}) {
  const changed = { ...plan };
  if (draws !== undefined) {
    if (!(Number.isInteger(draws) && draws >= 2 && draws <= 1_000_000))
      throw new Error(`draws in a page must be a whole number from 2 to 1000000, got ${draws}`);
    changed.draws = draws;
  }
  if (paths !== undefined) {
    changed.paths = paths.filter((path) => path.id !== "stay").map(checkedPath);
    const ids = changed.paths.map((path) => path.id);
    if (ids.length > MOST_PATHS)
      throw new Error(`a page compares at most ${MOST_PATHS} paths besides staying put, not ${ids.length}`);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twice !== undefined) throw new Error(`two paths have the id "${twice}"`);
  }
  changed.inputs = plan.inputs.map((input) =>
    Object.hasOwn(inputs, input.key) ? changedInput(input, inputs[input.key]) : input);
  const unknown = Object.keys(inputs).find((key) => !plan.inputs.some((input) => input.key === key));
  if (unknown !== undefined) throw new Error(`the model has no input "${unknown}"`);
  return changed;
}

// The plan as the engine reads it.
export function planNumbers(plan) {
  const seed = BigInt(plan.seed);
  const design = DESIGNS.indexOf(plan.sampling);
  const numbers = [plan.format, Number(seed & 0xffffffffn), Number(seed >> 32n), plan.draws, plan.months,
    +plan.noise, +plan.terminal_value, +plan.median_inputs, design, QUANTILES.length, ...QUANTILES];
  const counted = (rows) => numbers.push(rows.length, ...rows.flat());
  numbers.push(...plan.company.facts);
  counted(plan.company.units);
  counted(plan.company.ties);
  numbers.push(plan.paths.length);
  for (const path of plan.paths) {
    numbers.push(path.commitment);
    for (const lever of LEVERS) counted(path[lever]);
    counted(path.staffing);
    counted(path.one_off.map(({ month, cost }) => [month, cost]));
  }
  numbers.push(plan.inputs.length);
  for (const input of plan.inputs) {
    let distribution;
    try {
      distribution = distributionOf(input.distribution);
    } catch (error) {
      throw new Error(`${input.key}: ${error.message}`);
    }
    numbers.push(input.lo, input.hi, distribution.family);
    counted(distribution.arguments);
  }
  counted(plan.correlations);
  counted(plan.sobol);
  return Float64Array.from(numbers);
}
