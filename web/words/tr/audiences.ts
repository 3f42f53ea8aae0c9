import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');
const people = (value: number) => `${number(value)} müşteri`;

export const audiences: Words['audiences'] = {
  title: 'Kitleler',
  about: 'Kendi segmentleriniz: her an güncel tutulan bir koşul.',
  make: 'Yeni kitle',
  back: 'Tüm kitleler',
  columns: { name: 'Kitle', status: 'Durum', customers: 'Müşteri', revenue: 'Ciro', who: 'Kimin için' },
  empty: 'Henüz kitle yok. Kitle bir koşuldur, örneğin 90 gün içinde iki kez sipariş verenler; kim uyarsa içindedir.',
  statuses: {
    draft: 'taslak',
    live: (version) => `yayında, v${number(version)}`,
    archived: 'arşivde',
    changed: 'o zamandan beri değişti',
  },
  unknown: 'Böyle bir kitle yok',
  form: {
    titleNew: 'Yeni kitle',
    title: 'Koşul',
    name: 'Ad',
    id: 'Kimlik',
    idHint: 'Küçük harf, rakam ve kısa çizgi; yolculuklar onu böyle anar. Sonradan değişmez.',
    description: 'Kimin için',
    condition: 'İçinde kim var',
    save: 'Taslağı kaydet',
    publish: 'Yayımla',
    saved: (time) => `Taslak kaydedildi: ${time}`,
    unsaved: 'henüz kaydedilmedi',
    same: 'Yayındakinden farkı yok.',
    fine: 'Yayımlanabilir.',
    problems: (value) => `${number(value)} sorun`,
    elsewhere: 'Sorunlar',
    published: (version) => `Sürüm ${number(version)} yayında.`,
    rollout: 'Giren ya da çıkan herkes uyandırılıyor.',
    exactly: (some, all) => `Şu an ${all} müşteriden ${some} kişi için geçerli.`,
    about: (some, all, by) =>
      `Şu an ${all} müşteriden yaklaşık ${some} kişi için geçerli: rastgele seçilen ${by.looked} kişiye göre ${by.from} ile ${by.to} arası.`,
    noCount: 'İçinde kimin olduğu tam olarak yayımlanınca bilinir: o zaman herkes yeniden yerleştirilir.',
    taken: 'Bu kimlikle bir kitle zaten var; onu açın ya da başka bir kimlik seçin.',
  },
  archive: {
    button: 'Arşivle',
    title: (name) => `${name} arşivlensin mi?`,
    text: (value) => `${people(value)} hemen çıkar. Sürümleri kalır; yeniden yayımlamak onu geri getirir.`,
  },
  figures: { customers: 'Şimdi içinde', revenue: 'Ciro', version: 'Sürüm' },
  uncounted: (value) => `${people(value)} henüz sayılıyor`,
  days: {
    title: 'Giren ve çıkan',
    bars: 'Güne göre girenler ve çıkanlar',
    entered: (value) => `Giren: ${number(value)}`,
    left: (value) => `Çıkan: ${number(value)}`,
    bar: (day, entered, left) => `${day}: ${number(entered)} girdi, ${number(left)} çıktı`,
    dayCount: (days) => `${number(days)} gün`,
    within: 'Süre',
    note: 'İçe aktarmayla gelen içindedir, ama girmiş sayılmaz.',
  },
  members: { title: 'Müşteriler', all: 'Onlarda ara ve süz', empty: 'Şu anda içinde kimse yok.' },
  launch: 'Başlat',
  inWords: 'Sözle',
};
