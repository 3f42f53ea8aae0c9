import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');
const customers = (value: number) => `${number(value)} müşteri`;

export const segments: Words['segments'] = {
  title: 'Segmentler',
  summary: (all, model) => `${customers(all)} · puanlama modeli ${model} · en iyiler önce`,
  adopting: (share) => `${share} en yeni kurallarla yaşıyor; kalanlar geliyor`,
  uncounted: (value) => `${customers(value)} henüz sayılıyor`,
  unscored: (value) => `${customers(value)} henüz alışveriş yapmadı`,
  columns: {
    segment: 'Segment',
    customers: 'Müşteri',
    weeks: '12 hafta',
    moves: 'Giren / çıkan, 30 g',
    revenue: 'Ciro',
    silent: '7 günde susacak',
    stake: 'Riskteki değer',
    tool: 'Araç',
  },
  line: (from, to) => `12 hafta içinde ${from} → ${to}`,
  shareOf: (share) => `segmentin ${share}`,
  nobodyFalls: 'hiç kimse',
  launch: 'Başlat',
  launchFor: (segment) => `${segment} için başlat`,
  noTool: 'Henüz yolculuk yok',
  highest: 'En çok değer riskte',
  stakeHelp: '7 gün içinde susacak olanların, sonraki 90 günde harcaması beklenen tutar',
  empty: {
    title: 'Henüz müşteri yok',
    text: 'Olaylar ya da bir sipariş dosyası gelir gelmez burada müşterilerinizin kim olduğu, nasıl hareket ettiği ve sırada kimin susacağı görünür.',
    importFile: 'Dosya içe aktar',
  },
  forecast: {
    title: 'Sessizlik tahmini',
    about: (value) => `14 günde ${customers(value)}`,
    bar: (day, overdue, lapsed) => `${day}: ${number(overdue)} gecikecek, ${number(lapsed)} uzaklaşacak`,
    overdue: 'gecikecek',
    lapsed: 'uzaklaşacak',
    next: 'Sıradaki değişiklikler',
    causes: {
      scores: 'Alışveriş olmazsa, puanlarıyla',
      silence: 'Sessizlik kurallarıyla',
      other: 'Kalan her şey',
    },
    kinds: {
      segment: (to) => `${to} segmentine geçecekler`,
      overdue: 'Gecikecekler',
      lapsed: 'Uzaklaşacaklar',
      other: 'Biten beklemeler, skorlar, puanlar',
    },
    counted: (value) => `Sıradaki ${number(value)} değişiklik içinde.`,
    nothing: 'Yalnızca zamanla kimse değişmiyor.',
    all: 'Hepsini gör',
  },
  moves: {
    title: 'Şimdiki hareketler',
    none: 'Henüz kimse hareket etmedi. Hareketler oldukça burada görünür.',
    held: 'Siz bakarken bekletiliyor',
    more: (value) => `+${number(value)} daha`,
    after: (type) =>
      type === 'purchase'
        ? 'bir alışverişten sonra'
        : type === 'refund'
          ? 'bir iadeden sonra'
          : `${type} olayından sonra`,
    silence: { recency: 'uzun süre alışveriş olmadı', window: 'alışverişler pencereden çıktı' },
    rules: 'yeni kurallar',
    arrow: (from, to) => `${from} → ${to}`,
  },
  movement: {
    title: 'Hareket',
    about: (days) => `${days} gün içindeki hareketler; iki kez hareket eden iki kez sayılır`,
    days: 'Süre',
    dayCount: (days) => `${days} gün`,
    asTable: 'Tablo olarak',
    asBands: 'Şeritler olarak',
    kinds: { up: 'yukarı', down: 'aşağı', first: 'ilk alışveriş', stayed: 'kalan' },
    newcomers: 'Yeni',
    band: (from, to, moves, kind) => `${from} → ${to}: ${moves}, ${kind}`,
    largest: (from, to, moves) => `En büyük düşüş: ${from} → ${to}, ${moves}`,
    noSlide: 'Kimse aşağı düşmedi',
    none: 'Bu sürede kimse hareket etmedi.',
    before: 'Önce',
    now: 'Şimdi',
    count: 'Hareket',
    from: 'Nereden',
    to: 'Nereye',
    kind: 'Tür',
    seeThem: 'Onları gör',
  },
  grid: {
    title: 'Nerede duruyorlar',
    about: 'Koyuluk müşteri sayısı, çerçeve segment',
    orders: 'Sipariş',
    last: 'Son sipariş',
    within: (days) => `≤ ${days} g`,
    over: (days) => `> ${days} g`,
    cell: (r, f, value, segment) => `Yakınlık ${r}, sıklık ${f}: ${customers(value)}, ${segment}`,
  },
  nameless: 'segment yok',
};
