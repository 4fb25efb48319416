// The page with its engine running: state, pictures, and what stands between them.
import {html} from 'htm/preact';
import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';
import {firstLanguage, words} from '../i18n.js';
import {Page, context} from '../page.js';
import {scenarioToml} from '../toml.js';
import {chosenOf} from './beliefs.js';
import {BeliefChoice, Beliefs} from './beliefs_view.js';
import {Live} from './live.js';
import {Panel} from './panel.js';
import {Predict} from './predict.js';
import {refusalIn, sentence} from './refusals.js';
import {Revealed} from './revealed.js';
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

/** Results with the tornado of before, where that of a path is still to come. */
function withOld(what, before) {
  const {results, state} = what, old = before?.results.tornado, now = results.tornado?.paths ?? [];
  if (!old || state.paths.every((_, i) => now[i + 1])) return what;
  const was = ({id}) => old.paths[1 + before.state.paths.findIndex((path) => path.id === id)];
  return {...what, results: {...results, tornado: {isOld: true, paths: [[], ...state.paths.map((path, i) => now[i + 1] ?? was(path))]}}};
}

const tomls = new WeakMap();  // a page is drawn many times of one state
function tomlOf(live, state) {
  if (!tomls.has(state)) tomls.set(state, scenarioToml(live.plan(state)));
  return tomls.get(state);
}

/** PageData of the paths that were simulated. */
function dataOf(data, live, {state, results}) {
  const stay = {id: 'stay', name: 'Stay', slot: 0};
  data = {...data, scenario: {...data.scenario, belief: chosenOf(state)}};
  return {...data, paths: [stay, ...state.paths],
    provenance: {...data.provenance, draws: results.draws},
    scenario: {...data.scenario, toml: tomlOf(live, state)}};
}

export function Workshop({data}) {
  const [picture, show] = useState(null);
  const [error, setError] = useState(null);
  const [, redraw] = useState(0);
  const [live, setLive] = useState(null);
  const [lang, setLang] = useState(firstLanguage);
  // Predictions come first; a link that holds changes shows its results, as its sender saw them.
  const [isHidden, hide] = useState(() => data.plan.paths.length > 0 && !location.hash.startsWith('#w='));
  const [predicted, predict] = useState(null);  // {predictions, picture: what they are scored against}
  const begun = useRef(null), isAsked = useRef(false);
  begun.current ??= (() => {
    const {state, fault} = opened(data.plan);
    return {history: new History(state), fault, pause: 0, isOfLink: location.hash.startsWith('#w=') && fault === null};
  })();
  const {history, fault} = begun.current;

  const changed = () => {
    live.want(history.state);  // first: the workers begin while the page is drawn
    redraw((count) => count + 1);
    clearTimeout(begun.current.pause);
    begun.current.pause = setTimeout(() => window.history.replaceState(null, '', linkOf(history.state)), LINK_PAUSE);
  };
  const become = (state, key) => {
    history.set(state, key);
    changed();
  };
  useEffect(() => {
    let made = null;
    const tell = ({error: wrong, ...what}) => {
      const {isOfLink} = begun.current;
      begun.current.isOfLink = false;
      if (wrong && isOfLink) {  // what the link asks for and the engine refuses; else nothing would be shown
        begun.current.fault = wrong;
        history.state = stateOf(data.plan);
        made.want(history.state);
        return;
      }
      setError(wrong);
      if (!what.results) return;
      show((before) => withOld(what, before));
      // The paths that were predicted, simulated further.
      predict((now) => now && now.state === what.state ? {...now, picture: what} : now);
    };
    Live.begin({plan: data.plan, wasm: data.wasm, tell})
      .then((begins) => {
        made = begins;
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
      if (wrong !== null) setError(words(inUse())('ws_link_damaged', refusalIn(inUse(), wrong)));
      else {
        history.set(state);
        hide(false);
        changed();
      }
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [live]);

  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = `${data.scenario.name} – e2roi`;
  }, [lang]);
  useLayoutEffect(() => {  // from the form to what was asked for, also for those who see with their keyboard
    const lead = isAsked.current && document.getElementById('lead');
    if (!lead) return;
    isAsked.current = false;
    lead.focus();
  });
  const t = words(lang);
  if (isHidden && (picture || !error)) {
    const reveal = (predictions) => {
      const {state} = history;
      predict({predictions, state, picture: picture?.state === state ? picture : null});
      hide(false);
    };
    return html`<${Predict} data=${data} paths=${history.state.paths} lang=${lang} setLang=${setLang} reveal=${reveal} skip=${() => { isAsked.current = true; hide(false); }} />`;
  }
  if (!picture)
    return html`<p class="wait" role=${error ? 'alert' : 'status'}>${error ? sentence(refusalIn(lang, error)) : t('ws_wait')}</p>`;
  const notes = (c) => [...(fault === null ? [] : [c.t('ws_link_damaged', refusalIn(c.lang, fault))]), ...(live.isThreaded ? [] : [c.t('ws_no_workers')])];
  const again = (c) => {
    setLang(c.lang);
    predict(null);
    hide(true);
  };
  const scoredOf = (c) => context({data: dataOf(data, live, predicted.picture), results: predicted.picture.results, lang: c.lang, state: c.state, set: c.set});
  const isScored = Boolean(predicted?.picture);
  return html`<${Page} data=${dataOf(data, live, picture)} results=${picture.results} language=${lang} ahead=${isScored ? ['part_predicted'] : []}
    behind=${history.state.paths.length > 0 && ((c) => html`<${Beliefs} c=${c} data=${data} history=${history} become=${become} />`)}>
    ${(c) => html`<${Panel} c=${c} history=${history} changed=${changed} live=${live} isCurrent=${picture.state === history.state || error !== null} error=${error} notes=${notes(c)} predict=${() => again(c)}
        choice=${html`<${BeliefChoice} c=${c} state=${history.state} become=${become} />`} />
      ${isScored && html`<${Revealed} c=${scoredOf(c)} predictions=${predicted.predictions} isOld=${picture.state !== predicted.state} putAway=${() => predict(null)} />`}`}
  </${Page}>`;
}
