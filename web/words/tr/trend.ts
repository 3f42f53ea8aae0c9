import type { Saying, Trend } from '../../screens/customers/telling.ts';

/** Which numbers a trend was read from. */
export function trendText(read: Trend['read'], { number, money, date }: Saying): string {
  if ('none' in read) {
    const span = number(2 * read.days);
    return {
      'too-short': `${span} günden kısa süredir tanınıyor: karşılaştıracak önceki dönem yok`,
      undated: `özet, ne zaman alışveriş yaptığını söylemiyor: karşılaştıracak önceki dönem, özetin son işleminden ${span} gün sonra oluşur`,
    }[read.none];
  }
  const { days, change, until, orders, revenue, signs } = read;
  const parts = [
    `${number(orders.recent)} sipariş (önceki dönemde ${number(orders.before)})`,
    `${money(revenue.recent)} (önceki dönemde ${money(revenue.before)})`,
    ...(signs.recent + signs.before > 0
      ? [`${number(signs.recent)} yaşam belirtisi (önceki dönemde ${number(signs.before)})`]
      : []),
  ];
  return `${number(days)} günde ${parts.join(', ')}: önceki dönemin ${number(change)} katı, ${date(until)} itibarıyla`;
}
