import type { LoyaltyFact, Saying } from '../../screens/customers/telling.ts';
import { whoText } from './timeline-parts.ts';

const TIERS: Readonly<Record<NonNullable<LoyaltyFact['change']>, string>> = {
  placed: 'ilk seviyesi',
  up: 'seviyesi yükseldi',
  down: 'seviyesi düştü',
  kept: 'seviyesini bir dönem daha koruyor',
  grace: 'zamanında yeniden ulaşmazsa seviyesini kaybedecek',
  warned: 'yakında seviyesini kaybedecek',
};

const pointsOf = ({ points = 0 }: LoyaltyFact, { number }: Saying) => `${number(Math.abs(points))} puan`;

/** By what happened; `null`: only the sentence of the API says it. */
const LOYALTY: Readonly<Record<LoyaltyFact['what'], (fact: LoyaltyFact, say: Saying) => string | null>> = {
  earned(fact, say) {
    const { multiplied, ...parts } = pointsIn(fact);
    const times = multiplied === undefined ? '' : `, ${multipliedText(multiplied, say)}`;
    return `${pointsOf(fact, say)} kazandı (kural: ${fact.rule ?? ''}${times})${activeText(fact, parts, say)}`;
  },
  activated: (fact, say) => `${pointsOf(fact, say)} harcanabilir oldu${paidText(pointsIn(fact), say)}`,
  spent: (fact, say) => `${pointsOf(fact, say)} harcadı`,
  returned(fact, say) {
    const { key, ...parts } = pointsIn(fact);
    const spent = key === undefined ? 'Harcanan' : `${key} anahtarıyla harcanan`;
    return `${spent} ${pointsOf(fact, say)} geri verildi${paidText(parts, say)}`;
  },
  reversed(fact, say) {
    const { owed } = pointsIn(fact);
    const left = owed === undefined ? '' : `; ${say.number(owed)} puanı borç kaldı`;
    return `${fact.order ?? ''} siparişinin iadesiyle ${pointsOf(fact, say)} geri alındı${left}`;
  },
  expired: (fact, say) => `${pointsOf(fact, say)} süresi dolduğu için silindi`,
  adjusted(fact, say) {
    const { points = 0, reason = '' } = fact;
    const how = points > 0 ? 'verildi' : 'geri alındı';
    return `${pointsOf(fact, say)} elle ${how}: ${reason}${paidText(pointsIn(fact), say)}`;
  },
  tier({ change, from, tier }) {
    if (change === undefined) return null;
    const [before, now] = [from ?? 'yok', tier ?? 'yok'];
    return `${TIERS[change]}: ${before === now ? now : `${before} → ${now}`}`;
  },
  refused: (fact, say) =>
    named(fact, 'spending', ({ had }) => `${pointsOf(fact, say)} istendi, ${say.number(had)} vardı: bir şey alınmadı`),
  awarded: (fact, say) =>
    named(
      fact,
      'reward',
      ({ cause, ...parts }) =>
        `${pointsOf(fact, say)} verildi (${causeText(cause, say)})${activeText(fact, parts, say)}`,
    ),
  badge: (fact, say) =>
    named(fact, 'reward', ({ cause }) => `${fact.badge ?? ''} rozetini kazandı (${causeText(cause, say)})`),
  granted: (fact, say) =>
    named(fact, 'reward', ({ cause }) => `${fact.pool ?? ''} havuzundan kupon veriliyor (${causeText(cause, say)})`),
  ticket: (fact, say) =>
    named(fact, 'reward', ({ cause }) => `${fact.draw ?? ''} çekilişi için bilet aldı (${causeText(cause, say)})`),
  drawn: (fact) =>
    named(
      fact,
      'ticket',
      ({ ticket }) =>
        `${fact.draw ?? ''} çekilişinde ${ticket} numaralı bilet: ${fact.prize ?? 'bir şey çıkmadı, ödül kalmamıştı'}`,
    ),
  quest: questText,
  'points-expiring': (fact, say) =>
    named(fact, 'ending', ({ days, last }) => {
      const until = last === undefined ? '' : `; son harcama günü ${say.day(last)}`;
      return `${pointsOf(fact, say)} ${say.number(days)} gün sonra silinecek${until}`;
    }),
  'coupon-held': (fact, say) =>
    named(fact, 'end', ({ at }) => `${fact.pool ?? ''} havuzundan aldığı kuponun bitişi: ${say.minute(at)}`),
  'coupon-expiring': (fact, say) =>
    named(fact, 'ending', ({ days }) => {
      return `${fact.pool ?? ''} havuzundan aldığı kuponun süresi ${say.number(days)} gün sonra dolacak; kullanılmadı`;
    }),
  'coupon-used': (fact) => `${fact.pool ?? ''} havuzundan aldığı kupon kullanıldı`,
  referral: referralText,
};

