import type { LoyaltyFact, Saying } from '../../screens/customers/telling.ts';

const TIERS: Readonly<Record<NonNullable<LoyaltyFact['change']>, string>> = {
  placed: 'ilk seviyesi',
  up: 'seviyesi yükseldi',
  down: 'seviyesi düştü',
  kept: 'seviyesini bir dönem daha koruyor',
  grace: 'zamanında yeniden ulaşmazsa seviyesini kaybedecek',
  warned: 'yakında seviyesini kaybedecek',
};

const pointsOf = ({ points = 0 }: LoyaltyFact, { number }: Saying) => `${number(Math.abs(points))} puan`;

/** `null`: only the sentence of the API says it. */
const LOYALTY: Readonly<Record<LoyaltyFact['what'], (fact: LoyaltyFact, say: Saying) => string | null>> = {
  earned(fact, say) {
    const active = fact.active === undefined ? '' : `, ${fact.active} gününden itibaren harcanabilir`;
    return `${pointsOf(fact, say)} kazandı (kural: ${fact.rule ?? ''})${active}`;
  },
  activated: (fact, say) => `${pointsOf(fact, say)} harcanabilir oldu`,
  spent: (fact, say) => `${pointsOf(fact, say)} harcadı`,
  returned: (fact, say) => `Harcanan ${pointsOf(fact, say)} geri verildi`,
  reversed: (fact, say) => `${fact.order ?? ''} siparişinin iadesiyle ${pointsOf(fact, say)} geri alındı`,
  expired: (fact, say) => `${pointsOf(fact, say)} süresi dolduğu için silindi`,
  adjusted(fact, say) {
    const { points = 0, reason = '' } = fact;
    return `${pointsOf(fact, say)} elle ${points > 0 ? 'verildi' : 'geri alındı'}: ${reason}`;
  },
  tier({ change, from, tier }) {
    if (change === undefined) return null;
    const [before, now] = [from ?? 'yok', tier ?? 'yok'];
    return `${TIERS[change]}: ${before === now ? now : `${before} → ${now}`}`;
  },
  refused(fact, say) {
    if (fact.had === undefined) return null;
    return `${pointsOf(fact, say)} istendi ama ${say.number(fact.had)} puan vardı: Bir şey alınmadı`;
  },
  awarded: (fact, say) => given(fact, say, `${pointsOf(fact, say)} verildi`),
  badge: (fact, say) => given(fact, say, `${fact.badge ?? ''} rozeti kazanıldı`),
  granted: (fact, say) => given(fact, say, `${fact.pool ?? ''} havuzundan bir kupon verildi`),
  ticket: (fact, say) => given(fact, say, `${fact.draw ?? ''} çekilişi için bir bilet verildi`),
  drawn({ draw = '', ticket, prize }) {
    if (ticket === undefined) return null;
    return `${draw} çekilişinin ${ticket} numaralı bileti: ${prize ?? 'ödül kalmamıştı'}`;
  },
  quest: questText,
  'points-expiring'(fact, say) {
    const { days, last } = fact;
    if (days === undefined || last === undefined) return null;
    return `${pointsOf(fact, say)} ${say.number(days)} gün sonra silinecek; son harcama günü ${last}`;
  },
  'coupon-held': ({ pool = '', until }, say) =>
    until === undefined ? null : `${pool} kuponunun süresi ${say.minute(until)} anında dolacak`,
  'coupon-expiring': ({ pool = '', days }, say) =>
    days === undefined ? null : `${pool} kuponunun süresi ${say.number(days)} gün sonra dolacak; kullanılmadı`,
  'coupon-used': ({ pool = '' }) => `${pool} kuponu kullanıldı`,
  referral: referralText,
};

/** What somebody got, and what for. */
function given({ cause }: LoyaltyFact, say: Saying, what: string): string | null {
  if (cause === undefined) return null;
  const { by, journey = '', step = '', quest = '', milestone, draw = '', ticket = 0, as, other } = cause;
  switch (by) {
    case 'step':
      return `${what} (${say.journey(journey)}, ${step} adımı)`;
    case 'quest':
      return `${what} (${milestone === undefined ? `${quest} görevi` : `${quest} görevi, ${milestone} ara hedefi`})`;
    case 'draw':
      return `${what} (${draw} çekilişi, ${ticket} numaralı bilet)`;
    case 'referral':
      return `${what} (${as === 'referrer' ? `${someone(other)} getirildiği için` : `${someone(other)} tarafından getirildiği için`})`;
  }
}

const someone = (other: string | undefined) => other ?? 'silinmiş biri';

function questText({ quest = '', happened }: LoyaltyFact, say: Saying): string | null {
  if (happened === undefined) return null;
  const { is, cycle, until, milestone = '', steps = [] } = happened;
  const name = cycle === 1 ? `${quest} görevi` : `${quest} görevi (${cycle}. kez)`;
  const done = steps.map((one) => `${one.step} ${say.number(one.done)}/${say.number(one.target)}`).join(', ');
  switch (is) {
    case 'started':
      return `${name} başladı${until === undefined ? '' : `, en geç ${say.minute(until)}`}`;
    case 'progressed':
      return `${name} ilerledi: ${done}`;
    case 'rolled-back':
      return `${name} bir iadeyle geriledi: ${done}`;
    case 'milestone':
      return `${name}: ${milestone} ara hedefine ulaşıldı`;
    case 'ending':
      return `${name} yakında sona erecek`;
    case 'completed':
      return `${name} tamamlandı`;
    case 'expired':
      return `${name} zamanında tamamlanmadı`;
    case 'withdrawn':
      return `${name} artık programda yok`;
  }
}

function referralText({ referral, order = '' }: LoyaltyFact, say: Saying): string | null {
  if (referral === undefined) return null;
  const { is, other, until, beyond } = referral;
  const time = until === undefined ? '' : say.minute(until);
  switch (is) {
    case 'came':
      return `${someone(other)} tarafından getirildi: ${time} anına dek ilk sipariş sayılır`;
    case 'bought':
      return `${order} siparişi, getirilen müşterinin ilk siparişi sayılıyor; ${time} anına dek iade edilmezse`;
    case 'lost':
      return `${order} siparişi artık getirilen müşterinin ilk siparişi sayılmıyor: Geriye çok az kaldı`;
    case 'rewarded':
      return `Alışveriş yaptı; getiren ${someone(other)} haber alıyor`;
    case 'brought':
      return `${someone(other)} getirildi ve alışveriş yaptı${beyond ? '; bir yıl içinde ödüllendirilen sayıyı aşıyor' : ''}`;
  }
}

/** What of points, tiers, quests, coupons and draws is told; where a part is missing, by the sentence of the API. */
export function loyaltyText(fact: LoyaltyFact, say: Saying): string {
  return LOYALTY[fact.what](fact, say) ?? fact.text;
}
