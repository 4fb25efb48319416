// The controls of one path: commitment, the five levers, staffing; each as sliders and as dated steps.
import {html} from 'htm/preact';
import {LEVERS} from '../plan.js';
import {Field} from './field.js';
import {REST, peak, start, withPeak, withStart} from './levers.js';

function Slider({id, label, value, text, max, min = 0, step = 1, set, rest, isOff = false}) {
  return html`<div class="slider"><label for=${id}>${label}</label>
    <input type="range" id=${id} min=${min} max=${max} step=${step} value=${value} disabled=${isOff} aria-valuetext=${text}
      onInput=${(event) => set(Number(event.target.value))} onChange=${rest} />
    <output for=${id}>${text}</output></div>`;
}

function Steps({c, id, lever, points, rest, set}) {
  const change = (i, at, value) => set(points.map((point, k) => (k === i ? point.map((each, side) => (side === at ? value : each)) : point)));
  const field = (i, at, value, label, scale, more) => html`<${Field} type="number" aria-label=${`${c.t(`ws_${lever}`)}: ${label}, ${c.t('ws_step')} ${i + 1}`} value=${Math.round(value * scale * 1e4) / 1e4}
    ...${more} commit=${(text) => text !== '' && change(i, at, Number(text) / scale)} />`;
  const last = points[points.length - 1] ?? [-6, rest];
  return html`<details class="steps"><summary>${c.t('ws_steps', points.length)}<span class="hidden"> ${c.t(`ws_${lever}`)}</span></summary>
    <ol>${points.map(([month, value], i) => html`<li>
      ${field(i, 0, month, c.t('ws_month'), 1, {step: 1})} ${field(i, 1, value, c.t('ws_percent'), 100, {min: 0, step: 5})} %
      <button type="button" aria-label=${c.t('ws_step_remove', i + 1)} onClick=${() => set(points.filter((_, k) => k !== i))}>×</button></li>`)}</ol>
    <button type="button" id=${`${id}-add`} onClick=${() => set([...points, [last[0] + 6, last[1]]])}>${c.t('ws_step_add')}</button>
  </details>`;
}

function Lever({c, path, lever, set, rest: letGo}) {
  const rest = REST[lever] ?? 0, points = path[lever], at = peak(points, rest), from = start(points, rest);
  const id = `${lever}-of-path`, months = c.data.scenario.months;
  const sets = (key, change) => (value) => set({[lever]: change(points, rest, value)}, `${path.id} ${lever} ${key}`);
  const limits = lever === 'staffing' ? {min: 50, max: 200, step: 5} : {max: 100, step: 5};
  return html`<fieldset class="lever"><legend>${c.t(`ws_${lever}`)}</legend>
    <${Slider} id=${id} label=${c.t(lever === 'staffing' ? 'ws_staff' : 'ws_intensity')} value=${Math.round(100 * at)} text=${c.f.percent(at)} ...${limits}
      set=${(value) => sets('peak', withPeak)(value / 100)} rest=${letGo} />
    <${Slider} id=${`${id}-start`} label=${c.t('ws_start')} value=${from} text=${c.t('ws_in_month', c.f.number(from, 1))} max=${months} isOff=${at === rest}
      set=${sets('start', withStart)} rest=${letGo} />
    <${Steps} c=${c} id=${id} lever=${lever} points=${points} rest=${rest} set=${(changed) => set({[lever]: changed})} />
  </fieldset>`;
}

/** set(changes, key): changes of this path; rest(): a slider was let go. */
export function PathControls({c, path, set, rest}) {
  return html`<div class="path-controls" role="group" id="path-panel" aria-label=${path.name} key=${path.id}>
    <div class="slider name"><label for="path-name">${c.t('ws_name')}</label>
      <input id="path-name" type="text" maxlength="60" value=${path.name} onInput=${(event) => event.target.value.trim() && set({name: event.target.value}, `${path.id} name`)} onChange=${rest} /></div>
    <${Slider} id="commitment-of-path" label=${c.t('ws_commitment')} value=${Math.round(100 * path.commitment)} text=${c.f.percent(path.commitment)} max=${100} step=${5}
      set=${(value) => set({commitment: value / 100}, `${path.id} commitment`)} rest=${rest} />
    ${[...LEVERS, 'staffing'].map((lever) => html`<${Lever} key=${lever} c=${c} path=${path} lever=${lever} set=${set} rest=${rest} />`)}
  </div>`;
}
