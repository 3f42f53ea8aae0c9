import type { Saying, TimelineEvent } from '../../screens/customers/telling.ts';
import { CHANNELS, valueText, whoText } from './timeline-parts.ts';

/** What happened; by the sentence of the API where nothing else says it. */
export function eventText(event: TimelineEvent, say: Saying): string {
  const what = HAPPENED[event.about](event, say);
  if (what === null) return event.text;
  if (event.imported) return `${what} (içe aktarıldı)`;
  return event.learnedAt === undefined ? what : `${what} (${say.minute(event.learnedAt)} öğrenildi)`;
}

/** By what kind of thing happened; `null`: only the sentence of the API says it. */
const HAPPENED: Readonly<Record<TimelineEvent['about'], (event: TimelineEvent, say: Saying) => string | null>> = {
  purchase: purchaseText,
  refund: refundText,
  activity: ({ type, outcome }) =>
    `${activity(type)}${outcome?.is === 'covered' ? ' (bir özet bunu zaten sayıyor)' : ''}`,
  entry: ({ asked }, say) =>
    asked === undefined ? null : `${say.journey(asked.journey)} yolculuğuna davet edildi (${ASKED[asked.by]})`,
  profile: (event) => named(event, 'profile', (said) => profileText(said, event)),
  summary: (event, say) =>
    named(
      event,
      'summary',
      ({ actions, worth, last }) =>
        `Özet: ${say.money(worth)} tutarında ${say.number(actions)} işlem, sonuncusu ${say.minute(last)}${staleText(event)}`,
    ),
  identify: (event, say) => named(event, 'attributes', (said) => attributesText(said, say) + staleText(event)),
  'webhook-reply': (event, say) =>
    named(event, 'webhook', ({ journey, step, status, failed }) =>
      // Why it failed is known in the words of the API only.
      failed ? null : `${say.journey(journey)}, ${step} adımı: web kancası yanıtladı${status ? ` (${status})` : ''}`,
    ),
  'points-spent': (event, say) =>
    named(event, 'points', ({ points }) => `${say.number(points)} puan harcandı${pointsOutcome(event, say)}`),
  'points-returned': (event, say) =>
    named(
      event,
      'spending',
      ({ key }) => `${key} anahtarıyla harcanan puanlar geri verildi${pointsOutcome(event, say)}`,
    ),
  'points-adjusted': (event, say) =>
    named(event, 'points', ({ points, reason = '' }) => {
      const given = points > 0 ? 'verildi' : 'geri alındı';
      return `Elle ${say.number(Math.abs(points))} puan ${given}: ${reason}${pointsOutcome(event, say)}`;
    }),
  'draw-played': (event) =>
    named(event, 'draw', ({ draw, ticket, prize }) => {
      const played = `${draw} çekilişinde ${ticket} numaralı bilet oynandı`;
      if (event.outcome?.is === 'no-ticket') return `${played}; böyle bir bilet yoktu`;
      return `${played}: ${prize ?? 'bir şey çıkmadı'}`;
    }),
  'coupon-held': (event, say) => named(event, 'coupon', ({ ends }) => `Verilen kuponun bitişi: ${say.minute(ends)}`),
  'referral-came': (event) =>
    named(
      event,
      'referral',
      ({ other }) => `Onu getiren: ${whoText(other)}${NOT_BROUGHT.get(event.outcome?.is) ?? ''}`,
    ),
  'referral-brought': (event) =>
    named(event, 'referral', ({ other }) => `Getirdiği müşteri alışveriş yaptı: ${whoText(other)}`),
};

type Named = NonNullable<TimelineEvent['named']>;
type NamedOf<Of extends Named['of']> = Extract<Named, { readonly of: Of }>;

/** By the parts that belong to such an event; `null` where an older reply has none. */
function named<Of extends Named['of']>(
  event: TimelineEvent,
  of: Of,
  tell: (parts: NamedOf<Of>) => string | null,
): string | null {
  const parts = event.named;
  return parts !== undefined && isOf(parts, of) ? tell(parts) : null;
}

function isOf<Of extends Named['of']>(parts: Named, of: Of): parts is NamedOf<Of> {
  return parts.of === of;
}

function staleText({ outcome }: TimelineEvent): string {
  return outcome?.is === 'superseded' ? '; daha yenisi bilindiği için bir şey değişmedi' : '';
}

