// The inputs that a leader may see otherwise: what each is, and its low, middle and high to be moved.
import {html} from 'htm/preact';
import {useRef, useState} from 'preact/hooks';
import {ranked} from '../results.js';
import {STEPS, found, faultOf, moved, nameOf, placeOf, priorOf, scaleOf, scenarioPrior, valueAt, withPrior} from './beliefs.js';
import {figure, priorText} from './beliefs_said.js';
import {unitAfter} from './beliefs_words.js';
import {Field} from './field.js';
import {useDrawn} from './focus.js';
import {typed} from './scoring.js';

const LISTED = 10;
const PARTS = ['bl_low', 'bl_middle', 'bl_high'];

const sectionOf = (key) => key.slice(0, key.indexOf('.'));

/** {keys, best}: inputs by the swing of the NPV of the best path; where that is not known (no best then),
 *  uncertain ones in the model's order. */
function listed(c) {
  const [best] = ranked(c), swings = c.results.tornado?.paths?.[best?.index];
  const uncertain = () => c.data.plan.inputs.filter(({prior}) => prior[0] < prior[2]);
  return {keys: (swings?.length ? swings : uncertain()).slice(0, LISTED).map(({key}) => key), best: swings?.length ? best.name : null};
}

/** A number as people type it; NaN too where its comma or point may stand between thousands. */
const read = (lang, text) => ((lang === 'nl' ? /^\D?[1-9]\d{0,2}\.\d{3}$/ : /^\D?[1-9]\d{0,2},\d{3}$/).test(text.trim()) ? NaN : typed(text));
const written = (lang, value) => String(Number(value.toPrecision(4))).replace('.', lang === 'nl' ? ',' : '.');

/** Everybody's low to high on the scale of the sliders. */
function Strip({c, input, state, scale}) {
  const all = [undefined, ...state.beliefs.filter(({priors}) => priors[input.key])], at = (value) => 100 * placeOf(scale, value) / STEPS;
  return html`<ul class="bl_strip">${all.map((belief) => {
    const [low, middle, high] = priorOf(input, state.given, belief);
    return html`<li class=${belief?.slot === state.chosen ? 'own' : ''}><span>${nameOf(c.t, belief)}: ${priorText(c, input, [low, middle, high])}</span>
      <div><i style=${`left:${at(low)}%;width:${at(high) - at(low)}%`}></i><b style=${`left:${at(middle)}%`}></b></div></li>`;
  })}</ul>`;
}

function Prior({c, input, state, belief, isOpen, set, rest}) {
  const {t, lang} = c, {key} = input, scenario = scenarioPrior(input, state.given), prior = priorOf(input, state.given, belief);
  const [draft, setDraft] = useState(null);  // what was tried and cannot be, until it can
  const tried = draft?.base === prior ? draft : null, shown = tried?.prior ?? prior;
  const wrong = tried && faultOf(input, shown), unit = unitAfter(lang, input.unit), id = key.replace('.', '-');
  const scale = scaleOf(input, scenario, [...state.beliefs.flatMap(({priors}) => priors[key] ?? [])]);
  const attempt = (next, texts = {}) => {
    setDraft(faultOf(input, next) ? {prior: next, base: prior, texts} : null);
    if (!faultOf(input, next)) set(next, `${belief.slot} ${key}`);
  };
  const only = (part, value) => shown.map((each, i) => (i === part ? value : each));
  const slide = (part, place) => attempt(part === 1 ? moved(input, shown.every(Number.isFinite) ? shown : prior, valueAt(scale, place)) : only(part, valueAt(scale, place)));
  const type = (part, text) => {
    attempt(only(part, read(lang, text)), {...tried?.texts, [part]: text});
    rest();
  };
  const numbers = (value) => figure(c, value) + unit;
  return html`<details class="bl_input" data-key=${key} id=${`belief-${id}`} open=${isOpen}>
    <summary><b>${t.input(key)}</b> <small>(${sectionOf(key)})</small> <span>${priorText(c, input, prior)}</span>${belief.priors[key] && html` <em>${t('bl_changed')}</em>`}</summary>
    <p class="note" lang="en">${input.help}</p>
    <p class="note">${t('bl_allowed', figure(c, input.lo), figure(c, input.hi), unit, input.distribution, input.source)}</p>
    <${Strip} c=${c} input=${input} state=${state} scale=${scale} />
    ${PARTS.map((word, part) => html`<div class="slider prior"><label for=${`${id}-${part}`}>${t(word)}</label>
      <input type="range" id=${`${id}-${part}`} min="0" max=${STEPS} step="1" value=${Math.round(placeOf(scale, shown[part]) || 0)} aria-valuetext=${numbers(shown[part])}
        onInput=${(event) => slide(part, Number(event.target.value))} onChange=${rest} />
      <${Field} type="text" inputmode="decimal" maxlength="16" aria-label=${t('bl_number', t(word))} aria-invalid=${wrong ? 'true' : null} aria-describedby=${wrong ? `${id}-fault` : null}
        value=${tried?.texts[part] ?? written(lang, shown[part])} commit=${(text) => type(part, text)} /></div>`)}
    <p class="fault" role="alert" id=${`${id}-fault`}>${wrong && `${t(wrong.fault, ...wrong.numbers.map(numbers))} ${t('bl_still', priorText(c, input, prior))}`}</p>
    <button type="button" class="bl_back" disabled=${!belief.priors[key] && !tried} onClick=${() => { setDraft(null); if (belief.priors[key]) set(null); }}>${t('bl_back')}</button>
  </details>`;
}

