import type { Decision, Entry, Saying, TimelineEvent, TimelineSend } from '../../screens/customers/telling.ts';
import { becameText, factText, SKIPPED } from './timeline-facts.ts';
import { loyaltyText } from './timeline-loyalty.ts';

/** One entry of a timeline. */
export function entryText(entry: Entry, say: Saying): string {
  switch (entry.kind) {
    case 'event':
      return eventText(entry, say);
    case 'send':
      return sendText(entry);
    case 'decision':
      return decisionText(entry, say);
  }
}

function eventText(event: TimelineEvent, say: Saying): string {
  const what = HAPPENED[event.about]?.(event, say);
  if (what === undefined) return event.text;
  if (event.imported) return `${what} (içe aktarıldı)`;
  return event.learnedAt === undefined ? what : `${what} (${say.minute(event.learnedAt)} öğrenildi)`;
}

/** `null`: only the sentence of the API says it. */
const HAPPENED: Readonly<Record<TimelineEvent['about'], ((event: TimelineEvent, say: Saying) => string) | null>> = {
  purchase: purchaseText,
  refund: refundText,
  activity: ({ type, outcome }) =>
    `${activity(type)}${outcome?.is === 'covered' ? ' (bir özet bunu zaten sayıyor)' : ''}`,
  entry: ({ asked, text }, say) =>
    asked === undefined ? text : `${say.journey(asked.journey)} yolculuğuna davet edildi (${ASKED[asked.by]})`,
  profile: null,
  summary: null,
  identify: null,
  'webhook-reply': null,
  'points-spent': null,
  'points-returned': null,
  'points-adjusted': null,
  'draw-played': null,
  'coupon-held': null,
  'referral-came': null,
  'referral-brought': null,
};

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

function isSkipReason(reason: string): reason is keyof typeof SKIPPED {
  return Object.hasOwn(SKIPPED, reason);
}

function sendText({ state, taken, reason, template, text }: TimelineSend): string {
  const skipped = reason !== undefined && isSkipReason(reason) ? reason : undefined;
  // Why a provider or a mail server refused is known in its own words only.
  if (reason !== undefined && skipped === undefined && state !== 'sent') return text;
  const became = becameText(state, { taken, skipped: state === 'sent' ? undefined : skipped });
  const which = template ? ` (${template.id} şablonu, ${template.variant}, dil: ${template.language})` : '';
  return `İleti ${became}${which}`;
}

function decisionText(decision: Decision, say: Saying): string {
  const parts = [...besidesOf(decision, say), ...decision.journeys.map((fact) => factText(fact, say))];
  if (parts.length > 0) return parts.map(capital).join('. ');
  const { score, noted, text } = decision;
  if (noted.length === 0) return score === null ? 'Artık puanı yok' : `Puanı artık ${score}`;
  // Why nothing came of an event stands in brackets behind it, in the words of the API.
  if (noted.some((type) => type.includes('('))) return text;
  return `Dikkate alınan: ${noted.join(', ')}; puan ${score ?? 'yok'}`;
}

/** What a decision says besides facts of journeys. */
export function besidesText(decision: Decision, say: Saying): string {
  return besidesOf(decision, say).map(capital).join('. ');
}

function besidesOf(decision: Decision, say: Saying): readonly string[] {
  const { move, silence, silenceBy, returned = [], audiences = [], loyalty = [], others = [] } = decision;
  return [
    ...(move ? [moveText(move, say)] : []),
    ...(silence && silenceBy ? [silenceText(silence, silenceBy, say)] : []),
    ...returned.map(({ stage, days }) => `${STAGES[stage]} olduktan ${say.number(days)} gün sonra geri döndü`),
    ...audiences.map(
      ({ audience, is }) => `${say.audience(audience)} ${is === 'entered' ? 'kitlesine girdi' : 'kitlesinden çıktı'}`,
    ),
    ...loyalty.map((fact) => loyaltyText(fact, say)),
    ...others,
  ];
}

const STAGES: Readonly<Record<NonNullable<Decision['silence']>, string>> = {
  overdue: 'gecikmiş',
  lapsed: 'uzaklaşmış',
};

function moveText({ from, to, cause }: NonNullable<Decision['move']>, { segment, number }: Saying): string {
  const moved = from === null ? `Segmenti artık ${segment(to)}` : `${segment(from)} → ${segment(to)}`;
  switch (cause.by) {
    case 'event': {
      const type = cause.event?.type ?? '';
      const after = new Map([
        ['purchase', 'bir alışverişten sonra'],
        ['refund', 'bir iadeden sonra'],
      ]);
      return `${moved}, ${after.get(type) ?? `${type} olayından sonra`}`;
    }
    case 'silence':
      return cause.because === 'window'
        ? `${moved}, sessizlikten: alışverişler sayılan sürenin dışında kaldı`
        : `${moved}, sessizlikten: uzun süredir alışveriş olmadı`;
    case 'rules':
      return `${moved}, yeni kurallarla (kural sürümü ${number(cause.playbook ?? 0)})`;
  }
}

function silenceText(
  stage: NonNullable<Decision['silence']>,
  { by, chance }: NonNullable<Decision['silenceBy']>,
  { percent }: Saying,
): string {
  const rule = {
    rhythm: 'kendi ritmine göre',
    'first-gap': 'başkalarının geri dönme süresini aştı',
    fixed: 'sabit gün sayısına göre',
  }[by];
  const odds = chance === undefined ? '' : `; 90 gün içinde alışveriş olasılığı ${percent(chance)}`;
  return `Sessizlik: ${STAGES[stage]}, ${rule}${odds}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('tr')}${text.slice(1)}`;
}
