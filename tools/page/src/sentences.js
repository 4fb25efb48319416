// Sentences that say what a chart shows, computed from the data, in both languages.
import {chanceOfAtLeast, fan, outcome, ranked, share, stages} from './results.js';

const last = (values) => values[values.length - 1];
const least = (items, of) => items.reduce((a, b) => (of(b) < of(a) ? b : a));
const most = (items, of) => items.reduce((a, b) => (of(b) > of(a) ? b : a));

/** Names of series in sentences: what is higher or lower. */
const SERIES = {
  en: {customers: 'customers', net_promoters: 'net promoters', response_hours: 'response time', openness: 'openness', empowerment: 'empowerment', support: 'leaders’ support', cumulative: 'cumulative value'},
  nl: {customers: 'het aantal klanten', net_promoters: 'het aantal netto aanbevelers', response_hours: 'de reactietijd', openness: 'openheid', empowerment: 'beslisruimte', support: 'steun van de leiding', cumulative: 'de cumulatieve waarde'},
};
const SUBTITLE = {
  en: {customers: 'Customers', net_promoters: 'Net promoters: advocates less detractors, in 100 customers', response_hours: 'Hours until a customer has an answer, on a logarithmic scale', openness: 'Openness, % of the most there can be', empowerment: 'Empowerment, % of the most there can be',
    support: 'Support of the leaders for the path, % of full', cumulative: 'Discounted benefit less cost so far'},
  nl: {customers: 'Klanten', net_promoters: 'Netto aanbevelers: aanbevelers min afraders, per 100 klanten', response_hours: 'Uren tot een klant antwoord heeft, op een logaritmische schaal', openness: 'Openheid, % van het hoogst mogelijke', empowerment: 'Beslisruimte van medewerkers, % van het hoogst mogelijke',
    support: 'Steun van de leiding voor het pad, % van volledig', cumulative: 'Contante baten min kosten tot dan toe'},
};
const BAND = {
  en: (f, q) => `: line = middle future; dark = ${f.number(100 * (q[3] - q[1]), 0)} in 100, light = ${f.number(100 * (q[4] - q[0]), 0)} in 100 futures`,
  nl: (f, q) => `: lijn = middelste toekomst; donker = ${f.number(100 * (q[3] - q[1]), 0)} van 100, licht = ${f.number(100 * (q[4] - q[0]), 0)} van 100 toekomsten`,
};

const written = (c, kind, value) => kind === 'money' ? c.f.money(value) : kind === 'percent' ? c.f.percent(value)
  : kind === 'of100' ? c.f.number(100 * value, 0) + (c.lang === 'nl' ? ' per 100 klanten' : ' in 100 customers') : c.f.about(value, 4);
const hours = (c, value) => value < 1 ? `${c.f.number(60 * value, 0)} ${c.lang === 'nl' ? 'minuten' : 'minutes'}`
  : `${value < 100 ? c.f.number(value, 1) : c.f.about(value)} ${c.lang === 'nl' ? 'uur' : 'hours'}`;
