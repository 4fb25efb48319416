// The page with its engine running: state, pictures, and what stands between them.
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {firstLanguage, words} from '../i18n.js';
import {Page} from '../page.js';
import {scenarioToml} from '../toml.js';
import {Live} from './live.js';
import {Panel} from './panel.js';
import {History, linkOf, stateIn, stateOf} from './state.js';

const LINK_PAUSE = 300;  // ms; browsers refuse a link that changes with every step of a slider

const inUse = () => document.documentElement.lang in {en: 1, nl: 1} ? document.documentElement.lang : firstLanguage();

/** The state of the link, else the plan's own; and what is wrong with the link. */
function opened(plan) {
  try {
    return {state: stateIn(location.hash, plan) ?? stateOf(plan), fault: null};
  } catch (error) {
    return {state: stateOf(plan), fault: error.message};
  }
}

/** PageData of the paths that were simulated. */
function dataOf(data, live, {state, results}) {
  const stay = {id: 'stay', name: 'Stay', slot: 0};
  return {...data, paths: [stay, ...state.paths],
    provenance: {...data.provenance, draws: results.draws},
    scenario: {...data.scenario, toml: scenarioToml(live.plan(state))}};
}

export function Workshop({data}) {
  const [picture, show] = useState(null);
  const [error, setError] = useState(null);
  const [, again] = useState(0);
  const [live, setLive] = useState(null);
  const begun = useRef(null);
  begun.current ??= (() => {
    const {state, fault} = opened(data.plan);
    return {history: new History(state), fault, pause: 0};
  })();
  const {history, fault} = begun.current;

  const changed = () => {
    again((count) => count + 1);
    live.want(history.state);
    clearTimeout(begun.current.pause);
    begun.current.pause = setTimeout(() => window.history.replaceState(null, '', linkOf(history.state)), LINK_PAUSE);
  };
  useEffect(() => {
    const tell = ({error: wrong, ...what}) => {
      setError(wrong);
      if (what.results) show(what);
    };
    Live.begin({plan: data.plan, wasm: data.wasm, tell})
      .then((made) => {
        setLive(made);
        made.want(history.state);
      })
      .catch((wrong) => setError(wrong.message));
  }, []);
  useEffect(() => {
    if (!live) return undefined;
    const follow = () => {
      const {state, fault: wrong} = opened(data.plan);
      if (!location.hash.startsWith('#w=')) return;
      if (wrong !== null) setError(words(inUse())('ws_link_damaged', wrong));
      else {
        history.set(state);
        changed();
      }
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [live]);

  const t = words(inUse());
  if (!picture)
    return html`<p class="wait" role=${error ? 'alert' : 'status'}>${error ?? t('ws_wait')}</p>`;
  const notes = (c) => [...(fault === null ? [] : [c.t('ws_link_damaged', fault)]), ...(live.isThreaded ? [] : [c.t('ws_no_workers')])];
  return html`<${Page} data=${dataOf(data, live, picture)} results=${picture.results}>
    ${(c) => html`<${Panel} c=${c} history=${history} changed=${changed} live=${live} isCurrent=${picture.state === history.state || error !== null} error=${error} notes=${notes(c)} />`}
  </${Page}>`;
}
