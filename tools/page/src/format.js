// Numbers as people of a language write them.
const LOCALE = {en: 'en-GB', nl: 'nl-NL'};
const MINUS = '\u2212', NARROW = '\u202f';
const SIGN = {EUR: '€', USD: '$', GBP: '£'};
const STEPS = {en: [[1e9, 'bn'], [1e6, 'M'], [1e3, 'k']], nl: [[1e9, 'mld'], [1e6, 'mln'], [1e3, 'dzd']]};

const made = {};  // a format takes longer to make than to use a thousand times
const formatOf = (lang, digits) => (made[lang + digits] ??=
  new Intl.NumberFormat(LOCALE[lang], {maximumFractionDigits: digits, minimumFractionDigits: 0}));

/** {number, about, amount, money, percent, of100} for a language and a currency. */
export function formats(lang, currency) {
  const plain = (value, digits) => formatOf(lang, digits).format(value).replace('-', MINUS).replace(new RegExp(`^${MINUS}0$`), '0');
  const digitsOf = (value) => {
    const size = Math.abs(value);
    return size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  };
  const number = (value, digits = digitsOf(value)) =>
    Number.isFinite(value) ? plain(value, digits) : '–';
  const sign = SIGN[currency] ?? currency;
  const money = (value, {of = value, digits} = {}) => {
    if (!Number.isFinite(value)) return '–';
    const [step, name] = STEPS[lang].find(([least]) => Math.abs(of) >= least) ?? [1, ''];
    const scaled = value / step;
    const text = number(scaled, digits ?? (Math.abs(scaled) >= 10 ? 0 : 1));
    return lang === 'nl' ? `${sign}\u00a0${text}${name && '\u00a0' + name}` : `${text}\u00a0${name}${sign}`;
  };
  const percent = (value, digits = 0) => Number.isFinite(value) ? number(100 * value, digits) + NARROW + '%' : '–';
  /** Rounded to so many digits that matter. */
  const about = (value, digits = 3) => {
    if (!Number.isFinite(value) || value === 0) return number(value);
    const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
    return step >= 1 ? number(Math.round(value / step) * step, 0) : number(value);
  };
  /** How many of 100 futures; the ends are not rounded away. `isShort`: as a table has it. */
  const of100 = (value, isShort) => !Number.isFinite(value) ? '–'
    : value > 0 && value < 0.005 ? (isShort ? '< 1' : lang === 'nl' ? 'minder dan 1' : 'fewer than 1')
    : value < 1 && value > 0.995 ? (isShort ? '> 99' : lang === 'nl' ? 'meer dan 99' : 'more than 99')
    : number(100 * value, 0);
  /** Money in full, for tables. */
  const amount = (value) => !Number.isFinite(value) ? '–' : lang === 'nl' ? `${sign}\u00a0${about(value, 4)}` : `${about(value, 4)}\u00a0${sign}`;
  return {number, about, amount, money, percent, of100};
}