type Named = NonNullable<LoyaltyFact['named']>;
type NamedOf<Of extends Named['of']> = Extract<Named, { readonly of: Of }>;

/** By the parts that belong to such a fact; `null` where an older reply has none. */
function named<Of extends Named['of']>(fact: LoyaltyFact, of: Of, tell: (parts: NamedOf<Of>) => string): string | null {
  const parts = fact.named;
  return parts !== undefined && isOf(parts, of) ? tell(parts) : null;
}

function isOf<Of extends Named['of']>(parts: Named, of: Of): parts is NamedOf<Of> {
  return parts.of === of;
}

type PointsParts = Partial<Omit<NamedOf<'points'>, 'of'>>;

/** What is told of points besides; older replies have none of it. */
function pointsIn({ named: parts }: LoyaltyFact): PointsParts {
  return parts !== undefined && isOf(parts, 'points') ? parts : {};
}

function multipliedText(
  { tier, segment, campaigns = [] }: NonNullable<PointsParts['multiplied']>,
  { number }: Saying,
): string {
  const times = [
    ...(tier === undefined ? [] : [`seviye için ${number(tier)} kat`]),
    ...(segment === undefined ? [] : [`segment için ${number(segment)} kat`]),
    ...campaigns.map((id) => `kampanya: ${id}`),
  ];
  return times.join(', ');
}

/** From when on they can be spent, or what they paid at once. */
function activeText({ active }: LoyaltyFact, parts: Pick<PointsParts, 'until' | 'paid'>, say: Saying): string {
  if (active === undefined) return paidText(parts, say);
  const event = parts.until === undefined ? '' : ` ya da “${parts.until}” olayıyla`;
  return `, ${say.day(active)} gününden itibaren${event} harcanabilir`;
}

function paidText({ paid }: Pick<PointsParts, 'paid'>, { number }: Saying): string {
  return paid === undefined ? '' : `; ${number(paid)} puanı borca sayıldı`;
}

function causeText(cause: NamedOf<'reward'>['cause'], say: Saying): string {
  switch (cause.by) {
    case 'step':
      return `${say.journey(cause.journey)}, ${cause.step} adımı`;
    case 'quest':
      return cause.milestone === undefined ? `görev: ${cause.quest}` : `görev: ${cause.quest}, ${cause.milestone}`;
    case 'draw':
      return `çekiliş: ${cause.draw}, ${cause.ticket} numaralı bilet`;
    case 'referral':
      return cause.as === 'referrer'
        ? `getirdiği müşteri: ${whoText(cause.other)}`
        : `onu getiren: ${whoText(cause.other)}`;
  }
}

function questText(fact: LoyaltyFact, say: Saying): string | null {
  return named(fact, 'quest', ({ is, cycle, ends, milestone = '', steps = [] }) => {
    const quest = `${fact.quest ?? ''} görevi${cycle === 1 ? '' : ` (${cycle}. kez)`}`;
    const went = steps
      .map(({ step, done, target }) => `${step} ${say.number(done)} / ${say.number(target)}`)
      .join(', ');
    switch (is) {
      case 'started':
        return `${quest} başladı${typeof ends === 'string' ? `, son gün ${say.minute(ends)}` : ''}`;
      case 'progressed':
        return `${quest} ilerledi: ${went}`;
      case 'rolled-back':
        return `${quest} bir iadeyle geriledi: ${went}`;
      case 'milestone':
        return `${quest}: ${milestone} ara hedefine ulaştı`;
      case 'ending':
        return `${quest} için süre yakında doluyor`;
      case 'completed':
        return `${quest} tamamlandı`;
      case 'expired':
        return `${quest} zamanında tamamlanmadı`;
      case 'withdrawn':
        return `${quest} artık programda yok`;
    }
  });
}

function referralText(fact: LoyaltyFact, say: Saying): string | null {
  return named(fact, 'referral', ({ is, other, order = '', until, beyond }) => {
    const by = until === undefined ? '' : say.minute(until);
    switch (is) {
      case 'came':
        return `Onu getiren: ${whoText(other)}; ${by} tarihine kadarki ilk siparişi sayılır`;
      case 'bought':
        return `${order} siparişi getirilmesi için sayılıyor; ${by} tarihine kadar iade edilirse sayılmaz`;
      case 'lost':
        return `${order} siparişi getirilmesi için artık sayılmıyor: ondan geriye çok az kaldı`;
      case 'rewarded':
        return `Alışveriş yaptı; onu getiren ${whoText(other)} bunu öğreniyor`;
      case 'brought':
        return `Getirdiği müşteri alışveriş yaptı: ${whoText(other)}${beyond ? '; bir yılda ödüllendirilenden fazla' : ''}`;
    }
  });
}

/** What became of points, tiers, rewards, quests and referrals. */
export function loyaltyText(fact: LoyaltyFact, say: Saying): string {
  return LOYALTY[fact.what](fact, say) ?? fact.text;
}