/** "A, B and C". */
const listed = (c, names) => names.slice(0, -1).join(', ') + (names.length > 1 ? c.t('bl_and') : '') + last(names);
const called = (c, path) => path.isStay ? c.lang === 'nl' ? 'blijven' : 'staying' : path.name;
/** Paths that nobody can tell from the best by what is written of them. */
const alike = (paths, best, text) => paths.filter((path) => text(path) === text(best));
const isNothing = (npv) => npv.p50 === 0 && npv.sd === 0;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function lead(c) {
  const [best] = ranked(c);
  if (!best) return c.lang === 'nl' ? 'Alleen blijven zoals we zijn is berekend.' : 'Only staying as we are was simulated.';
  const beats = share(c.results, 'beats_stay', best).value, npv = outcome(c.results, 'npv', best);
  const stopped = most(ranked(c), (path) => share(c.results, 'cancelled', path).value);
  const risk = share(c.results, 'cancelled', stopped).value;
  const n = c.f.of100(beats), bad = c.f.money(npv.p5), middle = c.f.money(npv.p50);
  const nl = c.lang === 'nl';
  const first = npv.p50 > 0
    ? nl ? `${best.name} is beter dan blijven in ${n} van 100 toekomsten; in de middelste is het ${middle} waard, in een slecht geval ${bad}`
         : `${best.name} beats staying put in ${n} of 100 futures; the middle one is worth ${middle}, a bad case ${bad}`
    : nl ? `Geen pad is in de meeste toekomsten beter dan blijven: zelfs ${best.name} niet, dat beter is in ${n} van 100 en in de middelste ${middle} waard is, in een slecht geval ${bad}`
         : `No path beats staying put in most futures: not even ${best.name}, better in ${n} of 100, worth ${middle} in the middle one and ${bad} in a bad case`;
  if (isNothing(npv)) return nl ? `Geen pad is in de meeste toekomsten beter dan blijven: ${best.name} is in alle evenveel waard als blijven.`
    : `No path beats staying put in most futures: ${best.name} is worth as much as staying in all of them.`;
  const {draws} = c.results, few = draws < 200 ? nl ? ` (Gesimuleerde toekomsten: ${draws}.)` : ` (Futures simulated: ${draws}.)` : '';
  const second = risk < 0.1 ? '' : nl
    ? `; de leiding stopt ${stopped.name} in ${c.f.of100(risk)} van 100`
    : `; leaders stop ${stopped.name} in ${c.f.of100(risk)} of 100`;
  return `${first}${second}.${few}`;
}

function fanSentence(name, kind, c) {
  const nl = c.lang === 'nl', what = SERIES[c.lang][name] ?? name;
  const paths = c.paths.filter((path) => fan(c.results, name, path));
  // At the horizon, as in the table above, where that is known.
  const end = (path) => outcome(c.results, name, path)?.p50 ?? last(fan(c.results, name, path).p50);
  const stay = paths.find((path) => path.isStay);
  const others = paths.filter((path) => !path.isStay);
  const low = name === 'response_hours';
  const best = (low ? least : most)(others.length ? others : paths, end);
  const text = (path) => low ? hours(c, end(path)) : written(c, kind, end(path));
  const far = nl ? low ? 'laagst' : 'hoogst' : low ? 'lowest' : 'highest';
  const ends = nl ? 'eindigt het' : name === 'customers' || name === 'net_promoters' ? 'end' : 'ends';
  const isCompared = stay && best !== stay && name !== 'cumulative' && name !== 'support';
  const middle = nl ? 'in de middelste toekomst' : 'in the middle future';
  if (isCompared && text(stay) === text(best)) return nl ? `${capital(what)} eindigt bij geen pad ${low ? 'lager' : 'hoger'} dan bij blijven: ${text(best)} ${middle}`
    : `${capital(what)} ${ends} no ${low ? 'lower' : 'higher'} with any path than when staying: ${text(best)} ${middle}`;
  if (isCompared && (low ? end(stay) < end(best) : end(stay) > end(best)))
    return `${capital(what)} ${ends} ${far} ${nl ? 'bij blijven' : 'when staying'}: ${text(stay)} ${middle}, ${nl ? 'tegen' : 'against'} ${text(best)} ${nl ? 'bij' : 'with'} ${best.name}`;
  const names = listed(c, alike(others.length ? others : paths, best, text).map((path) => path.name));
  const tail = !isCompared ? '' : nl ? `, tegen ${text(stay)} bij blijven` : `, against ${text(stay)} when staying`;
  return `${capital(what)} ${ends} ${far} ${nl ? 'bij' : 'with'} ${names}: ${text(best)} ${middle}${tail}`;
}

