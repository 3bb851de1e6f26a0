import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { repositoryDir } from '@parley/db/settings'

/** Files that we wrote, as paths from the repository's top with `/`, below these folders and with these endings. */
export function filesBelow(folders: readonly string[], endings: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(repositoryDir, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(repositoryDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist|\.turbo)\//.test(path))
    .sort()
}

export const read = (path: string): string => readFileSync(join(repositoryDir, path), 'utf8')

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

/** Everything that a file imports, with relative paths resolved to paths from the top. */
export function importsOf(path: string): string[] {
  const text = read(path).replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const patterns = [
    /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?\sfrom\s*['"]([^'"]+)['"]/g,
    /(?:^|[\s;}])import\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g,
    /\brequire\s*\(\s*['"`]([^'"`]+)['"`]/g,
  ]
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!))
  return found.map((name) =>
    name.startsWith('.')
      ? relative(repositoryDir, resolve(repositoryDir, path, '..', name))
          .split(sep)
          .join('/')
      : name,
  )
}
