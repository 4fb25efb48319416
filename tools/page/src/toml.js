// A changed plan as a scenario file that the program runs to the same numbers: the merged scenario
// with its paths, and the inputs that were changed, written anew.
import { LEVERS } from "./plan.js";

const text = (value) => JSON.stringify(String(value)).replaceAll("\u007f", "\\u007F");

// The shortest decimal number that reads back as the same double is TOML as JavaScript writes it.
function number(value) {
  if (!Number.isFinite(value)) throw new Error(`a scenario cannot hold the number ${value}`);
  return String(value);
}

const points = (plan) => `[${plan.map(([month, value]) => `[${number(month)}, ${number(value)}]`).join(", ")}]`;

function pathText(path) {
  const lines = ["[[path]]", `id = ${text(path.id)}`, `name = ${text(path.name)}`,
    `commitment = ${number(path.commitment)}`];
  for (const lever of [...LEVERS, "staffing"])
    if (path[lever].length > 0) lines.push(`${lever} = ${points(path[lever])}`);
  if (path.one_off.length > 0)
    lines.push(`one_off = [${path.one_off.map(({ month, cost, what }) =>
      `{ month = ${number(month)}, cost = ${number(cost)}${what ? `, what = ${text(what)}` : ""} }`).join(", ")}]`);
  return lines.join("\n");
}

// A distribution in the unit of the input's record, which is how the program reads plain numbers.
function distributionText(given) {
  if (typeof given === "number") return number(given);
  if (typeof given === "string") return /^[+-]?[\d_.]+(e[+-]?\d+)?$/i.test(given.trim()) ? given.trim() : text(given);
  const { family, ...named } = given;
  if (family === undefined && "value" in named) return number(named.value);
  if (family === undefined && "low" in named) return text(`${number(named.low)} to ${number(named.high)}`);
  const call = Object.entries(named).map(([name, value]) => `${name}: ${number(value)}`).join(", ");
  return text(`${family ?? "metalog"}(${call})`);
}

// The line of a changed input, with who holds it where that is said.
function inputText({ key, distribution, holder }) {
  const value = distributionText(distribution);
  return `${key} = ${holder === undefined ? value : `{ value = ${value}, source = ${text(holder)} }`}`;
}

// Sections of a TOML text as the program writes merged scenarios: a header line and what follows.
function sectionsOf(merged) {
  const sections = [{ header: "", lines: [] }];
  for (const line of merged.split("\n")) {
    if (/^\[/.test(line)) sections.push({ header: line.trim(), lines: [] });
    else sections.at(-1).lines.push(line);
  }
  return sections;
}

const isPath = (header) => /^\[\[path(\.|\]\])/.test(header);

// The scenario of a changed plan (engine.withChanges), as text. What the page cannot change stands as
// in plan.merged, which has one line for each input of [inputs].
export function scenarioToml(plan) {
  const changed = plan.inputs.filter((input) => input.changed);
  const sections = sectionsOf(plan.merged).filter(({ header }) => !isPath(header));
  const run = sections.find(({ header }) => header === "[run]");
  run.lines = run.lines.map((line) => (/^draws\s*=/.test(line) ? `draws = ${plan.draws}` : line));
  if (changed.length > 0) {
    let inputs = sections.find(({ header }) => header === "[inputs]");
    if (!inputs) sections.push(inputs = { header: "[inputs]", lines: [] });
    const isKept = (line) => line.trim() !== "" && !changed.some(({ key }) => line.startsWith(`${key} =`));
    inputs.lines = [...inputs.lines.filter(isKept),
      ...changed.map(inputText)];
  }
  const texts = sections.map(({ header, lines }) =>
    [...(header ? [header] : []), ...lines].join("\n").trim());
  return `${[...texts, ...plan.paths.map(pathText)].filter(Boolean).join("\n\n")}\n`;
}
