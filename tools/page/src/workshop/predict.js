// What stands before the results: each person predicts, in turn, and nobody sees the others.
import {html} from 'htm/preact';
import {useRef, useState} from 'preact/hooks';
import {LANGUAGES, words} from '../i18n.js';
import {predictionOf} from './scoring.js';

const EMPTY = {name: '', path: '', low: '', high: '', chance: ''};

function Field({id, label, set, value, fault, ...more}) {
  return html`<div class="field"><label for=${`predict-${id}`}>${label}</label>
    <input type="text" id=${`predict-${id}`} autocomplete="off" value=${value} onInput=${(event) => set({[id]: event.target.value})}
      aria-invalid=${fault?.at === id ? 'true' : null} aria-describedby=${fault?.at === id ? 'predict-fault' : null} ...${more} /></div>`;
}

/** data: PageData; paths: of the plan; reveal(predictions): show the results, scored; skip(): show them. */
export function Predict({data, paths, lang, setLang, reveal, skip}) {
  const t = words(lang);
  const [kept, keep] = useState([]);
  const [entry, enter] = useState(EMPTY);
  const [fault, setFault] = useState(null);
  const [said, say] = useState('');
  const count = useRef(0), form = useRef(null);
  const focus = (id) => form.current.querySelector(`#predict-${id}`).focus();

  /** What stands in the form, added to what is kept; null where it cannot be. */
  const withEntry = () => {
    const made = predictionOf(entry);
    if (made.fault) {
      setFault(made);
      focus(made.at);
      return null;
    }
    count.current += 1;
    return [...kept, {...made, number: count.current}];
  };
  const named = ({name, number}) => name || t('pr_nobody', number);
  const next = (event) => {
    event.preventDefault();
    const all = withEntry();
    if (!all) return;
    keep(all);
    enter({...EMPTY, path: entry.path});
    setFault(null);
    say(t('pr_kept', named(all[all.length - 1])));
    focus('name');
  };
  const isEmpty = [entry.name, entry.low, entry.high, entry.chance].every((text) => text.trim() === '');
  const show = () => {
    const all = isEmpty && kept.length ? kept : withEntry();
    if (all) reveal(all);
  };
  const set = (changes) => enter({...entry, ...changes});
  const field = (id, label, more) => html`<${Field} id=${id} label=${label} value=${entry[id]} set=${set} fault=${fault} ...${more} />`;
  return html`<div class="bar"><p class="scenario">${data.scenario.name}</p>
      <div class="tools" role="group" aria-label=${t('language')}>${Object.entries(LANGUAGES).map(([each, name]) => html`
        <button type="button" lang=${each} aria-pressed=${String(each === lang)} onClick=${() => setLang(each)}>${name}</button>`)}</div></div>
    <main class="predict"><h1>${t('pr_title')}</h1><p class="note">${t('pr_why')}</p>
    <form ref=${form} onSubmit=${next} noValidate>
      ${field('name', t('pr_name'), {maxlength: 40})}
      <div class="field"><label for="predict-path">${t('pr_path')}</label>
        <select id="predict-path" value=${entry.path} onChange=${(event) => set({path: event.target.value})}>
          <option value="">${t('pr_best')}</option>${paths.map((path) => html`<option value=${path.id}>${path.name}</option>`)}</select></div>
      <fieldset><legend>${t('pr_range', data.scenario.currency ?? 'EUR')}</legend>
        ${field('low', t('pr_low'), {inputmode: 'text', maxlength: 16})} ${field('high', t('pr_high'), {inputmode: 'text', maxlength: 16})}</fieldset>
      ${field('chance', t('pr_chance', data.scenario.months), {inputmode: 'decimal', maxlength: 8})}
      <p class="fault" role="alert" id="predict-fault">${fault && t(fault.fault)}</p>
      <div class="buttons"><button type="submit" class="pr_keep">${t('pr_keep')}</button>
        <button type="button" class="pr_reveal" onClick=${show}>${t('pr_reveal')}</button>
        <button type="button" class="pr_skip" onClick=${skip}>${t('pr_skip')}</button></div>
    </form>
    <p class="said" role="status">${said}</p>
    ${kept.length > 0 && html`<h2>${t('pr_kept_list')}</h2><ul class="kept">${kept.map((one) => html`<li key=${one.number}>${named(one)}
      <button type="button" aria-label=${t('pr_remove', named(one))} onClick=${() => { keep(kept.filter((each) => each !== one)); say(''); focus('name'); }}>×</button></li>`)}</ul>`}
    </main>`;
}
