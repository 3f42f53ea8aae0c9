import type { renderFaults as en } from '../en/render-faults.ts';

export const renderFaults: typeof en = {
  title: 'Yazıldığı hâliyle gösterilemiyor',
  parts: { subject: 'Konu', body: 'Gövde', text: 'Metin', title: 'Başlık', url: 'Bağlantı' },
  codes: {
    syntax: 'Ayraçların arasındaki okunamıyor. Her {{ ve {% kapatılmış mı bakın.',
    'unknown-variable': 'Bu adda bir değişken yok. Alanların altında sunulanlardan birini seçin.',
    'unknown-filter': 'Bu adda bir filtre yok.',
    'too-long': 'Çok uzun çıkıyor. Kısaltın.',
    'too-slow': 'Hazırlanması çok uzun sürüyor. Döngüleri çıkarın ya da biraz sonra yeniden deneyin.',
    'too-much-memory': 'Hazırlanırken çok büyüyor. Döngüleri çıkarın ya da kısaltın.',
    empty: 'Bu okur için geriye bir şey kalmıyor. Herkesin göreceği bir şey yazın.',
    'no-address': 'Ortaya çıkan bir web adresi değil. http:// ya da https:// ile başlamalı.',
  },
};
