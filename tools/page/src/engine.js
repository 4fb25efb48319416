// The model in a page: workers that each simulate a range of draws, and one of them that puts
// together what all have found. A result is a function of plan and number of draws: the same bits
// for any number of workers, and with none. No dependency; browsers and Node.
import { makeHost } from "./host.js";
import { changedPlan, planNumbers } from "./plan.js";

const BLOCK = 256; // draws that the engine simulates together (engine/model/block.hpp)
const PILOT = 512; // draws that fix the ranges of the series (engine/run/fans.hpp)
const FIRST = 1024; // draws of the first picture

// A thread of its own: answers calls of the host's functions.
function workerSource() {
  return `"use strict";
const makeHost = ${makeHost.toString()};
const serve = (post) => {
  let host;
  return ({ id, call, args }) => {
    try {
      let result;
      if (call === "start") host = makeHost(args[0]);
      else result = host[call](...args);
      const moved = call === "run" ? [result.buffer] : call === "take" ? result.map((part) => part.buffer) : [];
      post({ id, result }, moved);
    } catch (error) {
      post({ id, error: { message: error.message, input: error.input } }, []);
    }
  };
};
if (typeof require === "function") {
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", serve((data, moved) => parentPort.postMessage(data, moved)));
} else {
  const answer = serve((data, moved) => self.postMessage(data, moved));
  self.onmessage = ({ data }) => answer(data);
}`;
}

async function newThread(source) {
  if (typeof Worker === "function") {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(url);
    return {
      post: (data, moved) => worker.postMessage(data, moved),
      listen(onMessage, onError) {
        worker.onmessage = ({ data }) => onMessage(data);
        worker.onerror = (event) => onError(new Error(event.message || "a worker could not start"));
      },
      end() {
        worker.terminate();
        URL.revokeObjectURL(url);
      },
    };
  }
  const node = "node:worker_threads";
  const worker = new (await import(node)).Worker(source, { eval: true });
  worker.unref();
  return {
    post: (data, moved) => worker.postMessage(data, moved),
    listen(onMessage, onError) {
      worker.on("message", onMessage);
      worker.on("error", onError);
    },
    end: () => worker.terminate(),
  };
}

// A host in another thread, whose functions give promises.
async function remoteHost(source, module) {
  const thread = await newThread(source);
  const waiting = new Map();
  let last = 0;
  thread.listen(
    ({ id, result, error }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(Object.assign(new Error(error.message), { input: error.input }));
      else resolve(result);
    },
    (error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  );
  const call = (name, args, moved = []) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    thread.post({ id: last, call: name, args }, moved);
  });
  await call("start", [module]);
  return { call, end: thread.end, isThread: true };
}

// The same without a thread, letting others have their turn between calls.
function localHost(module) {
  const host = makeHost(module);
  const call = async (name, args) => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return host[name](...args);
  };
  return { call, end() {} };
}

async function hostsOf(module, workers) {
  if (workers < 1) return [localHost(module)];
  const source = workerSource();
  try {
    return await Promise.all(Array.from({ length: workers }, () => remoteHost(source, module)));
  } catch {
    return [localHost(module)];
  }
}

