import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const customer: Words['customer'] = {
  since: (segment, date) => `${segment}, ${date} tarihinden beri`,
  nowhere: 'Henüz segment yok: hiçbir şey satın alınmadı',
  before: (segment) => `ondan önce ${segment}`,
  temporal: 'Temporal’da aç',
  privacy: {
    export: 'Dışa aktar',
    erase: 'Sil',
    surely: (id) => `${id} kalıcı olarak silinsin mi?`,
    what: 'İş akışı ve geçmişi, iletişim bilgileri, olaylar, mesajlar, puanlar ve kuponlar silinir. Geçmişin sayıları kalır ve onun hakkında hiçbir şey söylemez. Bundan sonra bu kimlikle hiçbir şey alınmaz. Bu geri alınamaz.',
  },
  unknown: 'Bu kimlikle kimse bilinmiyor',
  unknownHelp: 'Kimliği büyük küçük harfleriyle denetleyin. Bir müşteri ilk olayından itibaren bilinir.',
  toList: 'Tüm müşterilerde ara',
  asOf: {
    title: 'Şu ana göre',
    slider: 'Hangi güne göre',
    day: 'Gün',
    now: 'Şimdi',
    past: (time) => `Bu geçmiş: ${time} sonunda bilinenler, o gün geçerli kurallarla.`,
    back: 'Şimdiye dön',
    unknown:
      'O zaman bu müşteri hakkında hiçbir şey bilinmiyordu. Sonradan bir içe aktarmayla gelmiş olabilir; yaptıkları aşağıda.',
  },
  why: {
    title: 'Neden',
    scores: { recency: 'Yakınlık', frequency: 'Sıklık', money: 'Tutar' },
    none: 'Hiçbir şey satın alınmadıkça skor olmaz.',
    rules: (scoring, silence) => `skorlama modeli ${number(scoring)}, sessizlik ${number(silence)}`,
    reason: ({ of, score, value, cut, money }) => {
      const had = {
        recency: `Son alışverişten bu yana ${number(value)} gün`,
        frequency: `${number(value)} sipariş`,
        money: money(value),
      };
      if (score === null) return had[of];
      if (cut === null) return `${had[of]}: ${score} verir`;
      const from = of === 'money' ? money(cut) : number(cut);
      return of === 'recency'
        ? `${had[of]}: en çok ${from} gün ${score} verir`
        : `${had[of]}: ${from} ve üstü ${score} verir`;
    },
    trend: 'Eğilim',
    trends: { growing: 'artıyor', steady: 'sabit', declining: 'azalıyor', new: 'yeni' },
  },
  when: {
    title: 'Ne zaman',
    about: 'satın almazsa',
    move: (segment) => `${segment} olur`,
    score: (score) => `Skor ${score} olur`,
    overdue: 'Gecikir',
    lapsed: 'Uzaklaşır',
    isOverdue: 'Gecikme başlangıcı',
    isLapsed: 'Uzaklaşma başlangıcı',
    stake: (amount) => `o andan sonraki 90 günde ${amount} riskte`,
    nothing: 'Yalnızca zaman onlar için hiçbir şeyi değiştirmez.',
  },
  inside: {
    title: 'İçinde',
    none: 'Hiçbir yolculuğun içinde değil.',
    at: (step) => `adım: ${step}`,
    waits: (what) => `beklediği: ${what}`,
    awaits: {
      paused: 'yolculuğun yeniden sürmesi (duraklatıldı)',
      'quiet-hours': 'sessiz saatlerin bitmesi',
      effect: 'web kancasının yanıtı',
      reaction: 'iletiye tepki ya da sonraki kanal',
      priority: 'önce giden başka bir yolculuğun iletisi',
      turn: 'sırası',
      step: 'sürenin dolması',
    },
    bound: (segments) => `${segments} segmentinden çıkması`,
    until: (time) => `en geç ${time}`,
    open: 'o olana kadar',
    entered: (time) => `giriş: ${time}`,
    times: (value) => `${number(value)}. kez`,
    leaves: 'Hemen çıkaran',
    audiences: 'Şu kitlelerin içinde',
    sinceDate: (date) => `${date} tarihinden beri`,
  },
  totals: {
    title: 'Ne satın aldı',
    window: (value) => (value === null ? 'tüm yaşamı' : `son ${number(value)} gün`),
    ever: 'toplam',
    orders: 'Sipariş',
    revenue: 'Ciro',
    first: 'İlk sipariş',
    last: 'Son sipariş',
    never: 'henüz yok',
    life: 'Son yaşam belirtisi',
  },
  outlook: {
    title: 'Önümüzdeki 90 gün',
    revenue: 'Beklenen ciro',
    purchases: 'Sipariş beklenen gün',
    alive: 'Hâlâ müşteri olma olasılığı',
    by: { model: 'öğrenilen ritme göre', pace: 'bugüne kadarki hızıyla' },
  },
  known: {
    title: 'Bilinenler',
    none: 'Özellik yok.',
    stated: (date) => `${date} tarihinde bildirildi`,
    consent: 'E-posta',
    consents: { granted: 'izin verildi', withdrawn: 'izin geri alındı', none: 'izin sorulmadı' },
    zone: 'Saat dilimi',
    ofWorkspace: 'çalışma alanınınki',
    yes: 'evet',
    no: 'hayır',
  },
  trouble: {
    refunds: 'Siparişini bekleyen iadeler',
    refund: (amount, order) => `${order} siparişi için ${amount}`,
    aside: 'Kenara ayrılanlar',
    dropped: 'bırakıldı',
  },
  path: {
    title: 'Yol',
    strip: 'Yolun resmi: ne oldu, şimdi ve yalnızca zamanla ne gelecek',
    filter: 'Ne gösteriliyor',
    filters: { all: 'Hepsi', orders: 'Siparişler', moves: 'Hareketler', messages: 'İletiler', journeys: 'Yolculuklar' },
    now: 'Şimdi',
    asOf: 'Şu ana göre',
    ahead: 'yalnızca zamanla gelecek',
    kinds: {
      order: 'Sipariş',
      refund: 'İade',
      event: 'Olay',
      move: 'Hareket',
      silence: 'Sessizlik',
      message: 'İleti',
      journey: 'Yolculuk',
      note: 'Karar',
    },
    wait: (journey, step) => `${journey}: ${step} beklemesi biter`,
    none: 'Yüklenenler arasında bu türden bir şey yok.',
    nothing: 'Henüz hiçbir şey olmadı.',
    skipped: 'atlandı',
    partial: 'Şimdiye kadar yüklenenler gösteriliyor; daha geriye gitmek için daha fazlasını yükleyin.',
  },
};
