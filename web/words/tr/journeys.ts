import type { Words } from '../words.tsx';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const journeys: Words['journeys'] = {
  title: 'Yolculuklar',
  search: 'Yolculuk ara',
  fresh: 'Yeni yolculuk',
  empty: 'Henüz yolculuk yok',
  notFound: 'Bu adda bir yolculuk yok.',
  columns: { name: 'Yolculuk', status: 'Durum', enter: 'İçeri alan', does: 'Ne yapar', inside: 'Şu anda içeride' },
  movesTo: 'yeni segment:',
  enters: {
    move: 'segment değişimi',
    event: 'bir olay',
    silence: 'sessizlik',
    audience: 'bir kitle',
    tier: 'seviye değişimi',
    quest: 'bir görev',
    badge: 'bir rozet',
    api: 'bir çağrının adını verdiği',
    launch: 'bir başlatmanın getirdiği',
    schedule: 'düzenli başlatmalar',
    date: 'bir tarih',
  },
  does: { email: 'e-posta', banner: 'afiş', toast: 'bildirim', webhook: 'çağrı' },
  tabsLabel: 'Yolculuğun sekmeleri',
  tabs: { build: 'Kur', try: 'Dene', results: 'Sonuçlar', inside: 'İçeridekiler', versions: 'Sürümler' },
  status: {
    live: (version) => `yayında, s${version}`,
    paused: (version) => `duraklatıldı, s${version}`,
    archived: (version) => `arşivde, s${version}`,
  },
  onlyDraft: 'taslak, hiç yayımlanmadı',
  draftDiffers: 'taslak farklı',
  insideNow: (value) => `şu anda içeride ${value} kişi`,
  problems: (value) => `${number(value)} sorun`,
  publish: 'Yayımla',
  more: 'Diğer',
  deeds: {
    rename: 'Yeniden adlandır',
    duplicate: 'Kopyala',
    pause: 'Duraklat',
    resume: 'Sürdür',
    archive: 'Arşivle',
  },
  pauseText:
    'Kimse girmez, içeridekiler ilerlemez ve yeni bir şey gönderilmez. Hedefler ve çıkışlar yine işler; beklemeler olanları duymayı sürdürür.',
  resumeText: 'Yeni gelenler yeniden girer, içeridekiler kaldıkları yerden devam eder.',
  spread: 'Şu süreye yay',
  spreadHint: 'Bu arada beklemesi bitenler bu süre içinde devam eder; örneğin 2h. Boşsa hemen.',
  archiveText: 'Artık kimse girmez. Taslak, sürümler ve sonuçlar kalır; sonra yeniden sürdürülebilir.',
  thoseInside: 'İçeridekiler',
  endings: { finish: 'başladıklarını bitirsin', leave: 'hemen ayrılsın' },
  name: 'Ad',
  copyOf: (name) => `${name} (kopya)`,
  address: (id) => `Adresi /journeys/${id} olacak`,
};
