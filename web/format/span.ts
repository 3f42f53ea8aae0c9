const UNITS = new Map([
  ['m', 'minute'],
  ['h', 'hour'],
  ['d', 'day'],
  ['w', 'week'],
]);
const SPAN = /^([+-]?)(\d+)([mhdw])$/;

/** Durations such as "3d" in words, "3 days"; what is written in another way stays as it is. Signs are left to the caller. */
export function spanIn(locale: string): (text: string) => string {
  return (text) => {
    const [, , amount, letter = ''] = SPAN.exec(text) ?? [];
    const unit = UNITS.get(letter);
    if (amount === undefined || unit === undefined) return text;
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(amount));
  };
}
