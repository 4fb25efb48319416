// The order of the sections. `results` may come from a file or from a live engine.
import {html} from 'htm/preact';
import {useEffect, useLayoutEffect, useMemo, useRef, useState} from 'preact/hooks';
import {Chart} from './chart.js';
import {exceedance} from './charts/exceedance.js';
import {fanChart} from './charts/fans.js';
import {rungSight, rungValues, trueAgainstMeasured} from './charts/rungs.js';
import {journey, pie} from './charts/shares.js';
import {survival} from './charts/survival.js';
import {tornado} from './charts/tornado.js';
import {DecisionTable} from './decision.js';
import {LANGUAGES, firstLanguage, formats, words} from './i18n.js';
import {doAbove} from './later.js';
import {COLOURS, pathsOf} from './results.js';
import {sentences} from './sentences.js';
import {nameOf} from './workshop/beliefs.js';

const SECTIONS = [
  ['part_months', [fanChart('customers', 'number'), fanChart('net_promoters', 'of100'), fanChart('response_hours', 'number'), fanChart('openness', 'percent'),
                   fanChart('empowerment', 'percent'), fanChart('support', 'percent'), fanChart('cumulative', 'money')]],
  ['part_chance', [exceedance]],
  ['part_value', [rungValues, rungSight, trueAgainstMeasured]],
  ['part_survival', [survival]],
  ['part_market', [pie, journey]],
  ['part_inputs', [tornado]],
];

/** What charts and sentences are given. */
export function context({data, results, lang, state, set}) {
  const t = words(lang), {provenance, scenario} = data, {belief} = scenario;
  const title = belief ? `${scenario.name} · ${nameOf(t, belief)}` : scenario.name;
  return {
    data, title, under: belief ? t('bl_under', nameOf(t, belief)) : '', results, lang, t, state, set, sentences,
    f: formats(lang, scenario.currency ?? 'EUR'),
    paths: pathsOf(data, t),
    colours: COLOURS,
    isLive: data.mode === 'workshop',
    quantiles: results.series?.quantiles ?? [0.05, 0.25, 0.5, 0.75, 0.95],
    fileName: title.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, 80).replace(/^-|-$/g, '') || 'e2roi',
    source: `${title} · ${provenance.program} · ${t('made_seed')} ${provenance.seed} · ${results.draws} ${t('made_draws').toLowerCase()} · ${(provenance.digest ?? '').slice(0, 12)}`,
  };
}

/** To a part of the page, leaving the link alone, which holds what was changed. */
function goTo(event, part) {
  event.preventDefault();
  const section = document.getElementById(part);
  doAbove(section);
  section.scrollIntoView();
}

function Head({c, setLang}) {
  return html`<header>
    <div class="bar">
      <p class="scenario">${c.title}</p>
      <div class="tools">
        <div role="group" aria-label=${c.t('language')}>
          ${Object.entries(LANGUAGES).map(([lang, name]) => html`<button type="button" lang=${lang} aria-pressed=${String(lang === c.lang)} onClick=${() => setLang(lang)}>${name}</button>`)}
        </div>
        <button type="button" onClick=${() => print()}>${c.t('print')}</button>
      </div>
    </div>
    <h1 id="lead" tabindex="-1">${c.under}${sentences.lead(c)}</h1>
  </header>`;
}

function Made({c}) {
  const {provenance, scenario} = c.data;
  const rows = [
    ['made_program', provenance.program], ['made_commit', provenance.commit], ['made_command', provenance.command],
    ['made_seed', provenance.seed], ['made_sampling', provenance.sampling],
    ['made_draws', `${provenance.draws} (${provenance.first_draw} – ${provenance.first_draw + provenance.draws - 1})`],
    ['made_digest', provenance.digest], ['made_files', provenance.files?.length > 1 ? provenance.files.map((file) => `${file.name} ${file.digest}`).join('; ') : provenance.files?.[0]?.name],
  ].filter(([, value]) => value !== undefined && value !== '');
  return html`<section id="part_made"><h2>${c.t('part_made')}</h2>
    ${provenance.from === 'workshop' && html`<p>${c.t('made_from')}</p>`}
    <p>${c.t('made_how')}</p>
    <dl>${rows.map(([key, value]) => html`<div><dt>${c.t(key)}</dt><dd>${value}</dd></div>`)}</dl>
    <details><summary>${c.t('made_scenario')}</summary><pre tabindex="0">${scenario.toml}</pre></details>
  </section>`;
}

/** children: what stands before the decision, or what gives it; `ahead`: the parts among it; `behind`: gives
 *  the beliefs after it; `language`: the first. */
export function Page({data, results, children, behind, ahead = [], language}) {
  const [lang, setLang] = useState(language ?? firstLanguage);
  const [state, change] = useState({});
  // What hangs on results stays as it is while a change waits for its own: data goes with results.
  const c = useMemo(() => context({data, results, lang, state, set: (changes) => change({...state, ...changes})}), [results, lang, state]);
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = `${data.scenario.name} – e2roi`;
  }, [lang]);
  // What stays below the list of parts has to know how many lines that takes.
  const nav = useRef(null);
  useLayoutEffect(() => {
    const tell = () => document.documentElement.style.setProperty('--nav', `${nav.current.offsetHeight}px`), watch = new ResizeObserver(tell);
    tell();  // before anybody can follow a link of it
    watch.observe(nav.current);
    return () => watch.disconnect();
  }, []);
  const [decision, shown, sections, made] = useMemo(() => {
    const known = SECTIONS.map(([part, charts]) => [part, charts.filter((chart) => chart.isKnown(c))]).filter(([, charts]) => charts.length);
    return [html`<section id="part_decision"><h2>${c.t('part_decision')}</h2><${DecisionTable} c=${c} /></section>`, known,
      known.map(([part, charts]) => html`<section id=${part} key=${part}><h2>${c.t(part)}</h2>
        ${charts.map((chart) => html`<${Chart} key=${chart.id} chart=${chart} c=${c} />`)}</section>`), html`<${Made} c=${c} />`];
  }, [c]);
  // What a live page works out last has its place in the bar from the beginning: a bar that grew would cover what is read.
  const there = shown.map(([part]) => part), coming = c.isLive ? SECTIONS.map(([part]) => part) : there;
  const parts = [...ahead, 'part_decision', ...(behind ? ['part_beliefs'] : []), ...coming, 'part_made'];
  return html`<${Head} c=${c} setLang=${setLang} />
    <nav ref=${nav} aria-label=${c.t('contents')}>${parts.map((part) => (coming.includes(part) && !there.includes(part) ? html`<span key=${part}>${c.t(part)}</span>` : html`<a key=${part} href=${`#${part}`} onClick=${(event) => c.isLive && goTo(event, part)}>${c.t(part)}</a>`))}</nav>
    <main class=${c.isLive ? 'workshop' : ''}>
      ${typeof children === 'function' ? children(c) : children}
      ${decision}
      ${behind && behind(c)}
      ${!results.series && html`<p class="missing">${c.t('fans_missing')}</p>`}
      ${!results.tornado && !c.isLive && html`<p class="missing">${c.t('draws_few')}</p>`}
      ${sections}
      ${made}
    </main>`;
}