function exceedance(c) {
  const [best] = ranked(c), npv = outcome(c.results, 'npv', best), {p75, p95} = npv, nl = c.lang === 'nl';
  if (isNothing(npv)) return nl ? `${best.name} is in alle toekomsten evenveel waard als blijven` : `${best.name} is worth as much as staying in all futures`;
  const any = c.f.of100(share(c.results, 'beats_stay', best).value);
  if (p95 <= 0) return nl ? `${best.name} verdient zich terug in ${any} van 100 toekomsten, en verliest ${c.f.money(-p95)} of meer in 95`
    : `${best.name} pays for itself in ${any} of 100 futures, and loses ${c.f.money(-p95)} or more in 95`;
  const far = p75 > 0.1 * p95 ? p75 : p95, size = 10 ** Math.floor(Math.log10(far)), goal = Math.floor(far / size) * size;
  const much = c.f.of100(chanceOfAtLeast(npv.draws, goal));
  return nl ? `${best.name} verdient zich terug in ${any} van 100 toekomsten, en brengt ${c.f.money(goal)} of meer in ${much}`
    : `${best.name} pays for itself in ${any} of 100 futures, and brings ${c.f.money(goal)} or more in ${much}`;
}

function rungs(c) {
  const [best] = ranked(c), pv = c.results.rungs.paths[best.index].pv;
  const order = pv.map((of, k) => ({value: of.mean, name: c.t(`rung_${c.results.rungs.names[k]}`).slice(2).toLowerCase()})).sort((a, b) => b.value - a.value);
  if (!(order[0].value > 0)) return c.lang === 'nl' ? `Geen trede van ${best.name} brengt waarde: ${order[0].name} komt het hoogst (${c.f.money(order[0].value)})`
    : `No rung of ${best.name} brings value: ${order[0].name} comes highest (${c.f.money(order[0].value)})`;
  return c.lang === 'nl' ? `De meeste waarde van ${best.name} komt van ${order[0].name} (${c.f.money(order[0].value)}), de minste van ${last(order).name} (${c.f.money(last(order).value)})`
    : `Most of the value of ${best.name} comes from ${order[0].name} (${c.f.money(order[0].value)}), least from ${last(order).name} (${c.f.money(last(order).value)})`;
}

function sight(c) {
  const {months, rungs: seen} = c.results.rungs.seen, names = c.results.rungs.names;
  const at = months.indexOf(12), easy = most(names.map((_, k) => k), (k) => seen[k][at]), hard = least(names.map((_, k) => k), (k) => seen[k][at]);
  const name = (k) => c.t(`rung_${names[k]}`).slice(2).toLowerCase();
  return c.lang === 'nl' ? `Na een jaar van meten ziet de leiding ${c.f.percent(seen[easy][at])} van ${name(easy)}, maar ${c.f.percent(seen[hard][at])} van ${name(hard)}`
    : `After a year of measuring leaders see ${c.f.percent(seen[easy][at])} of ${name(easy)}, but ${c.f.percent(seen[hard][at])} of ${name(hard)}`;
}

function measured(c) {
  const [best] = ranked(c);
  const end = (name) => last(fan(c.results, name, best).mean);
  const seenShare = end('measured') / end('benefit');
  if (!(end('benefit') > 0 && seenShare >= 0 && seenShare <= 1)) return c.lang === 'nl' ? `In de laatste maand levert ${best.name} ${c.f.money(end('benefit'))} op, en wordt ${c.f.money(end('measured'))} gemeten`
    : `In the last month ${best.name} yields ${c.f.money(end('benefit'))}, and ${c.f.money(end('measured'))} is measured`;
  const text = c.f.percent(seenShare);
  return c.lang === 'nl' ? `In de laatste maand wordt ${text} gemeten van wat ${best.name} oplevert (${c.f.money(end('benefit'))} per maand)`
    : `In the last month ${text} of what ${best.name} yields (${c.f.money(end('benefit'))} a month) is measured`;
}

