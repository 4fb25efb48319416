// The page as a report to leave behind: this document without the engine, and in it what it shows.
import {saveText} from '../download.js';

let blank = null;

/** Keeps the document as it came, without what it is about. Before anything is mounted. */
export function keepBlank() {
  blank = document.documentElement.cloneNode(true);
  blank.querySelector('#e2roi-data').textContent = '';
}

/** Nine digits of every number: more than a picture or its table shows. */
const short = (value) => typeof value === 'number' ? Number(value.toPrecision(9))
  : Array.isArray(value) ? value.map(short)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each)])) : value;

/** PageData of a report from that of the workshop (dataOf) and its results. */
function reportData({format, provenance, scenario, paths}, {series, stages, survival, outcomes, ...results}) {
  const curves = Object.fromEntries(Object.entries(outcomes).map(([name, of]) =>
    [name, {...of, paths: of.paths.map((path) => (path.draws ? {...path, draws: short(path.draws)} : path))}]));
  return {format, mode: 'report', provenance: {...provenance, from: 'workshop'}, scenario,
    paths: paths.map(({id, name, slot, ...levers}) => ({id, name, slot, levers})),
    results: {...results, outcomes: curves, ...short({series, stages, survival})}};
}

/** Saves what the page shows as FILE.html. */
export function saveReport(data, results, file) {
  const page = blank.cloneNode(true);
  // No text in it may end its element.
  page.querySelector('#e2roi-data').textContent = JSON.stringify(reportData(data, results)).replaceAll('<', '\\u003c');
  saveText(`<!DOCTYPE html>\n${page.outerHTML}\n`, `${file}.html`, 'text/html');
}
