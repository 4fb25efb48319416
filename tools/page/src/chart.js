// The frame of a chart: sentence title, what is drawn and its unit, the picture, the table behind it.
import {html} from 'htm/preact';
import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';
import {saveCsv, savePng, saveSvg, standalone} from './download.js';
import {notAnyMore, whenSeen} from './later.js';
import {Table} from './table.js';

const PAPER = 690;  // what an A4 page is wide [px]

/** chart: {id, title(c), subtitle(c), draw(c), table(c), note?(c), controls?} of src/charts/. */
export function Chart({chart, c}) {
  const frame = useRef(null), shown = useRef(null);
  const [open, setOpen] = useState(false);
  const title = chart.title(c), subtitle = chart.subtitle(c);

  const draw = (width, paper = false) => {
    const svg = chart.draw({...c, width, paper});
    // One picture with one description: what Plot says of each part would be read beside it.
    for (const part of svg.querySelectorAll('[aria-label], [aria-description]'))
      for (const name of ['aria-label', 'aria-description']) part.removeAttribute(name);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${title} ${subtitle}`);
    svg.removeAttribute('aria-description');
    frame.current.replaceChildren(svg);
    shown.current = svg;
  };
  useLayoutEffect(() => {
    let width = 0;
    const fit = () => {
      const now = Math.floor(frame.current?.clientWidth ?? 0);
      if (now > 0 && now !== width) draw(width = now);
    };
    const node = frame.current, go = c.isLive ? () => whenSeen(node, fit) : fit;
    go();
    const watch = new ResizeObserver(go);
    watch.observe(node);
    return () => {
      watch.disconnect();
      notAnyMore(node);
    };
  });
  useEffect(() => {
    const before = () => draw(PAPER, true), after = () => draw(Math.floor(frame.current.clientWidth));
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  });

  const alone = () => {
    if (!shown.current) draw(Math.floor(frame.current.clientWidth));  // asked for before it was seen
    return standalone(shown.current, {title, subtitle, source: c.source});
  };
  const file = `${c.fileName}-${chart.id}`;
  const named = `${chart.id}-title`;
  const button = (label, act, more = {}) => html`
    <button type="button" aria-describedby=${named} onClick=${act} ...${more}>${label}</button>`;
  return html`<figure class="chart" id=${chart.id} aria-labelledby=${named}>
    <figcaption><h3 id=${named}>${title}</h3><p>${subtitle}</p></figcaption>
    ${chart.controls && html`<${chart.controls} c=${c} />`}
    <div class="picture" ref=${frame}></div>
    ${chart.note && html`<p class="note">${chart.note(c)}</p>`}
    <div class="buttons">
      ${button(open ? c.t('hide_numbers') : c.t('show_numbers'), () => setOpen(!open),
               {'aria-expanded': String(open), class: 'numbers'})}
      ${button('SVG', () => saveSvg(alone(), file), {'aria-label': c.t('save_as', 'SVG')})}
      ${button('PNG', () => savePng(alone(), file), {'aria-label': c.t('save_as', 'PNG')})}
      ${button('CSV', () => saveCsv(chart.table(c), file), {'aria-label': c.t('save_as', 'CSV')})}
    </div>
    ${open && html`<${Table} caption=${title} ...${chart.table(c)} />`}
  </figure>`;
}