// How many draws are known at each picture after the first.
const stagesUpTo = (draws) => (draws <= PILOT ? [] : 4 * FIRST < draws ? [4 * FIRST, draws] : [draws]);

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

  constructor(hosts, plan) {
    this.#hosts = hosts;
    this.#plan = plan;
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

  // Simulates draws 0 … draws-1 of the plan with changes; calls onResults after the first 1,024, after
  // 4,096 and at the end. Rejects with an AbortError where `signal` says so, at the latest 256 draws
  // later. Runs wait for each other.
  run({ changes = {}, firstDraw = 0, draws, onResults, signal } = {}) {
    const begin = async () => {
      if (firstDraw !== 0) throw new Error("a page's draws begin at 0");
      const plan = this.withChanges({ ...changes, draws: draws ?? changes.draws });
      return this.#simulate(plan, onResults, signal);
    };
    const result = this.#turn.then(begin);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #simulate(plan, onResults, signal) {
    const refuse = () => {
      if (signal?.aborted) throw new Aborted();
    };
    refuse();
    const hosts = this.#hosts, [hub] = hosts;
    const numbers = planNumbers(plan);
    await this.#all(plan, hosts.map((host) => host.call("load", [numbers, plan.draws])));
    const picture = async (known, counted) => {
      const results = await hub.call("results", [known, counted]);
      refuse();
      onResults?.(results, {
        draws: known,
        standardErrors: results.outcomes.npv.paths.map((path) => path.mean_se),
      });
      return results;
    };
    let counted = Math.min(PILOT, plan.draws), results;
    await this.#begin(plan, counted);
    if (plan.draws <= PILOT || plan.draws > FIRST)
      results = await picture(Math.min(FIRST, plan.draws), counted);
    for (const stage of stagesUpTo(plan.draws)) {
      await this.#count(plan, counted, stage, refuse);
      results = await picture(stage, counted = stage);
    }
    return results;
  }

  // The first picture: one host simulates the pilot and counts it, the others meanwhile what is left
  // of the first draws, without their series, and take over the ranges when they are known.
  async #begin(plan, pilot) {
    const [hub, ...others] = this.#hosts;
    const keep = (at, count, outcomes) => hub.call("keep", [at, count, outcomes], [outcomes.buffer]);
    const learned = hub.call("pilot", [pilot]).then(async (outcomes) => {
      await keep(0, pilot, outcomes);
      return hub.call("ranges", []);
    });
    const helpers = others.length ? others : [hub];
    const ranges = plan.draws > FIRST ? rangesOf(PILOT, FIRST, helpers.length) : [];
    await this.#all(plan, [learned,
      ...ranges.map(async ([first, end], h) => {
        if (end > first) await keep(first, end - first, await helpers[h].call("quick", [first, end - first]));
      }),
      ...others.map(async (host) => host.call("learn", [await learned]))]);
    await hub.call("addOwn", []);
  }

  // Simulates draws from … end-1 and adds what was counted to the total.
  async #count(plan, from, end, refuse) {
    const hosts = this.#hosts, [hub] = hosts;
    const ranges = rangesOf(from, end, hosts.length);
    await this.#all(plan, hosts.map(async (host, h) => {
      const [first, last] = ranges[h];
      for (let at = first; at < last; at += BLOCK) {
        refuse();
        const count = Math.min(BLOCK, last - at);
        const outcomes = await host.call("run", [at, count]);
        await hub.call("keep", [at, count, outcomes], [outcomes.buffer]);
      }
      if (h > 0) ranges[h].push(await host.call("take", [last - first]));
    }));
    refuse();
    await hub.call("addOwn", []);
    for (const [first, last, parts] of ranges.slice(1))
      if (last > first)
        await hub.call("add", [last - first, parts], parts.map((part) => part.buffer));
    refuse();
  }

  // Waits for all, so that none is still at work when one has failed.
  async #all(plan, promises) {
    const failed = (await Promise.allSettled(promises)).find((one) => one.status === "rejected");
    if (!failed) return;
    const { reason } = failed;
    if (reason.input >= 0) reason.message = `${plan.inputs[reason.input].key}: ${reason.message}`;
    throw reason;
  }

  end() {
    for (const host of this.#hosts) host.end();
  }
}

async function unpacked(bytes) {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  if (view[0] !== 0x1f || view[1] !== 0x8b) return view;
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// plan: that of the page; wasm: the bytes of engine.wasm or engine.wasm.gz; workers: how many,
// 0 = none.
export async function createEngine({ plan, wasm, workers }) {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, which the model needs");
  let module;
  try {
    module = await WebAssembly.compile(await unpacked(wasm));
  } catch (error) {
    throw new Error(`this browser cannot run the model: it needs WebAssembly with SIMD (${error.message})`);
  }
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  const hosts = await hostsOf(module, workers ?? Math.max(1, Math.min(cores, 4)));
  return new Engine(hosts, typeof plan === "string" ? JSON.parse(plan) : plan);
}
