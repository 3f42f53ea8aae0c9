import type { Saying, SilenceReason } from '../../screens/customers/telling.ts';

type ByRule = Extract<SilenceReason, { readonly by: 'rule' }>;

/** Until when silence means nothing, and from what that was worked out. */
export function silenceText(reason: SilenceReason, say: Saying): string {
  const { number } = say;
  const stages = `${number(reason.overdueDays)} gün sessizlikten sonra gecikmiş, ${number(reason.lapsedDays)} günden sonra uzaklaşmış sayılır`;
  const model = `sessizlik modeli ${number(reason.model)}`;
  switch (reason.by) {
    case 'fixed': {
      const why = reason.undated ? '; özet, hangi günlerde alışveriş yaptığını söylemiyor' : '';
      return `${stages}: sabit gün sayısı${why} (${model})`;
    }
    case 'first-gap': {
      const after = reason.purchases === 1 ? 'ilk alışverişten' : 'ikinci alışverişten';
      return `${stages}: ${after} sonra ${number(reason.customers)} müşterinin geri dönme süresine göre (${model})`;
    }
    case 'earlier':
      return `${gapText(reason, say)}${stages}: ${earlierText(reason, say)} (${model})`;
    case 'rule': {
      const steps = reason.steps.map((step) => stepText(step, reason.of, say)).join(', ');
      return `${gapText(reason, say)}${stages}: ${subjectText(reason, say)} ${steps} (${model})`;
    }
  }
}

function gapText({ gap }: Pick<ByRule, 'gap'>, { number, percent }: Saying): string {
  if (gap === undefined) return '';
  return `siparişleri arasında ortanca ${number(gap.median)} gün var, aralıkların ${percent(0.9)} kadarı ${number(gap.most)} günü aşmıyor; `;
}

function earlierText({ of, levels }: Extract<SilenceReason, { readonly by: 'earlier' }>, { percent }: Saying): string {
  const [overdue, lapsed] = levels.map(percent);
  return of === 'alive'
    ? `hâlâ müşteri olma olasılığı önce ${overdue}, sonra ${lapsed} düzeyine iner`
    : `aralıkların önce ${overdue}, sonra ${lapsed} kadarı bundan kısadır`;
}

function subjectText({ of, ownGap = 0 }: ByRule, { number }: Saying): string {
  switch (of) {
    case 'own-gap':
      return `sessizlik, ${number(ownGap)} günlük kendi ortalama aralığının`;
    case 'alive':
      return 'hâlâ müşteri olma olasılığı';
    case 'longer-gaps':
      return 'daha uzun süren aralıkların payı';
    case 'order':
      return '90 gün içinde sipariş verme olasılığı';
  }
}

function stepText(step: ByRule['steps'][number], of: ByRule['of'], { number, percent, minute }: Saying): string {
  switch (step.is) {
    case 'reached': {
      const reached =
        of === 'own-gap'
          ? `${number(Math.round(step.level * 10) / 10)} katına çıkar`
          : `${percent(step.level)} altına iner`;
      return `${minute(step.at)} itibarıyla ${reached}`;
    }
    case 'floor':
      return `en erken ${number(step.days)}. günden sonra dikkate alınır`;
    case 'cap':
      return `en geç ${number(step.days)}. günde dikkate alınır`;
  }
}
