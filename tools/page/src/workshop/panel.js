// The panel beside the results: which path is being changed, its controls, and what to do with all.
import {html} from 'htm/preact';
import {useRef, useState} from 'preact/hooks';
import {saveText} from '../download.js';
import {MOST_PATHS} from '../plan.js';
import {scenarioToml} from '../toml.js';
import {PathControls} from './controls.js';
import {useDrawn} from './focus.js';
import {DRAWS} from './live.js';
import {refusalIn} from './refusals.js';
import {saveReport} from './save.js';
import {linkOf, withChange, withPath, withoutPath} from './state.js';

/** How far the run has come, and how sure the NPV of the least sure path is. */
export function Progress({c, isCurrent, error, notes}) {
  const {draws, outcomes} = c.results, se = Math.max(...outcomes.npv.paths.slice(1).map((path) => path.mean_se), 0);
  return html`<div class="progress">
    <progress max=${DRAWS} value=${isCurrent ? draws : 0} aria-label=${c.t('ws_progress')}></progress>
    <p role="status" id="progress" title=${c.t('ws_draws_long')}>${isCurrent ? c.t('ws_draws', c.f.number(draws, 0), c.f.number(DRAWS, 0), c.f.money(se, {digits: 0})) : c.t('ws_busy')}</p>
    ${error && html`<p role="alert" class="fault">${refusalIn(c.lang, error)}</p>`}
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
  </div>`;
}

function Tabs({c, paths, chosen, choose}) {
  const colour = (slot) => c.colours[slot % c.colours.length];
  return html`<div class="tabs" role="group" aria-label=${c.t('ws_paths')}>${paths.map((path) => html`
    <button type="button" key=${path.id} aria-pressed=${String(path.id === chosen.id)} style=${`border-left: 8px solid ${colour(path.slot)}`}
      onClick=${() => choose(path.id)}>${path.name}</button>`)}</div>`;
}

/** choice: whose beliefs the page shows. */
export function Panel({c, history, changed, live, isCurrent, error, notes, predict, choice}) {
  const {state} = history, {paths} = state;
  const [id, choose] = useState(paths[0]?.id);
  const [link, setLink] = useState(null);
  const [said, say] = useState('');
  const chosen = paths.find((path) => path.id === id) ?? paths[0];
  const become = (next, key) => {
    history.set(next, key);
    say('');
    changed();
  };
  const add = (path) => {
    const [next, added] = withPath(state, path);
    become(next);
    choose(added);
  };
  const isFull = paths.length >= MOST_PATHS;
  const copyLink = async () => {
    const text = location.href.split('#')[0] + linkOf(state);
    try {
      await navigator.clipboard.writeText(text);
      say(c.t('ws_link_copied'));
    } catch {
      setLink({text, state});  // to be copied by hand
    }
  };
  const save = () => {
    saveText(scenarioToml(live.plan(state)), `${c.fileName}.toml`, 'application/toml');
    say(c.t('ws_saved'));
  };
  // All draws of what is on the page, and what it hangs on.
  const isWhole = isCurrent && !error && c.results.draws === DRAWS && c.results.tornado?.paths.every(Boolean) && !c.results.tornado.isOld;
  const report = () => {
    saveReport(c.data, c.results, `${c.fileName}-report`);
    say(c.t('ws_report_saved'));
  };
  // A button that its own click turns off would leave the keyboard nowhere.
  const tabs = useRef(null), drawn = useDrawn(), kept = (act) => () => {
    act();
    drawn(() => document.activeElement.disabled && tabs.current.querySelector('[aria-pressed="true"]')?.focus());
  };
  const button = (key, act, isOff = false) => html`<button type="button" class=${key} disabled=${isOff} onClick=${kept(act)}>${c.t(key)}</button>`;
  return html`<aside class="panel" aria-label=${c.t('ws_panel')}>
    <${Progress} c=${c} isCurrent=${isCurrent} error=${error} notes=${notes} />
    <div class="buttons">
      ${button('ws_undo', () => { history.undo(); setLink(null); changed(); }, !history.canUndo)}
      ${button('ws_link', copyLink)} ${button('ws_toml', save)} ${button('ws_report', report, !isWhole)} ${button('pr_again', predict)}
    </div>
    <p class="said" role="status">${said}</p>
    ${link?.state === state && html`<label class="link">${c.t('ws_link_by_hand')} <input type="text" readonly value=${link.text} onFocus=${(event) => event.target.select()} /></label>`}
    ${choice}
    <div ref=${tabs}>${chosen && html`<${Tabs} c=${c} paths=${paths} chosen=${chosen} choose=${choose} />`}</div>
    <div class="buttons">
      ${button('ws_add', () => add({id: 'new', name: c.t('ws_new')}), isFull)}
      ${chosen && button('ws_copy', () => add({...chosen, id: `${chosen.id}-copy`, name: c.t('ws_copy_of', chosen.name)}), isFull)}
      ${chosen && button('ws_remove', () => become(withoutPath(state, chosen.id)), paths.length < 2)}
    </div>
    ${isFull && html`<p class="note">${c.t('ws_full', MOST_PATHS)}</p>`}
    ${chosen && html`<${PathControls} c=${c} path=${chosen} rest=${() => history.rest()}
      set=${(changes, key) => become(withChange(state, chosen.id, changes), key)} />`}
  </aside>`;
}
