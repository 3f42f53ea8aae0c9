import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API that `vite` hands calls to while pages are worked on: `API_URL=… npm run dev:web`. */
const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The reference of the API is one file of 1.5 MB, and nothing else loads it.
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { input: { index: 'web/index.html', docs: 'web/docs.html', shop: 'web/shop.html' } },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/v1', '/client', '/open', '/mailbox', '/docs', '/openapi.json'].map((path) => [path, api]),
    ),
  },
});
