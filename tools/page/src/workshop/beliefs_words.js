// Words of the beliefs pane, English and Dutch.
export const WORDS = {
  en: {
    part_beliefs: 'Whose belief?', bl_scenario: 'The scenario', bl_leader: 'Leader {0}', bl_shown: 'Beliefs shown', bl_under: 'Under {0}’s beliefs: ',
    bl_why: 'Add a leader, move what she or he believes, and see whose belief changes which path comes first.',
    bl_add: 'Add a leader', bl_copy: 'Copy', bl_remove: 'Remove', bl_name: 'Name (optional)', bl_full: 'A page holds the beliefs of at most {0} leaders.',
    bl_choose: 'Choose a leader to move what she or he believes. The scenario stays as it came: it is what all are compared with.',
    bl_what: 'What {0} believes', bl_how: 'The inputs on which {0} hangs most, widest first. Low: 1 future in 10 is lower; high: 1 in 10 is higher. The middle takes low and high along; typed in its field it moves alone.',
    bl_how_plain: 'Uncertain inputs. Low: 1 future in 10 is lower; high: 1 in 10 is higher. The middle takes low and high along; typed in its field it moves alone.',
    bl_low: 'Low', bl_middle: 'Middle', bl_high: 'High', bl_changed: 'changed', bl_number: '{0}, as a number', bl_allowed: 'Allowed: {0} to {1}{2}; a draw beyond is set to the end. Prior of the scenario: {3}. Source: {4}.',
    bl_back: 'As in the scenario', bl_search: 'Choose another input, by a word of its name or meaning', bl_none: 'No input has these words.', bl_found: '{0} inputs', bl_found_one: '1 input', bl_listed: 'in the list',
    bl_no_number: 'Not taken over: low, middle and high must be numbers, without a sign between thousands.', bl_range: 'Not taken over: it must lie between {0} and {1}.',
    bl_order: 'Not taken over: low must be below middle and middle below high, or all three the same.', bl_edge: 'Not taken over: with this low and high the middle must lie between {0} and {1}.',
    bl_still: 'Simulated is still {0}.', bl_belief: 'Beliefs of', bl_first: 'Comes first', bl_by: 'by {0}\u00a0±\u00a0{1}', bl_close: 'Too close to tell: {0} or {1}', bl_apart: '{0}\u00a0±\u00a0{1} apart', bl_beat: '{0}\u00a0±\u00a0{1}\u202f%',
    bl_caption: 'Of each path: the median NPV, and the share of futures in which it is better than staying', bl_nothing: 'Nobody has moved an input yet: all believe what the scenario says.', bl_count: '{0} inputs changed', bl_count_one: '1 input changed', bl_is_shown: 'shown on this page',
    bl_staying: 'staying put', bl_the_scenario: 'the scenario', bl_of: '{0}’s', bl_beliefs: ' beliefs', bl_others: '{0} comes first only with the other changes too.', bl_and: ' and ', bl_alike: 'Under {0} alike, {1} comes first: what the leaders believe otherwise does not change that.',
    bl_comes: 'under {0} {1} comes first', bl_does: 'under {0} {1} does', bl_open: 'under {0} it is too close to tell between {1} and {2} (difference {3}\u00a0±\u00a0{4})',
    bl_cause: 'It is {0}’s {1} that changes the ranking: {2}.', bl_causes: 'Each of {0}’s {1} changes the ranking alone: {2}.', bl_puts: 'alone it puts {0} {1}\u00a0±\u00a0{2} above {3}', bl_puts_key: '{4} puts {0} {1}\u00a0±\u00a0{2} above {3}', bl_all: 'it is all that {5} changed, and puts {0} {1}\u00a0±\u00a0{2} above {3}',
    bl_instead: '{0} ({1} instead of {2})', bl_together: 'None of the {1} inputs that {0} changed changes the ranking alone: only together they do.', bl_needed: ' Without {0} they would not.', bl_unsure: 'For {0} it is too close to tell.', bl_unsure_all: 'None of {0}’s changes clearly changes the ranking alone.', bl_apart_key: '{0} (difference {1}\u00a0±\u00a0{2})',
    bl_wait: 'Simulating the beliefs …', bl_seek: 'Looking for the belief that changes the ranking …', bl_done: 'Each belief: the same {0} futures.',
    bl_note: 'Median NPV against staying put, of {0} futures that are the same for every belief; ± is one standard error, and a difference within two is too close to tell. A belief alone: the scenario with that one input as the leader has it. It says what moves the model’s ranking, not who is right. Names and beliefs are in the link; nothing else leaves this page.',
    bl_chart: 'Median NPV of each path under each belief; bar: two standard errors to each side; line at 0: staying put',
  },
  nl: {
    part_beliefs: 'Wiens overtuiging?', bl_scenario: 'Het scenario', bl_leader: 'Leider {0}', bl_shown: 'Getoonde overtuiging', bl_under: 'Volgens {0}: ',
    bl_why: 'Voeg een leider toe, verschuif wat die gelooft, en zie wiens overtuiging verandert welk pad eerst komt.',
    bl_add: 'Leider erbij', bl_copy: 'Kopieer', bl_remove: 'Weg', bl_name: 'Naam (hoeft niet)', bl_full: 'Een pagina bevat de overtuigingen van ten hoogste {0} leiders.',
    bl_choose: 'Kies een leider om te verschuiven wat zij of hij gelooft. Het scenario blijft zoals het kwam: daarmee wordt vergeleken.',
    bl_what: 'Wat {0} gelooft', bl_how: 'De invoer waar {0} het meest van afhangt, breedste eerst. Laag: 1 toekomst op 10 is lager; hoog: 1 op 10 is hoger. Het midden neemt laag en hoog mee; getypt in zijn veld verschuift het alleen.',
    bl_how_plain: 'Onzekere invoer. Laag: 1 toekomst op 10 is lager; hoog: 1 op 10 is hoger. Het midden neemt laag en hoog mee; getypt in zijn veld verschuift het alleen.',
    bl_low: 'Laag', bl_middle: 'Midden', bl_high: 'Hoog', bl_changed: 'veranderd', bl_number: '{0}, als getal', bl_allowed: 'Toegestaan: {0} tot {1}{2}; een trekking daarbuiten wordt het einde. Verdeling van het scenario: {3}. Bron: {4}.',
    bl_back: 'Zoals in het scenario', bl_search: 'Kies andere invoer, met een (Engels) woord van naam of betekenis', bl_none: 'Geen invoer heeft deze woorden.', bl_found: '{0} keer invoer', bl_found_one: '1 keer invoer', bl_listed: 'in de lijst',
    bl_no_number: 'Niet overgenomen: laag, midden en hoog moeten getallen zijn, zonder teken tussen duizendtallen.', bl_range: 'Niet overgenomen: het moet tussen {0} en {1} liggen.',
    bl_order: 'Niet overgenomen: laag moet onder midden liggen en midden onder hoog, of alle drie gelijk.', bl_edge: 'Niet overgenomen: met deze laag en hoog moet het midden tussen {0} en {1} liggen.',
    bl_still: 'Gesimuleerd is nog {0}.', bl_belief: 'Overtuiging van', bl_first: 'Komt eerst', bl_by: 'met {0}\u00a0±\u00a0{1}', bl_close: 'Te dicht bij elkaar: {0} of {1}', bl_apart: 'verschil {0}\u00a0±\u00a0{1}', bl_beat: '{0}\u00a0±\u00a0{1}\u202f%',
    bl_caption: 'Van elk pad: de mediaan van de NCW, en het deel van de toekomsten waarin het beter is dan blijven', bl_nothing: 'Niemand heeft nog invoer verschoven: allen geloven wat het scenario zegt.', bl_count: '{0} keer invoer veranderd', bl_count_one: '1 keer invoer veranderd', bl_is_shown: 'getoond op deze pagina',
    bl_staying: 'blijven', bl_the_scenario: 'het scenario', bl_of: '{0}', bl_beliefs: '', bl_others: '{0} komt pas met de andere veranderingen erbij eerst.', bl_and: ' en ', bl_alike: 'Volgens {0} komt {1} eerst: wat de leiders anders geloven verandert dat niet.',
    bl_comes: 'volgens {0} komt {1} eerst', bl_does: 'volgens {0} is dat {1}', bl_open: 'volgens {0} liggen {1} en {2} te dicht bij elkaar (verschil {3}\u00a0±\u00a0{4})',
    bl_cause: 'Het is {1} van {0} die de rangorde verandert: {2}.', bl_causes: 'Van {0} verandert elk van {1} alleen al de rangorde: {2}.', bl_puts: 'alleen al daardoor komt {0} {1}\u00a0±\u00a0{2} boven {3}', bl_puts_key: 'door {4} komt {0} {1}\u00a0±\u00a0{2} boven {3}', bl_all: 'dat is alles wat {5} veranderde, en {0} komt er {1}\u00a0±\u00a0{2} door boven {3}',
    bl_instead: '{0} ({1} in plaats van {2})', bl_together: 'Geen van de {1} die {0} veranderde verandert alleen de rangorde: alleen samen.', bl_needed: ' Zonder {0} niet.', bl_unsure: 'Voor {0} is dat te dicht bij elkaar om te zeggen.', bl_unsure_all: 'Geen van de veranderingen van {0} verandert duidelijk alleen de rangorde.', bl_apart_key: '{0} (verschil {1}\u00a0±\u00a0{2})',
    bl_wait: 'De overtuigingen worden gesimuleerd …', bl_seek: 'Er wordt gezocht welke overtuiging de rangorde verandert …', bl_done: 'Elke overtuiging: dezelfde {0} toekomsten.',
    bl_note: 'Mediaan van de NCW ten opzichte van blijven, van {0} toekomsten die voor elke overtuiging dezelfde zijn; ± is één standaardfout, en een verschil binnen twee is te klein om iets te zeggen. Een overtuiging alleen: het scenario met die ene invoer zoals de leider hem ziet. Het zegt wat de rangorde van het model verandert, niet wie gelijk heeft. Namen en overtuigingen staan in de link; verder verlaat niets deze pagina.',
    bl_chart: 'Mediaan van de NCW van elk pad bij elke overtuiging; balk: twee standaardfouten naar elke kant; lijn bij 0: blijven',
  },
};

const UNITS = {month: 'maand', year: 'jaar', hour: 'uur', customer: 'klant', employee: 'medewerker', agent: 'agent', 'hand-off': 'overdracht', escalation: 'escalatie'};

/** A unit as people of that language write it. */
export const unitName = (lang, unit) => lang === 'nl' ? unit.replace(/[a-z-]+/g, (word) => UNITS[word] ?? word) : unit;

/** A unit as it stands behind a number: nothing for a share, "/month" for one a month. */
export function unitAfter(lang, unit) {
  const own = unit === '1' ? '' : unitName(lang, unit).replace(/^1\//, '/');
  return own && (own[0] === '/' ? own : `\u00a0${own}`);
}