function profileText({ consents, timezone, addresses }: NamedOf<'profile'>, event: TimelineEvent): string {
  const parts = [
    ...consents.map(({ channel, purpose, granted }) => {
      const messages = purpose === 'marketing' ? CHANNELS[channel] : `hizmet iletileri için ${CHANNELS[channel]}`;
      return `${messages} izni ${granted ? 'verildi' : 'geri alındı'}`;
    }),
    ...(timezone === undefined ? [] : [timezone === null ? 'saat dilimi artık bilinmiyor' : `saat dilimi ${timezone}`]),
    ...addresses.map(({ channel, known }) => `${CHANNELS[channel]} adresi ${known ? 'kaydedildi' : 'unutuldu'}`),
  ];
  return `Profil: ${parts.join(', ')}${staleText(event)}`;
}

function attributesText({ all, said }: NamedOf<'attributes'>, say: Saying): string {
  const parts = said.map(({ name, value }) => `${name} ${valueText(value, say)}`);
  return `${all ? 'Tüm özellikler' : 'Özellikler'}: ${parts.length === 0 ? 'yok' : parts.join(', ')}`;
}

function pointsOutcome({ outcome }: TimelineEvent, { number }: Saying): string {
  switch (outcome?.is) {
    case 'accepted':
      return `; şimdi ${number(outcome.active)} puanı var`;
    case 'insufficient':
      return `; yalnızca ${number(outcome.active)} puanı vardı, bir şey alınmadı`;
    case 'nothing-spent':
      return '; bu anahtarla harcanmış puan yoktu ya da önceden geri verilmişti';
    case 'no-ticket':
    case 'no-referral':
    case 'bought-before':
    case 'brought-before':
    case 'taken-off':
    case 'refunded-before':
    case 'nothing-left':
    case 'waits':
    case 'covered':
    case 'superseded':
    case undefined:
      return '';
  }
}

const NOT_BROUGHT: ReadonlyMap<NonNullable<TimelineEvent['outcome']>['is'] | undefined, string> = new Map([
  ['no-referral', ' (program kimsenin getirilmesini saymıyor)'],
  ['bought-before', ' (daha önce alışveriş yapmıştı)'],
  ['brought-before', ' (onu daha önce başkası getirmişti)'],
]);

const ASKED: Readonly<Record<NonNullable<TimelineEvent['asked']>['by'], string>> = {
  api: 'adıyla',
  launch: 'bir başlatmayla',
  schedule: 'zamanlamasıyla',
};

const ACTIVITIES: ReadonlyMap<string, string> = new Map([
  ['view', 'Bir sayfaya baktı'],
  ['open', 'Bir iletiyi açtı'],
  ['click', 'Bir bağlantıya tıkladı'],
]);

function activity(type: string): string {
  return ACTIVITIES.get(type) ?? `Olay: “${type}”`;
}

function purchaseText({ amount = 0, outcome }: TimelineEvent, { money }: Saying): string {
  const bought = `${money(amount)} tutarında alışveriş yaptı`;
  if (outcome?.is === 'covered') return `${bought} (bir özet bunu zaten sayıyor)`;
  if (outcome?.is !== 'refunded-before') return bought;
  const { amount: taken, left, above } = outcome;
  const more = above === undefined ? '' : `; ${money(above)} fazladan iade edildi ve sayılmıyor`;
  return left > 0
    ? `${bought}; ${money(taken)} önceden iade edilmişti, kalan ${money(left)}${more}`
    : `${bought}; tamamı önceden iade edilmişti${more}`;
}

function refundText({ amount = 0, order = '', outcome }: TimelineEvent, { money }: Saying): string {
  const stated = `${order} siparişi için ${money(amount)} tutarında iade`;
  if (outcome?.is !== 'taken-off') return `${stated} ${NOTHING_TAKEN.get(outcome?.is) ?? 'bildirildi'}`;
  const left = outcome.left > 0 ? `kalan ${money(outcome.left)}` : 'siparişten geriye bir şey kalmadı';
  return outcome.amount === amount
    ? `${stated}: ${left}`
    : `${stated}: ${money(outcome.amount)} düşüldü, ${left}; fazlası sayılmıyor`;
}

const NOTHING_TAKEN: ReadonlyMap<NonNullable<TimelineEvent['outcome']>['is'] | undefined, string> = new Map([
  ['waits', 'siparişini bekliyor: bu müşterinin böyle bir siparişi bilinmiyor, bir şey düşülmedi'],
  ['nothing-left', 'bir şey düşürmedi: siparişten geriye bir şey kalmamıştı'],
  ['covered', 'bir şey düşürmedi: siparişi bir özet sayıyor, onu bir sonraki özet düzeltir'],
]);
