import type { Decision, Entry, Saying, TimelineSend } from '../../screens/customers/telling.ts';
import { eventText } from './timeline-events.ts';
import { becameText, factText, SKIPPED } from './timeline-facts.ts';
import { loyaltyText } from './timeline-loyalty.ts';
import { capital, eventWord } from './timeline-parts.ts';

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
  const { score, took } = decision;
  if (took.length === 0) return score === null ? 'Artık skoru yok' : `Skoru artık ${score}`;
  const noted = took.map(({ type, nothing }) =>
    nothing === undefined ? eventWord(type) : `${eventWord(type)} (${IN_VAIN[nothing]})`,
  );
  return `Dikkate alınan: ${noted.join(', ')}; skor ${score ?? 'yok'}`;
}

/** Why nothing came of an event. */
const IN_VAIN: Readonly<Record<NonNullable<Decision['took'][number]['nothing']>, string>> = {
  waits: 'siparişini bekliyor',
  'nothing-left': 'düşülecek bir şey kalmamıştı',
  covered: 'bir özet bunu zaten sayıyor',
  superseded: 'daha yenisi biliniyordu',
  insufficient: 'yeterli puan yoktu',
  'nothing-spent': 'yeterli puan yoktu',
  'no-ticket': 'böyle bir bilet yoktu',
  'no-referral': 'program kimsenin getirilmesini saymıyor',
  'bought-before': 'daha önce alışveriş yapmıştı',
  'brought-before': 'onu daha önce başkası getirmişti',
};

const NOT_GRANTED: Readonly<Record<NonNullable<Decision['notGranted']>[number], string>> = {
  'unknown-pool': 'böyle bir havuz yok',
  paused: 'havuz duraklatılmış',
  over: 'havuzun süresi dolmuş',
  empty: 'havuz boş',
  'given-up': 'vazgeçildi',
};

/** What a decision says besides facts of journeys. */
export function besidesText(decision: Decision, say: Saying): string {
  return besidesOf(decision, say).map(capital).join('. ');
}

function besidesOf(decision: Decision, say: Saying): readonly string[] {
  const { move, silence, silenceBy, returned = [], audiences = [], loyalty = [], notGranted = [] } = decision;
  return [
    ...(move ? [moveText(move, say)] : []),
    ...(silence && silenceBy ? [silenceText(silence, silenceBy, say)] : []),
    ...returned.map(({ stage, days }) => `${STAGES[stage]} olduktan ${say.number(days)} gün sonra geri döndü`),
    ...audiences.map(
      ({ audience, is }) => `${say.audience(audience)} ${is === 'entered' ? 'kitlesine girdi' : 'kitlesinden çıktı'}`,
    ),
    ...loyalty.map((fact) => loyaltyText(fact, say)),
    ...notGranted.map((because) => `Kupon verilemedi: ${NOT_GRANTED[because]}`),
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
      return `${moved}, ${after.get(type) ?? `${eventWord(type)} olayından sonra`}`;
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
