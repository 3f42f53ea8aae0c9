import { expect, test } from 'vitest';
import { loyaltyFactView } from '../../api/loyalty/loyalty-fact.ts';
import { eventId, ruleId, sourceId, workspaceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import type { LoyaltyFact } from '../../domain/loyalty/facts.ts';
import { DAY } from '../../domain/time.ts';
import type { Decision, Entry, Saying, SilenceReason, Trend } from '../../web/screens/customers/telling.ts';
import { telling as english } from '../../web/words/en/telling.ts';
import { telling as turkish } from '../../web/words/tr/telling.ts';

const say: Saying = {
  number: (value) => new Intl.NumberFormat('tr-TR').format(value),
  percent: (share) => `%${Math.round(share * 100)}`,
  money: (minor) => `₺${minor / 100}`,
  date: (time) => time.slice(0, 10),
  day: (day) => day,
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
  took: [],
  journeys: [],
  effects: [],
  playbook: 1,
};
const fact = { n: 1, at, text: 'in English' } as const;
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
      ...event,
      about: 'summary',
      type: 'summary',
      outcome: { is: 'superseded' },
      named: { of: 'summary', actions: 3, worth: 9_000, last: at },
    },
    'Özet: ₺90 tutarında 3 işlem, sonuncusu 2027-05-14T12:00; daha yenisi bilindiği için bir şey değişmedi',
  ],
  [
    {
      ...event,
      about: 'profile',
      type: 'profile',
      named: {
        of: 'profile',
        consents: [{ channel: 'email', purpose: 'service', granted: true }],
        timezone: null,
        addresses: [{ channel: 'sms', known: false }],
      },
    },
    'Profil: hizmet iletileri için e-posta izni verildi, saat dilimi artık bilinmiyor, SMS adresi unutuldu',
  ],
  [
    {
      ...event,
      about: 'identify',
      type: 'identify',
      named: {
        of: 'attributes',
        all: false,
        said: [
          { name: 'vip', value: true },
          { name: 'city', value: 'İzmir' },
          { name: 'age', value: null },
        ],
      },
    },
    'Özellikler: vip evet, city “İzmir”, age kaldırıldı',
  ],
  [
    {
      ...event,
      about: 'points-spent',
      type: 'points.spent',
      outcome: { is: 'insufficient', active: 20 },
      named: { of: 'points', points: 1_500 },
    },
    '1.500 puan harcandı; yalnızca 20 puanı vardı, bir şey alınmadı',
  ],
  [
    { ...event, about: 'draw-played', type: 'draw', named: { of: 'draw', draw: 'wheel', ticket: 4, prize: null } },
    'wheel çekilişinde 4 numaralı bilet oynandı: bir şey çıkmadı',
  ],
  [
    { ...event, about: 'referral-came', type: 'came', named: { of: 'referral', other: null } },
    'Onu getiren: silinmiş bir müşteri',
  ],
  [
    {
      ...event,
      about: 'webhook-reply',
      type: 'reply',
      named: { of: 'webhook', journey: 'hello', step: 'call', failed: true },
    },
    'in English',
  ],
  [
    {
      ...decided,
      notGranted: ['empty'],
      loyalty: [
        { ...fact, what: 'awarded', points: 50, named: { of: 'reward', cause: { by: 'quest', quest: 'first' } } },
        {
          ...fact,
          what: 'badge',
          badge: 'gold',
          named: { of: 'reward', cause: { by: 'draw', draw: 'wheel', ticket: 4 } },
        },
        {
          ...fact,
          what: 'quest',
          quest: 'first',
          named: { of: 'quest', is: 'progressed', cycle: 2, steps: [{ step: 'buy', done: 1, target: 3 }] },
        },
        { ...fact, what: 'referral', named: { of: 'referral', is: 'brought', other: 'c-2', beyond: true } },
        { ...fact, what: 'coupon-used', pool: 'ten' },
      ],
    },
    '50 puan verildi (görev: first). Gold rozetini kazandı (çekiliş: wheel, 4 numaralı bilet). First görevi (2. kez) ilerledi: buy 1 / 3. ' +
      'Getirdiği müşteri alışveriş yaptı: c-2; bir yılda ödüllendirilenden fazla. Ten havuzundan aldığı kupon kullanıldı. Kupon verilemedi: havuz boş',
  ],
  [
    {
      ...decided,
      loyalty: [
        {
          ...fact,
          what: 'earned',
          points: 300,
          rule: 'spend',
          active: '2027-05-28',
          named: {
            of: 'points',
            multiplied: { tier: 2, segment: 1.5, campaigns: ['advent'] },
            until: 'parcel.delivered',
          },
        },
        { ...fact, what: 'earned', points: 40, rule: 'rate', named: { of: 'points', paid: 25 } },
        { ...fact, what: 'activated', points: 1_000, named: { of: 'points', paid: 5 } },
        { ...fact, what: 'reversed', points: 90, order: 'o-1', named: { of: 'points', owed: 60 } },
        { ...fact, what: 'returned', points: 20, named: { of: 'points', key: 'k-1', paid: 20 } },
        // Older replies say less.
        { ...fact, what: 'returned', points: 20 },
        {
          ...fact,
          what: 'awarded',
          points: 10,
          active: '2027-05-20',
          named: { of: 'reward', cause: { by: 'quest', quest: 'first' }, until: 'parcel.delivered' },
        },
      ],
    },
    '300 puan kazandı (kural: spend, seviye için 2 kat, segment için 1,5 kat, kampanya: advent), 2027-05-28 gününden itibaren ya da “parcel.delivered” olayıyla harcanabilir. ' +
      '40 puan kazandı (kural: rate); 25 puanı borca sayıldı. 1.000 puan harcanabilir oldu; 5 puanı borca sayıldı. ' +
      'O-1 siparişinin iadesiyle 90 puan geri alındı; 60 puanı borç kaldı. K-1 anahtarıyla harcanan 20 puan geri verildi; 20 puanı borca sayıldı. ' +
      'Harcanan 20 puan geri verildi. 10 puan verildi (görev: first), 2027-05-20 gününden itibaren ya da “parcel.delivered” olayıyla harcanabilir',
  ],
  [
    { ...decided, took: [{ type: 'draw-played', nothing: 'no-ticket' }, { type: 'points-spent' }, { type: 'rating' }] },
    'Dikkate alınan: çekiliş bileti (böyle bir bilet yoktu), puan harcama, rating; skor R5F4M3',
  ],
  [
    { ...decided, took: [{ type: 'refund', nothing: 'waits' }] },
    'Dikkate alınan: iade (siparişini bekliyor); skor R5F4M3',
  ],
  [
    {
      ...decided,
      journeys: [
        {
          what: 'attempted',
          journey: 'hello',
          step: 'ask',
          text: 'Telegram first',
          named: { channel: 'telegram', best: 0.4 },
        },
        {
          what: 'sent',
          journey: 'hello',
          step: 'ask',
          text: 'SMS next',
          named: {
            channel: 'sms',
            taken: 'delivered',
            follows: { channel: 'telegram', because: 'no-reaction', waited: 7_200_000 },
          },
        },
      ],
    },
    'Hello, ask adımı: ilk kanal Telegram (tepkilerine göre en uygunu: %40). ' +
      'Hello, ask adımı: Telegram kanalında 2 saat içinde tepki olmadı, sıradaki kanal SMS; ileti teslim edildi',
  ],
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
        {
          what: 'relocated',
          journey: 'hello',
          step: 'mail',
          text: 'Passed on',
          named: { version: 2, from: { version: 1, step: 'mail' } },
        },
      ],
    },
    'New → loyal, bir alışverişten sonra. Hello yolculuğuna girdi (sürüm 2). Hello, mail adımı atlandı: izin yok. Hello: 1. sürümden 2. sürüme geçti, mail adımında kalıyor',
  ],
  [
    { ...decided, silence: 'overdue', silenceBy: { by: 'rhythm', chance: 0.22 } },
    'Sessizlik: gecikmiş, kendi ritmine göre; 90 gün içinde alışveriş olasılığı %22',
  ],
  [{ ...decided }, 'Skoru artık R5F4M3'],
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

