import type { Words } from '../words.tsx';

export const keys: Words['keys'] = {
  title: 'Anahtarlar',
  about: 'Bir program ya da tarayıcı her çağrıda anahtarını gösterir. Her yetki kendinden öncekileri de kapsar.',
  mayNot: 'Anahtarları yalnızca yönetici görür ve oluşturur.',
  columns: { id: 'Anahtar', scopes: 'Yetkisi', made: 'Oluşturuldu', action: 'İşlem' },
  scopes: {
    ingest: 'olay ve iletişim gönderir',
    marketer: 'okur, içe aktarır, yayımlar',
    operator: 'saati ilerletir, yeniden dener',
    admin: 'anahtar oluşturur ve sonlandırır',
    installation: 'çalışma alanı oluşturur',
  },
  make: 'Anahtar oluştur',
  may: 'Neye yetkili',
  madeTitle: 'Yeni anahtar',
  once: 'Yalnızca şimdi gösterilir, bir daha okunamaz. Programınızın gizli bilgilerini okuduğu yerde saklayın.',
  end: 'Sonlandır',
  endOf: (id) => `${id} anahtarını sonlandır`,
  surely: (id) => `${id} anahtarı sonlandırılsın mı?`,
  surelyText: 'Onu kullananlar beş saniye içinde reddedilir. Geri alınamaz.',
  notHere: 'şu an onunla giriş yapılmış ya da kurulumda sabitlenmiş',
};
