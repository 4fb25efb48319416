// The model in a page: workers that each simulate a range of draws, and one of them that puts
// together what all have found. A result is a function of plan and number of draws: the same bits
// for any number of workers, and with none. No dependency; browsers and Node.
import { Known, joined, worldOf } from "./known.js";
import { changedPlan, planNumbers } from "./plan.js";
import { startHosts } from "./workers.js";

const BLOCK = 256; // draws that the engine simulates together (engine/model/block.hpp)
const PILOT = 512; // draws that fix the ranges of the series (engine/run/fans.hpp)
const FIRST = 1024; // draws of the first picture
const AHEAD = 2; // blocks that a worker is asked for before it has answered
const FEWEST_FOR_SWINGS = 200; // draws (engine/analysis/tornado.hpp)
const MOST_SWINGS = 12; // of a path, the widest (tools/e2roi/page_tornado.cpp)
const AT_ONCE = { draws: 2048, orders: 4, swings: 16 }; // what a worker does without a break
const SEEN_MONTHS = [0, 6, 12, 24, 36, 48, 60];

// How many draws are known at each picture after the first.
const stagesUpTo = (draws) => (draws <= PILOT ? [] : 4 * FIRST < draws ? [4 * FIRST, draws] : [draws]);
const standardErrors = (results) => results.outcomes.npv.paths.map((path) => path.mean_se);

// Cuts draws first … end-1 into one range a host, at whole blocks.
function rangesOf(first, end, hosts) {
  const blocks = Math.ceil((end - first) / BLOCK);
  const edge = (host) => Math.min(end, first + Math.floor((blocks * host) / hosts) * BLOCK);
  return Array.from({ length: hosts }, (_, host) => [edge(host), host === hosts - 1 ? end : edge(host + 1)]);
}

class Aborted extends Error {
  constructor() {
    super("the run was aborted");
    this.name = "AbortError";
  }
}

class Engine {
  #hosts;
  #plan;
  #turn = Promise.resolve();
  #known = new Known();
  #inputs = { world: null, drawn: 0, ordered: 0 }; // what the last host knows of the inputs
  #npv; // place of the NPV among so many outcomes
  #outcomes;

  constructor(hosts, plan, names) {
    this.#hosts = hosts;
    this.#plan = plan;
    this.#npv = names.outcomes.findIndex(({ name }) => name === "npv");
    this.#outcomes = names.outcomes.length;
  }

  /** Whether it runs beside the page, which then never waits for it. */
  get isThreaded() {
    return this.#hosts[0].isThread === true;
  }

  get workers() {
    return this.#hosts.length;
  }

  // One outcome of draws 0 … draws-1 of the plan with changes, [path][draw], stay first: no series and
  // no pictures, by one worker. Waits and rejects as run() does.
  draws({ changes = {}, draws, name, signal }) {
    const result = this.#turn.then(() => this.#drawsOf(this.withChanges({ ...changes, draws }), name, signal));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #drawsOf(plan, name, signal) {
    const [host] = this.#hosts;
    const columns = Array.from({ length: plan.paths.length + 1 }, () => new Float64Array(plan.draws));
    const simulate = async () => {
      await host.call("load", [planNumbers(plan), plan.draws]);
      const { outcomes } = await host.call("names", []);
      const row = outcomes.findIndex((outcome) => outcome.name === name);
      for (let first = 0; first < plan.draws; first += BLOCK) {
        if (signal?.aborted) throw new Aborted();
        const count = Math.min(BLOCK, plan.draws - first);
        const block = await host.call("quick", [first, count]);
        columns.forEach((column, path) => {
          const at = (path * outcomes.length + row) * count;
          column.set(block.subarray(at, at + count), first);
        });
      }
    };
    await this.#all(plan, [simulate()]);
    return columns;
  }

