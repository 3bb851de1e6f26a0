import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npm run dev` sets PARLEY_API; the built app is served by the API itself. */
export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': process.env.PARLEY_API ?? 'http://127.0.0.1:3000' } },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