function Search({c, has, choose}) {
  const [text, setText] = useState('');
  const {plan} = c.data, all = text.trim() ? found(plan.inputs, text, plan.inputs.length) : [], few = all.slice(0, 8);
  return html`<div class="bl_search"><label for="belief-search">${c.t('bl_search')}</label>
    <input type="search" id="belief-search" autocomplete="off" maxlength="40" value=${text} onInput=${(event) => setText(event.target.value)} />
    <p class="said" role="status">${text.trim() && c.t(all.length === 0 ? 'bl_none' : all.length === 1 ? 'bl_found_one' : 'bl_found', all.length)}</p>
    <ul>${few.map((input) => html`<li key=${input.key}><button type="button" onClick=${() => { setText(''); choose(input.key); }}>
      <b>${c.t.input(input.key)}</b> (${sectionOf(input.key)})${unitAfter(c.lang, input.unit)} ${has(input.key) && html`<em>${c.t('bl_listed')}</em>`}<span lang="en">${input.help}</span></button></li>`)}</ul></div>`;
}

/** children, before: what stands beside the heading and below it; become(state, key): the state that is wanted, of which changes with one key are one step to undo. */
export function Priors({c, state, belief, become, rest, before, children}) {
  const [opened, open] = useState(null);
  const [chosen, setChosen] = useState([]);
  const list = useRef(null), first = useRef(null), drawn = useDrawn();
  // The list stays as it is, but for swings that were not known yet when it was made, once nobody is at work in it.
  if (!first.current?.best && !list.current?.contains(document.activeElement)) {
    const isOpen = [...list.current?.querySelectorAll('[open]') ?? []].map(({dataset}) => dataset.key), now = listed(c);
    first.current = {...now, keys: [...new Set([...now.keys, ...isOpen])]};
  }
  const {keys, best} = first.current, {inputs} = c.data.plan;
  const all = [...new Set([...keys, ...chosen, ...Object.keys(belief.priors)])];
  const choose = (key) => {
    setChosen([...chosen, key]);
    open(key);
    drawn(() => {
      const chosen = list.current.querySelector(`#belief-${key.replace('.', '-')}`);
      chosen.open = true;  // also where it was closed by hand
      chosen.querySelector('summary').focus();
    });
  };
  return html`<div class="bl_edit bl_desk"><div class="bl_head"><h3>${c.t('bl_what', nameOf(c.t, belief))}</h3>${children}</div>
    ${before}
    <p class="note">${best ? c.t('bl_how', best) : c.t('bl_how_plain')}</p>
    <div class="bl_inputs" ref=${list}>${all.map((key) => html`<${Prior} key=${key} c=${c} input=${inputs.find((one) => one.key === key)} state=${state} belief=${belief} isOpen=${key === opened} rest=${rest}
      set=${(prior, step = null) => { if (!prior) setChosen([...chosen, key]); become(withPrior(state, belief.slot, key, prior), step); }} />`)}</div>
    <${Search} c=${c} has=${(key) => all.includes(key)} choose=${choose} /></div>`;
}
