// The table of the paths: what a board needs to know of each, best first.
import {html} from 'htm/preact';
import {outcome, ranked, share} from './results.js';

const error = (text) => html`<span class="error">± ${text}</span>`;

/** A standard error in futures of 100. Of all or none of the draws it is not none: Wilson (1927), as the program has it. */
export function errorOf100(f, {se}, draws) {
  const error = se || 1 / (draws + 1);
  return error < 0.0005 ? `< ${f.number(0.1, 1)}` : f.number(100 * error, 1);
}

function Swatch({path}) {
  return html`<svg class="swatch" width="34" height="14" aria-hidden="true">
    <line x1="1" y1="7" x2="33" y2="7" stroke=${path.colour} stroke-width="4" stroke-dasharray=${path.dash} /></svg>`;
}

export function DecisionTable({c}) {
  const {f, t, results} = c;
  const of100 = (name, path) => {
    const of = share(results, name, path);
    return of ? html`<b>${f.of100(of.value, true)}</b> ${error(errorOf100(f, of, results.draws))}` : '–';
  };
  const money = (path, name, key, se) => {
    const of = outcome(results, name, path);
    return html`<b>${f.money(of[key], {digits: Math.abs(of[key]) >= 1e8 ? 0 : 1})}</b> ${se && of[se] !== null ? error(f.money(of[se], {digits: Math.abs(of[se]) < 1e6 ? 0 : 1})) : ''}`;
  };
  const columns = [
    ['col_beats', (path) => of100('beats_stay', path)],
    ['col_median', (path) => money(path, 'npv', 'p50', 'p50_se')],
    ['col_bad', (path) => money(path, 'npv', 'p5')],
    ['col_good', (path) => money(path, 'npv', 'p95')],
    ['col_roi', (path) => html`<b>${f.percent(outcome(results, 'roi', path).p50)}</b>`],
    ['col_cost', (path) => money(path, 'pv_cost', 'p50')],
    ['col_stopped', (path) => of100('cancelled', path)],
    ['col_customers', (path) => html`<b>${f.about(outcome(results, 'customers', path).p50, 4)}</b>`],
    ...(results.shares.best ? [['col_best', (path) => of100('best', path)]] : []),
  ];
  const stay = c.paths[0];
  const isEmpty = (path, key) => path.isStay && !['col_customers', 'col_best'].includes(key);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('part_decision')}>
    <table class="decision" id="decision">
      <caption class="hidden">${t('part_decision')}</caption>
      <thead><tr><th scope="col">${t('path')}</th>${columns.map(([key]) => html`<th scope="col">${t(key)}</th>`)}</tr></thead>
      <tbody>${[...ranked(c), stay].map((path) => html`<tr data-path=${path.id}>
        <th scope="row"><${Swatch} path=${path} /> ${path.name}</th>
        ${columns.map(([key, make]) => html`<td data-column=${key} data-label=${t(key)} class=${isEmpty(path, key) ? 'empty' : ''}>${isEmpty(path, key) ? '–' : make(path)}</td>`)}
      </tr>`)}</tbody>
    </table></div>
    <p class="note">${t('table_note')}</p>`;
}