  // The plan with changes, for saving and for showing; throws an Error that says what cannot be.
  withChanges(changes) {
    const plan = changedPlan(this.#plan, changes);
    planNumbers(plan);
    return plan;
  }

  // Simulates draws 0 … draws-1 of the plan with changes, of those paths that are not known; calls
  // onResults after the first 1,024, after 4,096 and at the end, and waits for what it returns; with `swings`
  // once more when it is known which inputs each path swings with. `ahead`: where nothing is known, as after a change of an
  // input, the first 1,024 are told twice, at first without `series` and `stages`, which is half the work. Rejects with an
  // AbortError where `signal` says so, at the latest 512 draws of a worker later. Runs wait for each other.
  run({ changes = {}, firstDraw = 0, draws, onResults, signal, swings = false, ahead = false } = {}) {
    const begin = async () => {
      if (firstDraw !== 0) throw new Error("a page's draws begin at 0");
      const plan = this.withChanges({ ...changes, draws: draws ?? changes.draws });
      const refuse = () => {
        if (signal?.aborted) throw new Aborted();
      };
      refuse();
      const entries = this.#known.of(plan);
      const tell = async (known) => {
        refuse();
        const results = joined(entries, known, entries[0].seen);
        await onResults?.(results, { draws: known, standardErrors: standardErrors(results) });
        return results;
      };
      try {
        await this.#simulate(plan, entries, tell, refuse, ahead);
        const isAll = entries.every((entry, path) => path === 0 || entry.swings);
        if (isAll || !swings || plan.draws < FEWEST_FOR_SWINGS) return await tell(plan.draws);
        await tell(plan.draws);
        await this.#swings(plan, entries, refuse);
      } catch (error) {
        if (!(error instanceof Aborted)) this.#inputs.world = null; // an instance may be a new one
        throw error;
      }
      return tell(plan.draws);
    };
    const result = this.#turn.then(begin);
    this.#turn = result.catch(() => {});
    return result;
  }

  // Fills in what is not known of the paths; tells of all pictures but the last.
  async #simulate(plan, entries, tell, refuse, ahead) {
    const places = entries.map((_, at) => at).filter((at) => at > 0 && !entries[at].isKnown && entries.indexOf(entries[at]) === at);
    const from = entries[0].isKnown ? 1 : 0;
    if (from === 1 && places.length === 0) return this.#known.keep(entries);
    const some = { ...plan, paths: places.map((at) => plan.paths[at - 1]) };
    const filled = [entries[0], ...places.map((at) => entries[at])];
    const [hub] = this.#hosts, numbers = planNumbers(some);
    const loaded = this.#hosts.map((host) => host.call("load", [numbers, plan.draws]));
    const picture = async (known, counted) => {
      const results = await hub.call("results", [known, counted, from]);
      filled.forEach((entry, at) => at >= from && entry.pictures.set(known, { results, at }));
    };
    const keep = (first, count, outcomes, isKept) => {
      filled.forEach((entry, at) => {
        const row = at * this.#outcomes + this.#npv;
        if (at >= from) entry.npv.set(outcomes.subarray(row * count, (row + 1) * count), first);
      });
      return isKept ? undefined : hub.call("keep", [first, count, outcomes], [outcomes.buffer]);
    };
    let counted = Math.min(PILOT, plan.draws);
    const first = Math.min(FIRST, plan.draws);
    const blind = entries[0].seen ? null : entries[0];
    if (ahead && from === 0 && plan.draws > FIRST) {
      await this.#quick(some, loaded, [this.#hosts, 0, FIRST], keep, blind);
      await picture(first, 0);
      await this.#all(some, [this.#pilot(counted, keep), tell(first)]);
    } else {
      await this.#begin(some, loaded, counted, keep, blind);
    }
    if (plan.draws <= PILOT || plan.draws > FIRST) await picture(first, counted);
    for (const stage of stagesUpTo(plan.draws)) {
      if (counted > PILOT || plan.draws > FIRST) await tell(counted > PILOT ? counted : first);
      if (counted <= PILOT) await this.#learn(some);
      await this.#count(some, counted, stage, keep, refuse);
      await picture(stage, counted = stage);
    }
    this.#known.keep(entries);
  }

