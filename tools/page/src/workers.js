// Hosts of the model (host.js), each in a thread of its own where there are threads: workers made
// from a blob in a browser, worker_threads in Node.
import { makeHost } from "./host.js";

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
      const moved = ["run", "quick", "pilot"].includes(call) ? [result.buffer] : call === "take" ? result.map((part) => part.buffer) : [];
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

async function unpacked(bytes) {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  if (view[0] !== 0x1f || view[1] !== 0x8b) return view;
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Hosts that have the model, with `call` and `end`: as many as workers, or one without a thread.
// wasm: the bytes of engine.wasm or engine.wasm.gz. Throws where the browser cannot run it.
export async function startHosts(wasm, workers) {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, which the model needs");
  let module;
  try {
    module = await WebAssembly.compile(await unpacked(wasm));
  } catch (error) {
    throw new Error(`this browser cannot run the model: it needs WebAssembly with SIMD (${error.message})`);
  }
  return hostsOf(module, workers);
}
