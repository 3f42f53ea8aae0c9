import type { Words } from '../words.tsx';

export const shell: Words['shell'] = {
  skip: 'İçeriğe geç',
  main: 'Ana menü',
  segments: 'Segmentler',
  journeys: 'Yolculuklar',
  customers: 'Müşteriler',
  rewards: 'Ödüller',
  whatIf: 'Ya şöyle olsaydı',
  data: 'Veri',
  menu: 'Menü',
  theme: 'Tema',
  themes: { system: 'Sistemdeki gibi', light: 'Açık', dark: 'Koyu' },
  language: 'Dil',
  signOut: 'Oturumu kapat',
  api: 'API başvurusu',
  mailbox: 'Posta kutusu',
  clock: 'Deneme saati',
  day: '+1 gün',
  week: '+1 hafta',
  toNext: 'Sonraki sessizliğe',
  play: 'Oynat: iki saniyede bir gün',
  pause: 'Duraklat',
  moving: (arrived, total) => `ilerliyor: ${arrived} / ${total}`,
  nothingDue: 'Artık vadesi gelecek bir şey yok.',
  away: {
    'worker-away':
      'Çalışan süreç (worker) yok, hiçbir şey kaybolmadı: gelenler saklanır, süreç dönünce karara bağlanır.',
    'temporal-away': 'Temporal’e ulaşılamıyor, hiçbir şey kaybolmadı: gelenler saklanır, geri dönünce karara bağlanır.',
  },
  livePaused: 'Canlı akış duraklatıldı; yeniden deneniyor. Gördükleriniz son bilinen hâli.',
};
