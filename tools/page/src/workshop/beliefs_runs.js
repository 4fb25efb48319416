// Simulates what each leader believes beside the page, by an engine of one worker of its own: what stands on
// the screen is not kept waiting, and what was simulated once is kept.
import {createEngine} from '../engine.js';
import {inputsUnder} from './beliefs.js';
import {causeOf, isChanged, rankingOf} from './beliefs_rank.js';
import {bytesOf} from './live.js';

export const PAIRED = 2048;  // draws, the same for every belief
const PAUSE = 250;           // ms without a change before it begins
const MOST_KEPT = 400;

export class BeliefRuns {
  #data;
  #tell;
  #engine = null;
  #abort = null;
  #pause = 0;
  #kept = new Map();    // ranking by what was simulated
  #causes = new Map();  // cause by both rankings' keys

  /** tell({scenario: ranking, of: {slot: ranking}, causes: {slot: cause}, isDone, error}), again and again. */
  constructor(data, tell) {
    this.#data = data;
    this.#tell = tell;
  }

  /** Simulates the beliefs of that state; what ran before is dropped. */
  want(state) {
    this.#abort?.abort();
    clearTimeout(this.#pause);
    this.#abort = new AbortController();
    const {signal} = this.#abort, known = this.#known(state);
    this.#tell(known);
    if (!known.isDone) this.#pause = setTimeout(() => this.#work(state, signal), PAUSE);
  }
  end() {
    this.#abort?.abort();
    clearTimeout(this.#pause);
    this.#engine?.then((engine) => engine.end(), () => {});
  }

  /** What a ranking hangs on: names do not matter, nor who believes it. */
  #keyOf = ({paths}, inputs) => JSON.stringify([paths.map(({name, slot, ...levers}) => levers), Object.entries(inputs).sort()],
    (key, value) => (key === 'source' ? undefined : value));

  async #ranking(state, inputs, signal) {
    const key = this.#keyOf(state, inputs);
    if (!this.#kept.has(key)) {
      this.#engine ??= createEngine({plan: this.#data.plan, wasm: bytesOf(this.#data.wasm), workers: 1});
      const columns = await (await this.#engine).draws({changes: {paths: state.paths, inputs}, draws: PAIRED, name: 'npv', signal});
      this.#kept.set(key, rankingOf(columns));
      if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
    }
    return this.#kept.get(key);
  }

  /** What is known of a state without simulating. */
  #known(state) {
    const {beliefs} = state, bySlot = (value) => Object.fromEntries(beliefs.map((belief) => [belief.slot, value(belief)]));
    const ranking = (belief) => this.#kept.get(this.#keyOf(state, inputsUnder(state, belief)));
    const known = {state, scenario: ranking(), of: bySlot(ranking), causes: bySlot((belief) => this.#causes.get(this.#causeKey(state, belief))), error: null};
    const isKnown = ({slot}) => known.of[slot] && (known.causes[slot] || !isChanged(known.scenario, known.of[slot]));
    return {...known, isDone: beliefs.length === 0 || Boolean(known.scenario && beliefs.every(isKnown))};
  }
  #causeKey = (state, belief) => this.#keyOf(state, inputsUnder(state)) + this.#keyOf(state, inputsUnder(state, belief));

  async #work(state, signal) {
    const all = this.#known(state), ranking = (belief) => this.#ranking(state, inputsUnder(state, belief), signal);
    const tell = (more) => signal.aborted || this.#tell({...Object.assign(all, more)});
    try {
      tell({scenario: await ranking()});
      for (const belief of state.beliefs) {
        all.of[belief.slot] = await ranking(belief);
        tell();
      }
      for (const belief of state.beliefs) {
        if (all.causes[belief.slot] || !isChanged(all.scenario, all.of[belief.slot])) continue;
        const only = (keys) => ranking({...belief, priors: Object.fromEntries(keys.map((key) => [key, belief.priors[key]]))});
        const cause = await causeOf({reference: all.scenario, ranking: all.of[belief.slot], keys: Object.keys(belief.priors), simulate: only});
        this.#causes.set(this.#causeKey(state, belief), all.causes[belief.slot] = cause);
        tell();
      }
      tell({isDone: true});
    } catch (error) {
      if (error.name !== 'AbortError') tell({error: error.message, isDone: true});
    }
  }
}