test('days of points are written as dates in both languages, and names that hold such a day are left', () => {
  const day = Date.parse('2026-11-20') / DAY;
  const earned: LoyaltyFact = {
    n: 1,
    what: 'earned',
    points: 30,
    rule: ruleId.parse('r'),
    by: eventKey(workspaceId.parse('shop'), sourceId.parse('api'), eventId.parse('e-1')),
    day: day - 7,
    multiplied: { tier: 2, campaigns: [ruleId.parse('sale-2026-11-20')] },
    posts: { pending: [{ points: 30, active: day, until: 'delivered', expire: { by: 'never' } }] },
  };
  const ending: LoyaltyFact = { n: 2, what: 'points-expiring', points: 5, last: day + 3, days: 2 };
  const loyalty = [earned, ending].map((each) => loyaltyFactView(each, day * DAY));
  const decision: Decision = { ...decided, text: loyalty.map(({ text }) => text).join('. '), loyalty };
  const dated = { ...say, day: (iso: string) => `[${iso}]` };
  const said =
    'Earned 30 points by the rule r, 2 times for the tier and in the campaign sale-2026-11-20, active on [2026-11-20] or at the event "delivered". ' +
    '5 points will expire in 2 days: they can be spent until [2026-11-23]';
  expect(english.entry(decision, dated)).toBe(said);
  expect(english.besides(decision, decision.text, dated)).toBe(said);
  expect(turkish.entry(decision, dated)).toBe(
    '30 puan kazandı (kural: r, seviye için 2 kat, kampanya: sale-2026-11-20), [2026-11-20] gününden itibaren ya da “delivered” olayıyla harcanabilir. ' +
      '5 puan 2 gün sonra silinecek; son harcama günü [2026-11-23]',
  );
});
