// Words of the workshop, English and Dutch.
import {WORDS as BELIEFS} from './beliefs_words.js';
import {WORDS as PREDICT} from './predict_words.js';

export const WORDS = {
  en: {
    ...PREDICT.en, ...BELIEFS.en,
    ws_wait: 'The model is being started …', ws_panel: 'Change the paths', ws_paths: 'Path to change',
    ws_progress: 'Futures simulated', ws_draws: '{0} of {1} futures; mean NPV\u00a0±\u00a0{2}',
    ws_busy: 'Simulating the change …', ws_undo: 'Undo', ws_link: 'Copy link', ws_toml: 'Save as TOML', ws_report: 'Save report', ws_report_saved: 'Saved: a report that opens by itself, without the engine.', ws_draws_long: 'The standard error of the mean net present value of the least sure path', ws_add: 'Add path', ws_copy: 'Copy', ws_remove: 'Remove',
    ws_link_copied: 'The link is copied; it holds all that was changed.', ws_link_by_hand: 'The link, to be copied:', ws_saved: 'Saved: run it with “e2roi run” for the same numbers.',
    ws_link_damaged: 'The link is damaged, so the scenario is shown as it came. {0}', ws_no_workers: 'This browser gives the page no workers: it simulates slowly.',
    ws_full: 'A page compares at most {0} paths besides staying.', ws_new: 'New path', ws_copy_of: 'Copy of {0}',
    ws_name: 'Name', ws_commitment: 'Commitment of leaders', ws_intensity: 'Intensity', ws_staff: 'Staff', ws_start: 'Begins', ws_in_month: 'month {0}',
    ws_steps: 'Dated steps ({0})', ws_step: 'step', ws_month: 'Month', ws_percent: 'Value in %', ws_step_add: 'Add a step', ws_step_remove: 'Remove step {0}',
    ws_listening: 'Listening', ws_openness: 'Openness', ws_empowerment: 'Empowerment', ws_tooling: 'Tooling', ws_weaving: 'Weaving the network', ws_staffing: 'Staffing of care',
  },
  nl: {
    ...PREDICT.nl, ...BELIEFS.nl,
    ws_wait: 'Het model wordt gestart …', ws_panel: 'Verander de paden', ws_paths: 'Pad om te veranderen',
    ws_progress: 'Gesimuleerde toekomsten', ws_draws: '{0} van {1} toekomsten; gemiddelde NCW\u00a0±\u00a0{2}',
    ws_busy: 'De verandering wordt gesimuleerd …', ws_undo: 'Ongedaan maken', ws_link: 'Kopieer link', ws_toml: 'Bewaar TOML', ws_report: 'Bewaar verslag', ws_report_saved: 'Bewaard: een verslag dat vanzelf opent, zonder het model.', ws_draws_long: 'De standaardfout van de gemiddelde netto contante waarde van het minst zekere pad', ws_add: 'Pad erbij', ws_copy: 'Kopieer', ws_remove: 'Weg',
    ws_link_copied: 'De link is gekopieerd; hij bevat alles wat veranderd is.', ws_link_by_hand: 'De link, om te kopiëren:', ws_saved: 'Bewaard: “e2roi run” geeft dezelfde getallen.',
    ws_link_damaged: 'De link is beschadigd; het scenario staat er zoals het kwam. {0}', ws_no_workers: 'Deze browser geeft de pagina geen workers: het simuleren gaat langzaam.',
    ws_full: 'Een pagina vergelijkt ten hoogste {0} paden naast blijven.', ws_new: 'Nieuw pad', ws_copy_of: 'Kopie van {0}',
    ws_name: 'Naam', ws_commitment: 'Inzet van de leiding', ws_intensity: 'Sterkte', ws_staff: 'Bezetting', ws_start: 'Begint', ws_in_month: 'maand {0}',
    ws_steps: 'Stappen met datum ({0})', ws_step: 'stap', ws_month: 'Maand', ws_percent: 'Waarde in %', ws_step_add: 'Stap erbij', ws_step_remove: 'Haal stap {0} weg',
    ws_listening: 'Luisteren', ws_openness: 'Openheid', ws_empowerment: 'Beslisruimte', ws_tooling: 'Gereedschap', ws_weaving: 'Netwerk weven', ws_staffing: 'Bezetting van de service',
  },
};
