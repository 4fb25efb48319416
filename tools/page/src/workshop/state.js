// What people have changed: paths and inputs; undo; and the same as a link.
import {LEVERS, changedPlan} from '../plan.js';
import {scenarioToml} from '../toml.js';
import {readBeliefs, storedBeliefs} from './beliefs.js';

/** {paths, inputs, and what beliefs.js keeps} of the plan as it came; `slot` keeps a path's colour whatever is
 *  added or removed. */
export const stateOf = (plan) => ({paths: plan.paths.map((path, i) => ({...path, slot: i + 1})), ...readBeliefs(plan, {})});

/** A slot that no path has; there are as many as paths may be. */
const freeSlot = (paths) => [1, 2, 3, 4, 5, 6].find((slot) => paths.every((path) => path.slot !== slot));
const freeId = (paths, wish) => {
  for (let i = 1; ; ++i) {
    const id = i === 1 ? wish : `${wish}-${i}`;
    if (paths.every((path) => path.id !== id)) return id;
  }
};

export function withPath(state, {id, name, ...rest}) {
  const added = {listening: [], openness: [], empowerment: [], tooling: [], weaving: [], staffing: [], one_off: [], commitment: 0.5,
    ...rest, id: freeId(state.paths, id), name, slot: freeSlot(state.paths)};
  return [{...state, paths: [...state.paths, added]}, added.id];
}
export const withoutPath = (state, id) => ({...state, paths: state.paths.filter((path) => path.id !== id)});
export const withChange = (state, id, changes) =>
  ({...state, paths: state.paths.map((path) => (path.id === id ? {...path, ...changes} : path))});

/** States one after the other. Changes with the same key, one after another, are one step to undo. */
export class History {
  #past = [];
  #key = null;

  constructor(state) {
    this.state = state;
  }
  get canUndo() {
    return this.#past.length > 0;
  }
  set(state, key = null) {
    if (key === null || key !== this.#key) this.#past.push(this.state);
    if (this.#past.length > 200) this.#past.shift();
    this.#key = key;
    this.state = state;
  }
  /** A slider was let go: what follows is another step. */
  rest() {
    this.#key = null;
  }
  undo() {
    if (this.canUndo) this.state = this.#past.pop();
    this.#key = null;
  }
}

// --- As a link: #w= and JSON as base64 of URLs ---

export function linkOf(state) {
  const held = {paths: state.paths, inputs: state.given, ...storedBeliefs(state)};
  const bytes = new TextEncoder().encode(JSON.stringify(held));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return '#w=' + btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Whether a path of a link has the shape of one; its numbers are looked at later. */
const isPath = (path) => [...LEVERS, 'staffing'].every((lever) => (path[lever] ?? []).every((point) => point.length === 2))
  && (path.one_off ?? []).every((item) => typeof item === 'object');

/** The state in a link, null where it holds none; throws an Error with a sentence where it is damaged. */
export function stateIn(hash, plan) {
  if (!hash.startsWith('#w=')) return null;
  let state;
  try {
    const text = atob(hash.slice(3).replaceAll('-', '+').replaceAll('_', '/'));
    const {paths, ...held} = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.from(text, (one) => one.charCodeAt(0))));
    state = {paths, ...readBeliefs(plan, held)};
    if (!paths.every(isPath)) throw new Error('');
    const slots = new Set(paths.map(({slot}) => slot));
    if (slots.size !== paths.length || paths.some(({slot}) => !(slot >= 1 && slot <= 6))) paths.forEach((path, i) => (path.slot = i + 1));
  } catch {
    throw new Error('');
  }
  const checked = changedPlan(plan, state);
  try {
    scenarioToml({...checked, draws: 2});  // which every number must go through
  } catch {
    throw new Error('');
  }
  return {...state, paths: checked.paths.map((path, i) => ({...path, name: String(path.name ?? '').slice(0, 60).trim() || path.id, slot: state.paths[i].slot}))};
}
