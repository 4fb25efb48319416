// What the engine and plan.js refuse, in Dutch; what is not here stays English.
import {WORDS} from './words.js';

const DUTCH = [
  [/^path (\S+), (\w+): months must rise, got (\S+) and then (\S+)$/, 'pad {1}, {2}: maanden moeten oplopen, maar na {3} komt {4}'],
  [/^path (\S+), (\w+): a month must be a number from (\S+) to (\S+), got (\S+)$/, 'pad {1}, {2}: een maand is een getal van {3} tot {4}, niet {5}'],
  [/^path (\S+), (\w+): values must be from (\S+) to (\S+), got (\S+)$/, 'pad {1}, {2}: waarden liggen van {3} tot {4}, niet {5}'],
  [/^path (\S+): commitment must be from 0 to 1, got (\S+)$/, 'pad {1}: inzet ligt van 0 tot 1, niet {2}'],
  [/^a page compares at most (\d+) paths besides staying put, not (\d+)$/, 'een pagina vergelijkt ten hoogste {1} paden naast blijven, niet {2}'],
  [/^two paths have the id "(.*)"$/, 'twee paden hebben de id "{1}"'],
  [/^the model has no input "(.*)"$/, 'het model heeft geen invoer "{1}"'],
  [/^(\S+): values must be between (\S+) and ([^;,]+?)(, .*)?$/, '{1}: waarden liggen tussen {2} en {3}'],
  [/^(\S+): (\w+) needs (.*?), got (.*)$/, '{1}: {2} vraagt {3}, niet {4}'],
  [/^(\S+): (".*") is no distribution; allowed are (.*)$/, '{1}: {2} is geen verdeling; wel: {3}'],
  [/^this browser has no WebAssembly, which the model needs$/, 'deze browser heeft geen WebAssembly, en die heeft het model nodig'],
  [/^this browser cannot run the model: it needs WebAssembly with SIMD \((.*)\)$/, 'deze browser kan het model niet laten lopen: het vraagt WebAssembly met SIMD ({1})'],
];

/** A refusal that stands alone. */
export const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** A refusal as people of that language read it. */
export function refusalIn(lang, message) {
  if (!message) return message;
  // Levers are moved in per cent.
  message = message.replace(/(: values must be from )(\S+) to (\S+), got ([\d.-]+)$/, (_, must, ...of) => {
    const [least, most, got] = of.map((each) => `${Math.round(1e4 * each) / 100}%`);
    return `${must}${least} to ${most}, got ${got}`;
  });
  if (lang !== 'nl') return message;
  for (const [pattern, dutch] of DUTCH) {
    const found = pattern.exec(message);
    if (found) return dutch.replace(/\{(\d)\}/g, (_, at) => (at === '2' && WORDS.nl[`ws_${found[2]}`]) || (found[at] ?? ''));
  }
  return message;
}
