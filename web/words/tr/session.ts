import type { Words } from '../words.tsx';

export const session: Words['session'] = {
  title: 'Oturum aç',
  how: 'npm start komutunun yazdığı bağlantıyı açın ya da bir anahtar yapıştırın. Tarayıcı on iki saat boyunca bir çerez saklar, anahtarı saklamaz.',
  wrongLink:
    'Bu bağlantıdaki anahtar hiçbir şeyi açmıyor. Sona ermiş ya da bağlantı kesilmiş olabilir. Bunun yerine bir anahtar yapıştırın.',
  key: 'Anahtar',
  signIn: 'Oturum aç',
};
