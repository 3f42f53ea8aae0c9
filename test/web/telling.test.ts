import { expect, test } from 'vitest';
import type { Saying, SilenceReason, Trend } from '../../web/screens/customers/telling.ts';
import { telling as english } from '../../web/words/en/telling.ts';
import { telling as turkish } from '../../web/words/tr/telling.ts';

const say: Saying = {
  number: (value) => new Intl.NumberFormat('tr-TR').format(value),
  percent: (share) => `%${Math.round(share * 100)}`,
  money: (minor) => `₺${minor / 100}`,
  date: (time) => time.slice(0, 10),
  minute: (time) => time.slice(0, 16),
};
const stages = { overdueDays: 43, lapsedDays: 77, model: 3 };
const gap = { median: 14, most: 57 };
const at = '2027-05-14T12:00:00.000Z';

/** By what limits are computed: the compiler misses one that is not here. */
const REASONS: Readonly<{ [By in SilenceReason['by']]: readonly [Extract<SilenceReason, { by: By }>, string] }> = {
  fixed: [{ ...stages, by: 'fixed', undated: true }, 'sabit gün sayısı; özet, hangi günlerde'],
  'first-gap': [{ ...stages, by: 'first-gap', purchases: 1, customers: 400 }, 'ilk alışverişten sonra 400 müşterinin'],
  earlier: [{ ...stages, gap, by: 'earlier', of: 'alive', levels: [0.4, 0.2] }, 'önce %40, sonra %20 düzeyine'],
  rule: [
    {
      ...stages,
      gap,
      by: 'rule',
      of: 'order',
      steps: [
        { is: 'reached', level: 0.2, at },
        { is: 'cap', days: 365 },
      ],
    },
    '90 gün içinde sipariş verme olasılığı 2027-05-14T12:00 itibarıyla %20 altına iner, en geç 365. günde',
  ],
};

test.each(Object.values(REASONS))('why silence means something is said in Turkish: $by', (reason, part) => {
  const said = turkish.silence(reason, 'in English', say);
  expect(said).toContain('43 gün sessizlikten sonra gecikmiş');
  expect(said).toContain(part);
  expect(english.silence(reason, 'in English', say)).toBe('in English');
});

test('a trend is said with its numbers, or why there are none', () => {
  const pair = { recent: 3, before: 1 };
  const read: Trend['read'] = {
    days: 63,
    change: 1.72,
    until: at,
    orders: pair,
    revenue: { recent: 9_000, before: 3_000 },
    signs: { recent: 0, before: 0 },
  };
  expect(turkish.trend({ because: '', read }, say)).toBe(
    '63 günde 3 sipariş (önceki dönemde 1), ₺90 (önceki dönemde ₺30): önceki dönemin 1,72 katı, 2027-05-14 itibarıyla',
  );
  expect(turkish.trend({ because: '', read: { days: 63, none: 'too-short' } }, say)).toContain('126 günden kısa');
});
