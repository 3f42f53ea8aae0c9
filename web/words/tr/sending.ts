import type { sending as english } from '../en/sending.ts';

export const sending: typeof english = {
  notSetUp: (channels) => `Kurulmadı: ${channels}. İletiler yerleşik posta kutusuna gider, kimseye gitmez.`,
  setUp: 'Kanallara bak',
  buttons: {
    title: 'Düğmeler',
    none: 'Yok. Düğme bir sayfa açar ya da basıldığını bildirir; bir bekleme ya da koşul buna bakabilir.',
    add: 'Düğme ekle',
    nth: (place) => `Düğme ${place}`,
    label: 'Üzerinde yazan',
    does: 'Basılınca',
    tells: 'click olayı hangisi olduğunu bildirir',
    opens: 'bir sayfa açılır',
    id: 'Olaydaki adı',
    idHint: 'En çok 20 küçük harf, rakam ve tire. data.button içinde durur.',
    url: 'Sayfa',
    remove: 'Çıkar',
    removeNth: (place) => `Düğme ${place} çıkarılsın`,
  },
};
