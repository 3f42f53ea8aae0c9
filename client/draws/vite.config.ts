import { defineConfig } from 'vite';

/** What the script loads where somebody has a draw to play, from beside itself: a module, so that it can be asked for when it is needed. */
export default defineConfig({
  build: {
    target: 'es2022',
    outDir: '../../web/dist/client',
    emptyOutDir: false,
    lib: { entry: 'draws.ts', formats: ['es'], fileName: () => 'sojourn-draws.js' },
  },
});
