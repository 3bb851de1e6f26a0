import { createTheme, type MantineThemeOverride } from '@mantine/core'

/** What a colour means. It never stands alone: an icon and a word go with it. The values are in tokens.css. */
export type Tone = 'granted' | 'teaming' | 'waiting' | 'refused' | 'needsYou' | 'info' | 'neutral'

/** The tone of an outcome: 2 granted, 1 granted in part, 0 waiting, -1 refused. */
export function toneOf(favour: number): Tone {
  if (favour >= 2) return 'granted'
  if (favour === 1) return 'teaming'
  return favour === 0 ? 'waiting' : 'refused'
}

export const fontFamily =
  "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif"

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  colors: {
    accent: [
      '#eef1fd',
      '#dbe1fa',
      '#b5c1f4',
      '#8c9eee',
      '#6a80e8',
      '#5069e2',
      '#3f58d6',
      '#3247b8',
      '#283a98',
      '#1e2c78',
    ],
    // White words on it keep 4.5:1 in both themes: shade 7 in the light one, 5 in the dark one; a pointer over it darkens it.
    red: ['#fdeceb', '#f9d4d3', '#f2aaa9', '#ea7f7f', '#e0585a', '#d6363a', '#c92a2e', '#bb272b', '#a4262a', '#8b2024'],
    // Mantine's own dark greys are warm; these go with the tokens.
    dark: [
      '#e9eaec',
      '#c5c9cf',
      '#a4a9b1',
      '#767c86',
      '#4b515a',
      '#363c44',
      '#22262b',
      '#1a1d21',
      '#14171a',
      '#0e1012',
    ],
  },
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
})
