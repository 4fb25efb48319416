// The engine in one thread: a WebAssembly instance and what stands around it. The whole function is
// the source of the workers (engine.js makes them from its text), so it uses nothing from outside.
export function makeHost(module) {
  const text = new TextDecoder();
  let wasm, names, session;

  const bytes = (at, size) => new Uint8Array(wasm.memory.buffer, at, size);
  const doubles = (at, count) => new Float64Array(wasm.memory.buffer, at, count);
  function textAt(at) {
    const all = new Uint8Array(wasm.memory.buffer);
    return text.decode(all.slice(at, all.indexOf(0, at)));
  }

  // Numbers as engine/core/number_text.hpp writes them.
  function numberText(value) {
    const size = Math.abs(value);
    if (value === 0 || (size >= 1e-6 && size < 1e15)) return String(value);
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const imports = {
    page: {
      number_text(value, to) {
        const written = new TextEncoder().encode(numberText(value));
        bytes(to, written.length).set(written);
        return written.length;
      },
      rounded: (value, digits) => Number(value.toPrecision(digits)),
    },
  };
  function start() {
    wasm = new WebAssembly.Instance(module, imports).exports;
    wasm.__wasm_call_ctors();
  }
  start();

  // After an error an instance is in no known state: a new one takes its place.
  function guarded(action) {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      const message = textAt(wasm.error_message()) || `the engine failed: ${error.message}`;
      const input = wasm.input_in_error();
      start();
      session = undefined;
      throw Object.assign(new Error(message), { input });
    }
  }

  const copies = (count) => Array.from({ length: count }, (_, i) => bytes(wasm.part(i), wasm.part_bytes(i)).slice());
  function fill(count, parts) {
    if (count !== parts.length) throw new Error("parts of another plan");
    parts.forEach((part, i) => bytes(wasm.part(i), wasm.part_bytes(i)).set(part));
  }

  const host = {
    // Begins with a plan: numbers as engine.js lays them out; `capacity` draws at most.
    load(numbers, capacity) {
      return guarded(() => {
        const at = wasm.allocate(numbers.byteLength);
        doubles(at, numbers.length).set(numbers);
        wasm.load(at, numbers.length);
        wasm.release(at);
        const rows = wasm.paths() * host.names().outcomes.length;
        session = { months: numbers[4], paths: wasm.paths(), rows, capacity, columns: null };
      });
    },

    // {outcomes, series}: name, unit and label of each, in the order of every array.
    names: () => (names ??= JSON.parse(textAt(wasm.names()))),

    // Simulates draws; their outcomes, [path][outcome][draw].
    run(first, count) {
      return guarded(() => doubles(wasm.run(first, count), session.rows * count).slice());
    },

    // The same of draws 0 … count-1, from which the ranges of the series are learned.
    pilot(count) {
      return guarded(() => doubles(wasm.pilot(count), session.rows * count).slice());
    },
    // The same, counting no series: outcomes only.
    quick(first, count) {
      return guarded(() => doubles(wasm.quick(first, count), session.rows * count).slice());
    },
    // The ranges that were learned; and taking over those that another has learned.
    ranges: () => guarded(() => copies(wasm.ranges())),
    learn: (ranges) => guarded(() => fill(wasm.ranges(), ranges)),

    // What was counted in `draws` draws since the last call, and forgets it here.
    take(draws) {
      return guarded(() => {
        const parts = copies(wasm.count_parts(draws));
        wasm.clear();
        return parts;
      });
    },

    // --- The one that puts together what all have found ---

    keep(first, count, outcomes) {
      session.columns ??= new Float64Array(session.rows * session.capacity);
      for (let row = 0; row < session.rows; ++row)
        session.columns.set(outcomes.subarray(row * count, (row + 1) * count),
          row * session.capacity + first);
    },
    addOwn: () => guarded(() => wasm.add_to_total()),
    add(draws, parts) {
      return guarded(() => {
        fill(wasm.count_parts(draws), parts);
        wasm.add_to_total();
      });
    },
    // Of that many draws, of whose series the first `counted` are in the fans.
    results: (draws, counted) => guarded(() => resultsOf(draws, counted)),
  };

  const kQuantiles = ["p5", "p25", "p50", "p75", "p95"];
  const column = (path, outcome, draws) => {
    const at = (path * names.outcomes.length + outcome) * session.capacity;
    return session.columns.subarray(at, at + draws);
  };

  function summaryOf(values) {
    const at = wasm.allocate(values.byteLength + 8 * 16);
    doubles(at, values.length).set(values);
    const to = at + values.byteLength;
    wasm.statistics(at, values.length, to);
    const [defined, mean, sd, mean_se, ...rest] = doubles(to, 4 + 2 * kQuantiles.length);
    wasm.release(at);
    const summary = { defined, mean, mean_se, sd };
    kQuantiles.forEach((name, i) => (summary[name] = rest[i]));
    kQuantiles.forEach((name, i) => (summary[`${name}_se`] = rest[kQuantiles.length + i]));
    return summary;
  }

  // At most 2,000 values, equally far apart in rank: for the curve of exceedance.
  function thinned(values) {
    const rising = values.filter((value) => !Number.isNaN(value)).sort();
    const most = 2000;
    if (rising.length <= most) return Array.from(rising);
    return Array.from({ length: most }, (_, i) =>
      rising[Math.round((i * (rising.length - 1)) / (most - 1))]);
  }

  // Mean of weights 0, 1/2 or 1 of the draws, as a share.
  function shareOf(draws, weight) {
    let sum = 0;
    for (let i = 0; i < draws; ++i) sum += Number(weight(i));
    const value = sum / draws;
    return { value, se: Math.sqrt((value * (1 - value)) / draws) };
  }

  function sharesOf(npv, cancelled, draws) {
    const best = new Int32Array(draws);
    for (let i = 0; i < draws; ++i)
      npv.forEach((values, path) => {
        if (values[i] > npv[best[i]][i]) best[i] = path;
      });
    return {
      npv_positive: npv.map((values) => shareOf(draws, (i) => values[i] > 0)),
      beats_stay: npv.map((values) => shareOf(draws, (i) => (Math.sign(values[i] - npv[0][i]) + 1) / 2)),
      best: npv.map((_, path) => shareOf(draws, (i) => best[i] === path)),
      cancelled: cancelled.map((months) => shareOf(draws, (i) => !Number.isNaN(months[i]))),
    };
  }

  // Share of draws in which leaders have not stopped the path by the end of each month.
  function aliveOf(cancelled) {
    const stopped = new Int32Array(session.months);
    for (const month of cancelled) if (month < session.months) ++stopped[month];
    let left = cancelled.length;
    return Array.from(stopped, (count) => (left -= count) / cancelled.length);
  }

  function seriesOf(draws) {
    wasm.finish(draws);
    const { months, paths } = session;
    const all = {};
    names.series.forEach(({ name, unit, label }, index) => {
      const quantiles = doubles(wasm.array(3 * index), paths * months * kQuantiles.length);
      const means = doubles(wasm.array(3 * index + 1), paths * months);
      const ofPath = (_, path) => {
        const fan = { mean: Array.from(means.subarray(path * months, (path + 1) * months)) };
        kQuantiles.forEach((quantile, q) => {
          fan[quantile] = Array.from({ length: months }, (_unused, month) =>
            quantiles[(path * months + month) * kQuantiles.length + q]);
        });
        return fan;
      };
      all[name] = { unit, label, paths: Array.from({ length: paths }, ofPath) };
    });
    return { months, draws, names: all };
  }

  // Shares of draws in stages 1 to 5 of the journey, [path][month][stage - 1].
  function stagesOf(draws) {
    const ofMonth = (path, month) =>
      [1, 2, 3, 4, 5].map((stage) => wasm.draws_at_stage(month, path, stage) / draws);
    return Array.from({ length: session.paths }, (_, path) =>
      Array.from({ length: session.months }, (_unused, month) => ofMonth(path, month)));
  }

  function resultsOf(draws, counted) {
    const paths = Array.from({ length: session.paths }, (_, path) => path);
    const index = (name) => names.outcomes.findIndex((outcome) => outcome.name === name);
    const columns = (name) => paths.map((path) => column(path, index(name), draws));
    const results = { draws, outcomes: {}, shares: {}, differences: {} };
    const rungs = [];
    for (const { name, unit, label } of names.outcomes) {
      const summaries = columns(name).map(summaryOf);
      if (name.startsWith("pv_rung_")) rungs.push({ name: name.slice(8), summaries });
      else results.outcomes[name] = { unit, label, paths: summaries };
    }
    for (const name of ["npv", "payback", "cancel_month"])
      columns(name).forEach((values, path) => {
        results.outcomes[name].paths[path].draws = thinned(values);
      });
    const npv = columns("npv");
    results.shares = sharesOf(npv, columns("cancel_month"), draws);
    for (const name of ["npv", "customers", "net_promoters"]) {
      const [stay, ...others] = columns(name);
      results.differences[name] = [stay, ...others].map((values) =>
        summaryOf(values.map((value, i) => value - stay[i])));
    }
    results.series = seriesOf(counted);
    results.stages = { paths: stagesOf(counted) };
    results.survival = { paths: columns("cancel_month").map(aliveOf) };
    results.rungs = {
      names: rungs.map((rung) => rung.name),
      paths: paths.map((path) => ({
        pv: rungs.map(({ summaries }) => summaries[path]),
      })),
    };
    return results;
  }

  return host;
}
