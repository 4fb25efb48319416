// The engine at work: runs what is wanted last, and tells of every picture.
import {createEngine} from '../engine.js';

export const DRAWS = 20000;

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

/** Until a picture is on the screen, for which the workers leave the processor free; where nobody looks, not long. */
const painted = () => new Promise((resolve) => {
  setTimeout(resolve, 60);
  requestAnimationFrame(() => setTimeout(resolve));
});

export class Live {
  #engine;
  #tell;
  #next = null;
  #abort = null;  // of the run at work, once it has shown its first picture
  #shown = null;  // {ids, series, stages}: of the picture before, which stand until the fans of a change are there

  /** tell({state, results, draws, error, isBusy}): one picture, or why there is none. */
  static async begin({plan, wasm, tell}) {
    const live = new Live();
    live.#tell = tell;
    live.#engine = await createEngine({plan, wasm: bytesOf(wasm)});
    return live;
  }

  get isThreaded() {
    return this.#engine.isThreaded;
  }
  plan(state) {
    return this.#engine.withChanges({...state, draws: DRAWS});
  }

  /** Runs that; what ran before is dropped, unless its first picture is still to come: so a slider that
   *  is being dragged shows pictures all the way. */
  want(state) {
    const isBusy = this.#next !== null || this.#abort !== null;
    this.#next = state;
    this.#abort?.stop();
    if (!isBusy) this.#work();
  }

  async #work() {
    while (this.#next) {
      const state = this.#next, abort = new AbortController();
      this.#next = null;
      const ids = state.paths.map(({id}) => id).join();
      let isPictured = false;
      this.#abort = {stop: () => isPictured && abort.abort()};
      try {
        await this.#engine.run({
          changes: state, draws: DRAWS, signal: abort.signal, swings: true, ahead: this.#shown?.ids === ids,
          onResults: (results, {draws}) => {
            const {series, stages} = results.series ? results : this.#shown;
            isPictured = Boolean(results.series);
            if (isPictured) this.#shown = {ids, series, stages};
            this.#tell({state, results: {...results, series, stages}, draws, error: null});
            if (this.#next && isPictured) abort.abort();
            return painted();
          },
        });
      } catch (error) {
        if (error.name !== 'AbortError') this.#tell({error: error.message});
      }
      this.#abort = null;
    }
  }
}
