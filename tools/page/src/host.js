// The engine in one thread: a WebAssembly instance and what stands around it. The whole function is
// the source of the workers (workers.js makes them from its text), so it uses nothing from outside.
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

  // After an error an instance is in no known state: a new one takes its place, which has no plan.
  function guarded(action, isFirst = false) {
    if (!session && !isFirst) throw new Error("the engine has no plan");
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

  function outcomesAt(at, first, count, isKept) {
    const outcomes = doubles(at, session.rows * count).slice();
    if (isKept) host.keep(first, count, outcomes);
    return outcomes;
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
      }, true);
    },

    // {outcomes, series}: name, unit and label of each, in the order of every array.
    names: () => (names ??= JSON.parse(textAt(wasm.names()))),

    // Simulates draws; their outcomes, [path][outcome][draw]. The one that puts them together keeps its own.
    run: (first, count, isKept) => guarded(() => outcomesAt(wasm.run(first, count), first, count, isKept)),
    // The same of draws 0 … count-1, from which the ranges of the series are learned.
    pilot: (count, isKept) => guarded(() => outcomesAt(wasm.pilot(count), 0, count, isKept)),
    // The same, counting no series: outcomes only.
    quick: (first, count, isKept) => guarded(() => outcomesAt(wasm.quick(first, count), first, count, isKept)),
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
    // Of that many draws, of whose series the first `counted` are in the fans, which are left out where none is; null in
    // place of what belongs to a path before `from`.
    results: (draws, counted, from = 0) => guarded(() => resultsOf(draws, counted, from)),

    // --- What the inputs do: begin, draw all, order by each, ask for a path ---

    swingsBegin: (draws) => guarded(() => wasm.swings_begin(draws)),
    swingsDraw: (first, count) => guarded(() => wasm.swings_draw(first, count)),
    swingsOrder(first, end) {
      return guarded(() => {
        for (let input = first; input < end; ++input) wasm.swings_order(input);
      });
    },
    // Of inputs first … end-1, what they do to an outcome (by draw): {input, low_value …}.
    swings(first, end, outcome) {
      return guarded(() => {
        const at = wasm.allocate(outcome.byteLength), found = [];
        doubles(at, outcome.length).set(outcome);
        for (let input = first; input < end; ++input) {
          const to = wasm.swing(input, at, outcome.length);
          if (to === 0) continue;
          const [low_value, high_value, low, lowSe, high, highSe, share, shareSe] = doubles(to, 8);
          found.push({ input, low_value, high_value, at_low: { value: low, se: lowSe },
            at_high: { value: high, se: highSe }, share: { value: share, se: shareSe } });
        }
        wasm.release(at);
        return found;
      });
    },
    // Share of each rung that leaders see after so many months, [rung][month], from the first draws.
    seen: (rungs, halfLife, draws, months) => guarded(() =>
      rungs.map((visible) => months.map((month) => wasm.share_seen(visible, halfLife, draws, month)))),
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

  // But for the share in which a path is best, which needs all of them (known.js).
  function sharesOf(npv, cancelled, draws, each) {
    return {
      npv_positive: each((path) => shareOf(draws, (i) => npv[path][i] > 0)),
      beats_stay: each((path) => shareOf(draws, (i) => (Math.sign(npv[path][i] - npv[0][i]) + 1) / 2)),
      cancelled: each((path) => shareOf(draws, (i) => !Number.isNaN(cancelled[path][i]))),
    };
  }

  // Share of draws in which leaders have not stopped the path by the end of each month.
  function aliveOf(cancelled) {
    const stopped = new Int32Array(session.months);
    for (const month of cancelled) if (month < session.months) ++stopped[month];
    let left = cancelled.length;
    return Array.from(stopped, (count) => (left -= count) / cancelled.length);
  }

  function seriesOf(draws, each) {
    wasm.finish(draws);
    const { months, paths } = session, steps = kQuantiles.length;
    const all = {};
    for (const { name, unit, label, place } of names.series) {
      const quantiles = doubles(wasm.array(3 * place), paths * months * steps);
      const means = doubles(wasm.array(3 * place + 1), paths * months);
      all[name] = { unit, label, paths: each((path) => {
        const fan = { mean: Array.from(means.subarray(path * months, (path + 1) * months)) };
        kQuantiles.forEach((quantile, q) => {
          const values = (fan[quantile] = new Array(months));
          for (let month = 0; month < months; ++month) values[month] = quantiles[(path * months + month) * steps + q];
        });
        return fan;
      }) };
    }
    return { months, draws, names: all };
  }

  // Shares of draws in stages 1 to 5 of the journey, [path][month][stage - 1].
  function stagesOf(draws, each) {
    const ofMonth = (path, month) =>
      [1, 2, 3, 4, 5].map((stage) => wasm.draws_at_stage(month, path, stage) / draws);
    return each((path) => Array.from({ length: session.months }, (_unused, month) => ofMonth(path, month)));
  }

  function resultsOf(draws, counted, from) {
    const each = (make) => Array.from({ length: session.paths }, (_, path) => (path < from ? null : make(path)));
    const columns = (name) => {
      const index = names.outcomes.findIndex((outcome) => outcome.name === name);
      return Array.from({ length: session.paths }, (_, path) => column(path, index, draws));
    };
    const results = { draws, outcomes: {}, differences: {} };
    const rungs = [];
    for (const { name, unit, label } of names.outcomes) {
      const all = columns(name), summaries = each((path) => summaryOf(all[path]));
      if (name.startsWith("pv_rung_")) rungs.push({ name: name.slice(8), summaries });
      else results.outcomes[name] = { unit, label, paths: summaries };
    }
    const npv = columns("npv"), cancelled = columns("cancel_month");
    each((path) => (results.outcomes.npv.paths[path].draws = thinned(npv[path])));
    results.shares = sharesOf(npv, cancelled, draws, each);
    for (const name of ["npv", "customers", "net_promoters"]) {
      const all = columns(name), [stay] = all;
      results.differences[name] = each((path) => summaryOf(all[path].map((value, i) => value - stay[i])));
    }
    if (counted > 0) {
      results.series = seriesOf(counted, each);
      results.stages = { paths: stagesOf(counted, each) };
    }
    results.survival = { paths: each((path) => aliveOf(cancelled[path])) };
    results.rungs = {
      names: rungs.map((rung) => rung.name),
      paths: each((path) => ({ pv: rungs.map(({ summaries }) => summaries[path]) })),
    };
    return results;
  }

  return host;
}
