import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.PARLEY_API ?? 'http://127.0.0.1:3000'

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': api } },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
