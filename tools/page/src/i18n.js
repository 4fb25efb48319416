// English and Dutch: words, and which language a reader wants.
import {formats} from './format.js';
import {WORDS as WORKSHOP} from './workshop/words.js';

export const LANGUAGES = {en: 'English', nl: 'Nederlands'};

/** Of ?lang=, else of the browser, else English. */
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked in LANGUAGES) return asked;
  return navigator.language?.startsWith('nl') ? 'nl' : 'en';
}

const WORDS = {
  en: {
    no_data: 'This page holds no results: make one with “e2roi report RESULT.h5”.',
    language: 'Language', print: 'Print', contents: 'On this page',
    show_numbers: 'Show numbers', hide_numbers: 'Hide numbers', save_as: 'Save as {0}',
    part_decision: 'The decision', part_months: 'Month by month', part_chance: 'How much it can bring', part_value: 'Where the value is', part_survival: 'Will it survive?',
    part_market: 'Attention and journey', part_inputs: 'What it hangs on', part_made: 'How this was made',
    path: 'Path', month: 'Month', months: 'months', mean: 'mean', rung: 'Rung', input: 'Input', unit: 'Unit',
    all_medians: 'All medians', stay: 'Stay',
    col_beats: 'Better than staying, of 100 futures', col_median: 'NPV, middle future', col_bad: 'NPV, bad case (1 in 20 is worse)', col_good: 'NPV, good case (1 in 20 is better)',
    col_best: 'Best of all, of 100', col_roi: 'ROI, middle future', col_stopped: 'Stopped by leaders, of 100', col_customers: 'Customers at the end, middle future', col_cost: 'Cost, middle future (present value)',
    table_note: '± is one standard error: what the number of futures leaves open. It says nothing of what the model leaves out.',
    npv_at_least: 'NPV of at least', exceedance_subtitle: 'Chance of at least this net present value (NPV) against staying as we are, % of futures',
    rungs_subtitle: 'Present value of each rung of benefit, from tangible (bottom) to intangible (top): mean; line: 90 % of futures',
    rung_savings: '1 Service savings', rung_revenue: '2 Revenue', rung_loyalty: '3 Loyalty', rung_people: '4 People who stay', rung_collaboration: '5 Working together',
    sight_subtitle: 'Share of each rung that leaders can see, by months of measuring; mean over futures', months_measured: 'months of measuring',
    measured_subtitle: 'Benefit a month, mean over futures. Solid: what is there; dashed: what is measured; dotted: what leaders believe',
    series_benefit: 'what is there', series_measured: 'what is measured', series_belief: 'what leaders believe',
    survival_subtitle: 'Futures in which leaders have not stopped the path, %',
    pie_subtitle: 'Share of customers’ attention, mean over futures, %; in the path’s colour: ours, grey: free, brown: rivals', pie_own: 'ours', pie_free: 'free', pie_rivals: 'rivals',
    journey_subtitle: 'Share of futures at each stage of the Social Engagement Journey, %: 1 traditional, 2 experimental, 3 operational, 4 measurable, 5 fully engaged',
    stage_1: 'traditional', stage_2: 'experimental', stage_3: 'operational', stage_4: 'measurable', stage_5: 'fully engaged',
    tornado_subtitle: 'Mean NPV in the tenth of futures where an input is lowest and where it is highest; numbers: the bounds of these tenths',
    tornado_of: 'Path ', tornado_low: 'input low', tornado_high: 'input high', mean_npv: 'mean NPV', below: 'Low: below', above: 'High: above', share_of_variance: 'Share of variance',
    tornado_note: 'An input that goes along with another swings with it: this tells what moves together, not what causes what.',
    fans_missing: 'This run kept no month-by-month fans with a median (run.fans, run.quantiles), so there are no charts over the months.',
    draws_few: 'With fewer than 200 futures the page does not tell what the outcome hangs on.',
    made_program: 'Program', made_commit: 'Commit', made_command: 'Command', made_seed: 'Seed', made_draws: 'Futures (draws)', made_digest: 'Digest', made_files: 'Result files', made_sampling: 'Sampling', made_scenario: 'The whole scenario (TOML)',
    made_from: 'Saved from a workshop page, with the changes that were made there: the scenario below holds them all, and “e2roi run” on it gives the same numbers.',
    tornado_old: 'As it was before the last change; the new one is being simulated.',
    made_how: 'Every number on this page comes from simulated futures of one company under each path. All paths meet the same futures, so they are compared draw by draw. It is a model: read its limits in engine/model/MODEL.md.',
  },
  nl: {
    no_data: 'Deze pagina bevat geen uitkomsten: maak er een met “e2roi report RESULT.h5”.',
    language: 'Taal', print: 'Afdrukken', contents: 'Op deze pagina',
    show_numbers: 'Toon getallen', hide_numbers: 'Verberg getallen', save_as: 'Bewaar als {0}',
    part_decision: 'Het besluit', part_months: 'Maand voor maand', part_chance: 'Wat het kan opleveren', part_value: 'Waar de waarde zit', part_survival: 'Houdt het stand?',
    part_market: 'Aandacht en reis', part_inputs: 'Waar het van afhangt', part_made: 'Hoe dit gemaakt is',
    path: 'Pad', month: 'Maand', months: 'maanden', mean: 'gemiddeld', rung: 'Trede', input: 'Invoer', unit: 'Eenheid',
    all_medians: 'Alle medianen', stay: 'Blijven',
    col_beats: 'Beter dan blijven, van 100 toekomsten', col_median: 'NCW, middelste toekomst', col_bad: 'NCW, slecht geval (1 op 20 is slechter)', col_good: 'NCW, goed geval (1 op 20 is beter)',
    col_best: 'Beste van alle, van 100', col_roi: 'ROI, middelste toekomst', col_stopped: 'Gestopt door de leiding, van 100', col_customers: 'Klanten aan het eind, middelste toekomst', col_cost: 'Kosten, middelste toekomst (contante waarde)',
    table_note: '± is één standaardfout: wat het aantal toekomsten openlaat. Het zegt niets over wat het model weglaat.',
    npv_at_least: 'NCW van ten minste', exceedance_subtitle: 'Kans op ten minste deze netto contante waarde (NCW) ten opzichte van blijven zoals we zijn, % van de toekomsten',
    rungs_subtitle: 'Contante waarde van elke trede van de baten, van tastbaar (onder) tot ontastbaar (boven): gemiddelde; lijn: 90 % van de toekomsten',
    rung_savings: '1 Besparing op service', rung_revenue: '2 Omzet', rung_loyalty: '3 Trouw', rung_people: '4 Mensen die blijven', rung_collaboration: '5 Samenwerken',
    sight_subtitle: 'Deel van elke trede dat de leiding kan zien, naar maanden van meten; gemiddeld over de toekomsten', months_measured: 'maanden van meten',
    measured_subtitle: 'Baten per maand, gemiddeld over de toekomsten. Doorgetrokken: wat er is; gestreept: wat gemeten wordt; gestippeld: wat de leiding gelooft',
    series_benefit: 'wat er is', series_measured: 'wat gemeten wordt', series_belief: 'wat de leiding gelooft',
    survival_subtitle: 'Toekomsten waarin de leiding het pad niet heeft gestopt, %',
    pie_subtitle: 'Deel van de aandacht van klanten, gemiddeld over de toekomsten, %; in de kleur van het pad: wij, grijs: vrij, bruin: rivalen', pie_own: 'wij', pie_free: 'vrij', pie_rivals: 'rivalen',
    journey_subtitle: 'Deel van de toekomsten in elke fase van de Social Engagement Journey, %: 1 traditioneel, 2 experimenteel, 3 operationeel, 4 meetbaar, 5 geheel betrokken',
    stage_1: 'traditioneel', stage_2: 'experimenteel', stage_3: 'operationeel', stage_4: 'meetbaar', stage_5: 'geheel betrokken',
    tornado_subtitle: 'Gemiddelde NCW in het tiende deel van de toekomsten waarin een invoer het laagst is en waarin hij het hoogst is; getallen: de grenzen daarvan',
    tornado_of: 'Pad ', tornado_low: 'invoer laag', tornado_high: 'invoer hoog', mean_npv: 'gemiddelde NCW', below: 'Laag: onder', above: 'Hoog: boven', share_of_variance: 'Deel van de variantie',
    tornado_note: 'Een invoer die met een andere meegaat, zwaait mee: dit zegt wat samen beweegt, niet wat wat veroorzaakt. Namen van invoer zijn die van het model.',
    fans_missing: 'Deze berekening bewaarde geen waaiers per maand met een mediaan (run.fans, run.quantiles), dus er zijn geen grafieken over de maanden.',
    draws_few: 'Met minder dan 200 toekomsten zegt de pagina niet waar de uitkomst van afhangt.',
    made_program: 'Programma', made_commit: 'Commit', made_command: 'Opdracht', made_seed: 'Seed', made_draws: 'Toekomsten (trekkingen)', made_digest: 'Digest', made_files: 'Resultaatbestanden', made_sampling: 'Trekking', made_scenario: 'Het hele scenario (TOML)',
    made_from: 'Bewaard uit een werkpagina, met de veranderingen die daar zijn gemaakt: het scenario hieronder bevat ze alle, en “e2roi run” geeft daarmee dezelfde getallen.',
    tornado_old: 'Zoals het was voor de laatste verandering; het nieuwe wordt gesimuleerd.',
    made_how: 'Elk getal op deze pagina komt uit gesimuleerde toekomsten van één bedrijf op elk pad. Alle paden ontmoeten dezelfde toekomsten en worden dus trekking voor trekking vergeleken. Het is een model: lees zijn grenzen in engine/model/MODEL.md.',
  },
};

/** t(key, …values): the word; t.input(key): an input of the model for people. */
export function words(lang) {
  const t = (key, ...values) =>
    (WORDS[lang][key] ?? WORKSHOP[lang][key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i]);
  t.input = (key) => key.slice(key.indexOf('.') + 1).replaceAll('_', ' ');
  return t;
}

export const wordKeys = (lang) => [...Object.keys(WORDS[lang]), ...Object.keys(WORKSHOP[lang])];
export {formats};
