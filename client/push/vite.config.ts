import { defineConfig } from 'vite';

/** What the script loads where somebody asks for push, and the service worker, which pages of shops serve or import in their own. */
export default defineConfig({
  build: {
    target: 'es2022',
    outDir: '../../web/dist/client',
    emptyOutDir: false,
    lib: {
      entry: { push: 'push.ts', worker: 'worker.ts' },
      formats: ['es'],
      fileName: (_format, name) => `sojourn-${name}.js`,
    },
    // A worker that imports ours has names of its own.
    rolldownOptions: {
      output: {
        banner: ({ name }) => (name === 'worker' ? '(() => {' : ''),
        footer: ({ name }) => (name === 'worker' ? '})();' : ''),
      },
    },
  },
});