function survival(c) {
  const paths = ranked(c), value = (path) => last(c.results.survival.paths[path.index]);
  const worst = least(paths, value), best = most(paths, value);
  const text = (path) => c.f.of100(value(path));
  if (paths.length === 1) return c.lang === 'nl' ? `${best.name} bereikt het eind in ${text(best)} van 100 toekomsten` : `${best.name} reaches the end in ${text(best)} of 100 futures`;
  if (text(worst) === text(best)) return c.lang === 'nl' ? `Alle paden bereiken het eind in ${text(best)} van 100 toekomsten` : `All paths reach the end in ${text(best)} of 100 futures`;
  return c.lang === 'nl' ? `${worst.name} bereikt het eind in ${text(worst)} van 100 toekomsten, ${best.name} in ${text(best)}`
    : `${worst.name} reaches the end in ${text(worst)} of 100 futures, ${best.name} in ${text(best)}`;
}

function pie(c) {
  const value = (path) => last(fan(c.results, 'attention', path).mean), best = most(c.paths, value);
  const rivals = c.f.percent(last(fan(c.results, 'attention_rival', best).mean)), text = (path) => c.f.percent(value(path));
  const names = listed(c, alike(c.paths, best, text).map((path) => called(c, path)));
  return c.lang === 'nl' ? `Ons deel van de aandacht eindigt het hoogst bij ${names}: ${text(best)}; rivalen hebben daar ${rivals}`
    : `Our share of attention ends highest with ${names}: ${text(best)}; rivals have ${rivals} there`;
}

function journey(c) {
  const reached = (path, stage) => last(stages(c.results, path)).slice(stage - 1).reduce((a, b) => a + b, 0);
  const mean = (path) => last(stages(c.results, path)).reduce((sum, value, k) => sum + value * (k + 1), 0);
  const best = most(c.paths, mean);
  const stage = [5, 4, 3, 2].find((each) => reached(best, each) >= 0.05) ?? 1;
  const name = c.t(`stage_${stage}`), text = (path) => c.f.of100(reached(path, stage)), n = text(best), nl = c.lang === 'nl';
  if (stage === 1) return nl ? `Geen pad komt voorbij fase 1: ${name}` : `No path gets beyond stage 1: ${name}`;
  const far = alike(c.paths, best, (path) => mean(path).toFixed(2)), names = listed(c, far.map((path) => called(c, path))), isOne = far.length === 1;
  return nl ? `${capital(names)} ${isOne ? 'komt' : 'komen'} het verst: aan het eind zijn ${n} van 100 toekomsten ten minste ${name} (fase ${stage})`
    : `${capital(names)} ${isOne ? 'gets' : 'get'} furthest: ${n} of 100 futures end at least ${name} (stage ${stage})`;
}

function tornado(c, path, swings) {
  const [first, second] = swings;
  if (!first) return c.lang === 'nl' ? `De NCW van ${path.name} is in alle toekomsten gelijk en hangt dus nergens van af` : `The NPV of ${path.name} is the same in all futures, so it hangs on nothing`;
  const width = Math.abs(first.at_high.value - first.at_low.value);
  const name = (swing) => c.t.input(swing.key);
  const more = second ? (c.lang === 'nl' ? `, daarna ${name(second)}` : `, then ${name(second)}`) : '';
  return c.lang === 'nl' ? `De NCW van ${path.name} hangt het meest af van ${name(first)} (${c.f.money(width)} tussen laag en hoog)${more}`
    : `The NPV of ${path.name} hangs most on ${name(first)} (${c.f.money(width)} between low and high)${more}`;
}

export const sentences = {
  lead, fan: fanSentence, exceedance, rungs, sight, measured, survival, pie, journey, tornado,
  fanSubtitle: (name, c) => (SUBTITLE[c.lang][name] ?? name) + BAND[c.lang](c.f, c.quantiles),
};
