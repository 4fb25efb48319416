// The beliefs pane: leaders, what each believes, and whose belief changes the ranking.
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {MOST_BELIEFS, SCENARIO, chosenOf, nameOf, withBelief, withChosen, withLeader, withoutLeader} from './beliefs.js';
import {Priors} from './beliefs_prior.js';
import {BeliefRuns, PAIRED} from './beliefs_runs.js';
import {Comparison, First, Picture, causesSaid, isKnown, withPaths} from './beliefs_said.js';
import {useDrawn} from './focus.js';

/** Beside the paths: whose beliefs the page shows. */
export function BeliefChoice({c, state, become}) {
  if (!state.beliefs.length) return null;
  return html`<label class="choice bl_choice">${c.t('bl_shown')} <select value=${state.chosen} onChange=${(event) => become(withChosen(state, Number(event.target.value)), 'chosen')}>
    <option value=${SCENARIO}>${c.t('bl_scenario')}</option>${state.beliefs.map((belief) => html`<option value=${belief.slot}>${nameOf(c.t, belief)}</option>`)}</select></label>`;
}

/** What was simulated last of all beliefs, and whether it is still of that state. */
function useRuns(data, state) {
  const [now, tell] = useState(null), whole = useRef(null), runs = useRef(null);
  useEffect(() => {
    runs.current = new BeliefRuns(data, tell);
    return () => runs.current.end();
  }, []);
  useEffect(() => runs.current.want(state), [state]);
  if (isKnown(now)) whole.current = now;
  return {known: state.beliefs.length ? whole.current : null, now, isOld: now?.state !== state || whole.current !== now};
}

function Status({c, now, isOld}) {
  if (now?.error) return html`<p role="alert" class="fault">${now.error}</p>`;
  const word = isOld ? 'bl_wait' : now.isDone ? 'bl_done' : 'bl_seek';
  return html`<p class="said" role="status" id="beliefs-status" data-done=${String(word === 'bl_done')}>${c.t(word, c.f.number(PAIRED, 0))}</p>`;
}

export function Beliefs({c, data, history, become}) {
  const {state} = history, {t} = c, belief = chosenOf(state), name = useRef(null), tabs = useRef(null), drawn = useDrawn();
  const {known, now, isOld} = useRuns(data, state);
  const rest = () => history.rest();
  const add = (like) => {
    become(withLeader(state, like));
    drawn(() => name.current.focus());
  };
  const remove = () => {
    become(withoutLeader(state, belief.slot));
    drawn(() => tabs.current.querySelector('button').focus());
  };
  const isFull = state.beliefs.length >= MOST_BELIEFS;
  const tab = (slot, text) => html`<button type="button" key=${slot} aria-pressed=${String(slot === state.chosen)} onClick=${() => become(withChosen(state, slot), 'chosen')}>${text}</button>`;
  const shown = known && withPaths(c, known);
  return html`<section id="part_beliefs" class=${state.beliefs.length ? '' : 'bl_edit'}><h2>${t('part_beliefs')}</h2>
    <p class="note bl_edit">${t('bl_why')}</p>
    <div class="buttons bl_edit" role="group" aria-label=${t('bl_shown')} ref=${tabs}>
      ${state.beliefs.length > 0 && [tab(SCENARIO, t('bl_scenario')), ...state.beliefs.map((each) => tab(each.slot, nameOf(t, each)))]}
      <button type="button" class="bl_add" disabled=${isFull} onClick=${() => add()}>${t('bl_add')}</button>
    </div>
    ${isFull && html`<p class="note">${t('bl_full', MOST_BELIEFS)}</p>`}
    ${state.beliefs.length > 0 && html`<${Status} c=${c} now=${now} isOld=${isOld} />`}
    ${known && html`<div class=${isOld ? 'old' : ''}><${Picture} c=${shown} known=${known} />
      <div class="causes">${causesSaid(shown, known).map((sentence) => html`<p>${sentence}</p>`)}</div>
      <${Comparison} c=${shown} known=${known} chosen=${state.chosen} />
      <p class="note">${t('bl_note', c.f.number(PAIRED, 0))}</p></div>`}
    ${belief ? html`<${Priors} key=${belief.slot} c=${c} state=${state} belief=${belief} become=${become} rest=${rest} before=${html`
      <div class="bl_name"><label for="belief-name">${t('bl_name')}</label>
        <input id="belief-name" ref=${name} type="text" maxlength="40" autocomplete="off" placeholder=${nameOf(t, {...belief, name: ''})} value=${belief.name}
          onInput=${(event) => become(withBelief(state, belief.slot, {name: event.target.value}), `${belief.slot} name`)} onChange=${rest} />
        <button type="button" class="bl_copy" disabled=${isFull} onClick=${() => add(belief)}>${t('bl_copy')}</button>
        <button type="button" class="bl_remove" onClick=${remove}>${t('bl_remove')}</button></div>`}>
        ${known?.of[belief.slot] && html`<p class=${isOld ? 'old' : ''}>${t('bl_first')}: <${First} c=${shown} ranking=${known.of[belief.slot]} /></p>`}
      </${Priors}>`
    : state.beliefs.length > 0 && html`<p class="note bl_edit">${t('bl_choose')}</p>`}
  </section>`;
}
