// What has been simulated of single paths. The draws of a path depend on its plan, on the inputs and on
// `stay`, and on no other path: where one path is changed, the others are known and not simulated again.
const MOST = 20; // paths whose results are kept, some 0.7 MB each

const ofPath = ({ commitment, listening, openness, empowerment, tooling, weaving, staffing, one_off }) =>
  JSON.stringify([commitment, listening, openness, empowerment, tooling, weaving, staffing, one_off]);

/** What the draws depend on besides the paths; the rest of a page's plan never changes. */
export const worldOf = (plan) => JSON.stringify([plan.draws, plan.inputs.map((input) => input.distribution)]);

export class Known {
  #entries = new Map();

  /** An entry a path, stay first; equal paths have the same. What is not known is to be filled:
   *  pictures: draws -> {results, at: place among the paths of those}; npv by draw; swings. */
  of(plan) {
    const world = worldOf(plan), made = new Map();
    return ["stay", ...plan.paths.map(ofPath)].map((path) => {
      const key = `${world} ${path}`;
      if (!made.has(key))
        made.set(key, this.#entries.get(key) ?? { key, pictures: new Map(), npv: new Float64Array(plan.draws), swings: null, isKnown: false });
      return made.get(key);
    });
  }
  /** Keeps entries that are filled; those that were asked for longest ago make room. */
  keep(entries) {
    for (const entry of entries) {
      entry.isKnown = true;
      this.#entries.delete(entry.key);
      this.#entries.set(entry.key, entry);
    }
    for (const key of this.#entries.keys())
      if (this.#entries.size > MOST) this.#entries.delete(key);
  }
}

// Share of draws in which each path has the highest NPV; the first of those that are equal.
function bestOf(entries, draws) {
  const counts = new Array(entries.length).fill(0);
  for (let draw = 0; draw < draws; ++draw) {
    let best = 0;
    for (let path = 1; path < entries.length; ++path)
      if (entries[path].npv[draw] > entries[best].npv[draw]) best = path;
    ++counts[best];
  }
  return counts.map((count) => ({ value: count / draws, se: Math.sqrt(((count / draws) * (1 - count / draws)) / draws) }));
}

const mapped = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));

/** Results of all paths from what is known of each at so many draws. */
export function joined(entries, draws, seen) {
  const pictures = entries.map((entry) => entry.pictures.get(draws));
  const frame = pictures[0].results;
  const each = (get) => pictures.map(({ results, at }) => get(results)[at]);
  const paths = (get) => ({ ...get(frame), paths: each((results) => get(results).paths) });
  const results = {
    draws,
    outcomes: mapped(frame.outcomes, (_, name) => paths((of) => of.outcomes[name])),
    shares: { ...mapped(frame.shares, (_, name) => each((of) => of.shares[name])), best: bestOf(entries, draws) },
    differences: mapped(frame.differences, (_, name) => each((of) => of.differences[name])),
    survival: paths((of) => of.survival),
    rungs: paths((of) => of.rungs),
  };
  if (frame.series) {
    results.series = { ...frame.series, names: mapped(frame.series.names, (_, name) => paths((of) => of.series.names[name])) };
    results.stages = paths((of) => of.stages);
  }
  if (seen) results.rungs.seen = seen;
  if (entries.some((entry) => entry.swings)) results.tornado = { paths: entries.map((entry) => entry.swings) };
  return results;
}
