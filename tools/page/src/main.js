// Reads PageData and mounts the page. A workshop mounts its controls from here too.
import {render} from 'preact';
import {html} from 'htm/preact';
import {Page} from './page.js';
import {firstLanguage, words} from './i18n.js';
import {keepBlank} from './workshop/save.js';
import {Workshop} from './workshop/workshop.js';

function read() {
  try {
    return JSON.parse(document.getElementById('e2roi-data').textContent);
  } catch {
    return null;
  }
}

const data = read();
const root = document.getElementById('page');
if (data?.mode === 'workshop') keepBlank();
root.textContent = '';
if (data?.format === 1 && data.mode === 'workshop')
  render(html`<${Workshop} data=${data} />`, root);
else if (data?.format === 1 && data.results)
  render(html`<${Page} data=${data} results=${data.results} />`, root);
else
  root.append(words(firstLanguage())('no_data'));