  // The first picture: one host simulates the pilot and counts it, the others meanwhile what is left
  // of the first draws, without their series. All is asked for at once, behind `loaded`: the page may be drawing itself,
  // and would send the next call only after that.
  async #begin(plan, loaded, pilot, keep, blind) {
    const [hub, ...others] = this.#hosts, helpers = others.length ? others : [hub];
    const range = plan.draws > FIRST ? [PILOT, FIRST] : [0, 0];
    await this.#all(plan, [...loaded, this.#pilot(pilot, keep), this.#quick(plan, [], [helpers, ...range], keep, blind)]);
  }

  async #pilot(count, keep) {
    const [hub] = this.#hosts;
    await keep(0, count, await hub.call("pilot", [count, true]), true);
    await hub.call("addOwn", []);
  }

  // Outcomes of draws first … end-1 by some hosts, and what leaders see, of which the plan's stay is `blind`.
  async #quick(plan, loaded, [helpers, first, end], keep, blind) {
    const [hub] = this.#hosts;
    const simulated = rangesOf(first, end, helpers.length).map(async ([from, to], h) => {
      const isKept = helpers[h] === hub;
      if (to > from) await keep(from, to - from, await helpers[h].call("quick", [from, to - from, isKept]), isKept);
    });
    await this.#all(plan, [...loaded, ...simulated, ...(blind ? [this.#see(plan, blind, Math.min(FIRST, plan.draws), () => {})] : [])]);
  }

  // The others take over the ranges that the first host has learned.
  async #learn(plan) {
    const [hub, ...others] = this.#hosts, ranges = await hub.call("ranges", []);
    await this.#all(plan, others.map((host) => host.call("learn", [ranges])));
  }

  // Simulates draws from … end-1 and adds what was counted to the total. A host takes the next block when it is done
  // with one: what is counted are whole numbers, so it does not matter who counts what.
  async #count(plan, from, end, keep, refuse) {
    const hosts = this.#hosts, [hub] = hosts, counted = hosts.map(() => 0), kept = [];
    let next = from;
    await this.#all(plan, hosts.map(async (host, h) => {
      const asked = [];
      const taken = async () => {
        const { at, count, outcomes } = asked.shift();
        kept.push(keep(at, count, await outcomes, host === hub));
      };
      try {
        while (next < end) {
          refuse();
          const at = next, count = Math.min(BLOCK, end - at);
          next += count;
          counted[h] += count;
          asked.push({ at, count, outcomes: host.call("run", [at, count, host === hub]) });
          if (asked.length >= AHEAD) await taken();
        }
        while (asked.length) await taken();
      } finally {
        await Promise.allSettled([...asked.map(({ outcomes }) => outcomes), ...kept]);
      }
    }));
    await this.#all(plan, kept);
    refuse();
    await hub.call("addOwn", []);
    for (const [h, host] of hosts.entries()) {
      if (h === 0 || counted[h] === 0) continue;
      const parts = await host.call("take", [counted[h]]);
      await hub.call("add", [counted[h], parts], parts.map((part) => part.buffer));
    }
    refuse();
  }

  // Draws the inputs of the first draws, in the last host, which has a plan of this world; and how much
  // of each rung leaders then see.
  async #see(plan, stay, draws, refuse) {
    const host = this.#hosts.at(-1), world = worldOf(plan);
    if (this.#inputs.world !== world) {
      await host.call("swingsBegin", [plan.draws]);
      this.#inputs = { world, drawn: 0, ordered: 0 };
    }
    for (const has = this.#inputs; has.drawn < draws; has.drawn += Math.min(AT_ONCE.draws, draws - has.drawn)) {
      refuse();
      await host.call("swingsDraw", [has.drawn, Math.min(AT_ONCE.draws, draws - has.drawn)]);
    }
    const place = (name) => plan.inputs.findIndex(({ key }) => key === `measurement.${name}`);
    const rungs = plan.inputs.filter(({ key }) => key.startsWith("measurement.visible_")).map(({ key }) => key.slice(12));
    stay.seen = { months: SEEN_MONTHS, rungs: await host.call("seen", [rungs.map(place), place("learning_half_life"), draws, SEEN_MONTHS]) };
  }

  // Which inputs the paths swing with, for which that is not known: as the program's report has it.
  async #swings(plan, entries, refuse) {
    const host = this.#hosts.at(-1), count = plan.inputs.length;
    await host.call("load", [planNumbers({ ...plan, paths: [] }), plan.draws]);
    await this.#see(plan, entries[0], plan.draws, refuse);
    for (const has = this.#inputs; has.ordered < count; has.ordered = Math.min(count, has.ordered + AT_ONCE.orders)) {
      refuse();
      await host.call("swingsOrder", [has.ordered, Math.min(count, has.ordered + AT_ONCE.orders)]);
    }
    entries[0].swings = [];
    for (const entry of entries) {
      const all = [];
      for (let first = 0; first < count && !entry.swings; first += AT_ONCE.swings) {
        refuse();
        all.push(...await host.call("swings", [first, Math.min(count, first + AT_ONCE.swings), entry.npv]));
      }
      const width = (swing) => Math.abs(swing.at_high.value - swing.at_low.value);
      entry.swings ??= all.sort((a, b) => width(b) - width(a)).slice(0, MOST_SWINGS).map(({ input, ...swing }) => {
        const { key, unit, help } = plan.inputs[input];
        return { key, unit, help, ...swing };
      });
    }
  }

  // Waits for all, so that none is still at work when one has failed.
  async #all(plan, promises) {
    const failed = (await Promise.allSettled(promises)).find((one) => one.status === "rejected");
    if (!failed) return;
    const { reason } = failed;
    if (!(reason instanceof Aborted)) this.#inputs.world = null; // an instance may be a new one
    reason.message = reason.message.replace(/path number (\d+)/, (_, at) => `path ${at > 0 ? plan.paths[at - 1].id : "stay"}`);
    if (reason.input >= 0) reason.message = `${plan.inputs[reason.input].key}: ${reason.message}`;
    throw reason;
  }

  end() {
    for (const host of this.#hosts) host.end();
  }
}

// plan: that of the page; wasm: the bytes of engine.wasm or engine.wasm.gz; workers: how many,
// 0 = none.
export async function createEngine({ plan, wasm, workers }) {
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  const hosts = await startHosts(wasm, workers ?? Math.max(1, Math.min(cores, 4)));
  return new Engine(hosts, typeof plan === "string" ? JSON.parse(plan) : plan, await hosts[0].call("names", []));
}
