import { expect, test } from 'vitest';
import type { Decision, Entry, Saying, SilenceReason, Trend } from '../../web/screens/customers/telling.ts';
import { telling as english } from '../../web/words/en/telling.ts';
import { telling as turkish } from '../../web/words/tr/telling.ts';

const say: Saying = {
  number: (value) => new Intl.NumberFormat('tr-TR').format(value),
  percent: (share) => `%${Math.round(share * 100)}`,
  money: (minor) => `₺${minor / 100}`,
  date: (time) => time.slice(0, 10),
  minute: (time) => time.slice(0, 16),
  segment: (id) => id ?? 'yok',
  audience: (id) => id,
  journey: (id) => id,
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

const decided: Decision = {
  kind: 'decision',
  at,
  text: 'in English',
  segment: 'loyal',
  score: 'R5F4M3',
  noted: [],
  journeys: [],
  effects: [],
  playbook: 1,
};
const event = { kind: 'event', at, text: 'in English', source: 'api', id: 'o-1' } as const;

test.each<readonly [Entry, string]>([
  [{ ...event, about: 'purchase', type: 'purchase', amount: 4_000 }, '₺40 tutarında alışveriş yaptı'],
  [
    {
      ...event,
      about: 'refund',
      type: 'refund',
      amount: 1_000,
      order: 'o-1',
      outcome: { is: 'taken-off', amount: 1_000, left: 3_000 },
    },
    'o-1 siparişi için ₺10 tutarında iade: kalan ₺30',
  ],
  [{ ...event, about: 'activity', type: 'view', imported: true }, 'Bir sayfaya baktı (içe aktarıldı)'],
  [{ ...event, about: 'summary', type: 'summary' }, 'in English'],
  [
    {
      ...decided,
      move: {
        from: 'new',
        to: 'loyal',
        cause: { by: 'event', text: '', event: { source: 'api', id: '1', type: 'purchase' } },
      },
      journeys: [
        { what: 'entered', journey: 'hello', text: 'Entered', named: { version: 2 } },
        { what: 'skipped', journey: 'hello', step: 'mail', text: 'Skipped', named: { skipped: 'no-consent' } },
        { what: 'relocated', journey: 'hello', step: 'mail', text: 'Passed to another version' },
      ],
    },
    'New → loyal, bir alışverişten sonra. Hello yolculuğuna girdi (sürüm 2). Hello, mail adımı atlandı: izin yok. Passed to another version',
  ],
  [
    { ...decided, silence: 'overdue', silenceBy: { by: 'rhythm', chance: 0.22 } },
    'Sessizlik: gecikmiş, kendi ritmine göre; 90 gün içinde alışveriş olasılığı %22',
  ],
  [{ ...decided }, 'Puanı artık R5F4M3'],
  [
    {
      kind: 'send',
      at,
      text: 'in English',
      channel: 'email',
      journey: 'hello',
      version: 1,
      step: 'mail',
      state: 'skipped',
      reason: 'capped',
    },
    'İleti gönderilmedi: son zamanlarda yeterince ileti gitti',
  ],
])('%j is told in Turkish, and by the sentence of the API where it has no name', (entry, said) => {
  expect(turkish.entry(entry, say)).toBe(said);
  expect(english.entry(entry, say)).toBe(entry.text);
});

type Loyalty = NonNullable<Decision['loyalty']>[number];
const quest = (happened: Partial<NonNullable<Loyalty['happened']>> & Pick<NonNullable<Loyalty['happened']>, 'is'>) => ({
  what: 'quest' as const,
  quest: 'tour',
  happened: { cycle: 1, ...happened },
});
const step = { by: 'step', journey: 'hello', step: 'gift' } as const;

test.each<readonly [Omit<Loyalty, 'n' | 'at' | 'text'>, string]>([
  [quest({ is: 'started', until: at }), 'Tour görevi başladı, en geç 2027-05-14T12:00'],
  [quest({ is: 'progressed', steps: [{ step: 'orders', done: 1, target: 3 }] }), 'Tour görevi ilerledi: orders 1/3'],
  [
    quest({ is: 'rolled-back', cycle: 2, steps: [{ step: 'orders', done: 0, target: 3 }] }),
    'Tour görevi (2. kez) bir iadeyle geriledi: orders 0/3',
  ],
  [quest({ is: 'milestone', milestone: 'half' }), 'Tour görevi: half ara hedefine ulaşıldı'],
  [quest({ is: 'ending' }), 'Tour görevi yakında sona erecek'],
  [quest({ is: 'completed' }), 'Tour görevi tamamlandı'],
  [quest({ is: 'expired' }), 'Tour görevi zamanında tamamlanmadı'],
  [quest({ is: 'withdrawn' }), 'Tour görevi artık programda yok'],
  [{ what: 'awarded', points: 100, cause: { by: 'quest', quest: 'tour' } }, '100 puan verildi (tour görevi)'],
  [
    { what: 'awarded', points: 20, cause: { by: 'quest', quest: 'tour', milestone: 'half' } },
    '20 puan verildi (tour görevi, half ara hedefi)',
  ],
  [
    { what: 'badge', badge: 'settled', cause: { by: 'quest', quest: 'tour' } },
    'Settled rozeti kazanıldı (tour görevi)',
  ],
  [{ what: 'granted', pool: 'welcome', cause: step }, 'Welcome havuzundan bir kupon verildi (hello, gift adımı)'],
  [{ what: 'ticket', draw: 'wheel', cause: step }, 'Wheel çekilişi için bir bilet verildi (hello, gift adımı)'],
  [{ what: 'drawn', draw: 'wheel', ticket: 2, prize: 'mug' }, 'Wheel çekilişinin 2 numaralı bileti: mug'],
  [{ what: 'drawn', draw: 'wheel', ticket: 2, prize: null }, 'Wheel çekilişinin 2 numaralı bileti: ödül kalmamıştı'],
  [
    { what: 'awarded', points: 5, cause: { by: 'draw', draw: 'wheel', ticket: 2 } },
    '5 puan verildi (wheel çekilişi, 2 numaralı bilet)',
  ],
  [
    { what: 'awarded', points: 5, cause: { by: 'referral', as: 'referrer', other: 'ada' } },
    '5 puan verildi (ada getirildiği için)',
  ],
  [
    { what: 'awarded', points: 5, cause: { by: 'referral', as: 'referred' } },
    '5 puan verildi (silinmiş biri tarafından getirildiği için)',
  ],
  [{ what: 'refused', points: 50, had: 30 }, '50 puan istendi ama 30 puan vardı: Bir şey alınmadı'],
  [
    { what: 'points-expiring', points: 9, days: 7, last: '2027-05-21' },
    '9 puan 7 gün sonra silinecek; son harcama günü 2027-05-21',
  ],
  [{ what: 'coupon-held', pool: 'welcome', until: at }, 'Welcome kuponunun süresi 2027-05-14T12:00 anında dolacak'],
  [{ what: 'coupon-expiring', pool: 'welcome', days: 3 }, 'Welcome kuponunun süresi 3 gün sonra dolacak; kullanılmadı'],
  [{ what: 'coupon-used', pool: 'welcome' }, 'Welcome kuponu kullanıldı'],
  [
    { what: 'referral', referral: { is: 'came', other: 'ada', until: at } },
    'Ada tarafından getirildi: 2027-05-14T12:00 anına dek ilk sipariş sayılır',
  ],
  [{ what: 'referral', referral: { is: 'brought', other: 'bob' } }, 'Bob getirildi ve alışveriş yaptı'],
  // What an earlier server says has no parts.
  [{ what: 'quest', quest: 'tour' }, 'By the API'],
  [{ what: 'ticket', draw: 'wheel' }, 'By the API'],
])('what somebody got is told in Turkish: %j', (fact, said) => {
  const loyalty = [{ n: 1, at, text: 'By the API', ...fact }];
  expect(turkish.entry({ ...decided, loyalty }, say)).toBe(said);
});
