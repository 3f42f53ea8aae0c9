import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const segment: Words['segment'] = {
  unknown: 'Böyle bir segment yok',
  unknownHelp: (all) => `Geçerli skorlama modelindekiler: ${all}.`,
  rule: {
    title: (model) => `Kural, skorlama modeli ${number(model)}`,
    or: 'ya da',
    and: ', ',
    first: 'listede daha önceki bir kural tutmuyorsa',
    otherwise: 'listedeki hiçbir kuralın tutmadığı herkes',
    cells: (cells, of) => `${number(of)} skor bileşiminden ${number(cells)} tanesi`,
    gone: 'geçerli modelde yok; içinde kalanlar bir sonraki kararda ayrılır',
    everybody: 'satın almış herkes',
    recency: (from, to) =>
      from === null
        ? `son siparişten bu yana ${to}`
        : to === null
          ? `son siparişten bu yana ${from}`
          : `son siparişten bu yana ${from}, ${to}`,
    days: {
      most: (value, included) => `${included ? 'en çok' : 'şundan az:'} ${number(value)} gün`,
      least: (value, included) => (included ? `en az ${number(value)} gün` : `${number(value)} günden çok`),
    },
    orders(least, most) {
      if (least === null) return `en çok ${number(most ?? 0)} sipariş`;
      if (most === null) return `en az ${number(least)} sipariş`;
      return least === most ? `${number(least)} sipariş` : `${number(least)}–${number(most)} sipariş`;
    },
    money: (least, most) =>
      least === null ? `en çok ${most} harcama` : most === null ? `en az ${least} harcama` : `${least}–${most} harcama`,
  },
  figures: {
    customers: 'Müşteri',
    ofAll: (share) => `hepsinin ${share}`,
    revenue: 'Ciro',
    silent: '7 günde susacak',
    stake: 'Riskteki değer',
    stay: 'Tipik kalış',
    stayDays: (days) => `${number(Math.round(days))} gün`,
    stayUnknown: 'söylemek için çok az kişi ayrıldı',
    stayHelp: (left, days) =>
      `Herkesin burada geçirdiği günlerin, ${number(days)} gün içinde ayrılan ${number(left)} kişiye bölümü`,
    ofSegment: (share) => `bu segmentin ${share}`,
  },
  flows: {
    title: 'Giren ve çıkan',
    days: 'Süre',
    dayCount: (days) => `${number(days)} gün`,
    in: (value) => `Giren: ${number(value)}`,
    out: (value) => `Çıkan: ${number(value)}`,
    from: 'nereden geldi',
    to: 'nereye gitti',
    newcomers: 'hiçbir yerden: ilk sipariş',
    bar: (day, came, left) => `${day}: ${number(came)} geldi, ${number(left)} gitti`,
    none: 'Hiç kimse.',
    bars: 'Güne göre gelenler ve gidenler',
  },
  journeys: {
    title: 'Yeni gelenlerin girdiği yolculuklar',
    none: 'Bu segmente gelişle başlayan bir yolculuk yok.',
    make: 'Bir tane yap',
    inside: (value) => `içinde ${number(value)} müşteri`,
    statuses: { live: 'yayında', paused: 'duraklatıldı', archived: 'arşivde', draft: 'taslak' },
  },
  members: { title: 'Müşteriler', all: 'Onlarda ara ve süz', empty: 'Şu anda içinde kimse yok.' },
};
