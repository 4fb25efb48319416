// The table behind a chart: the accessible route, and what consultants copy to a spreadsheet.
import {html} from 'htm/preact';

/** columns: [{label, isText?}], rows: [[cell]]; the first cell of a row is its heading. */
export function Table({caption, columns, rows}) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table><caption>${caption}</caption>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) =>
        i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table></div>`;
}
