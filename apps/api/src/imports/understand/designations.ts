import type { Designation } from '@parley/contract/accounts'
import { fold } from './fold.ts'

const words: Record<Designation, string> = {
  open: 'open, none, no, standard, general, free, regular, offen, keine, nein, frei, ouvert, libre, aucun, non, normal, abierto, ninguna, ninguno, normal',
  named:
    'named, named account, key, key account, strategic, shared, target, benannt, schlüsselkunde, strategisch, nommé, compte nommé, compte clé, grand compte, stratégique, nombrado, nombrada, clave, cuenta clave, estratégica',
  house:
    'house, house account, direct, in house, internal, reserved, haus, hauskunde, hauskonto, direkt, direktkunde, intern, maison, compte maison, interne, réservé, casa, cuenta de la casa, cuenta propia, directo, directa, interno, reservado',
}
const known = new Map(
  Object.entries(words).flatMap(([designation, list]) =>
    list.split(', ').map((word) => [fold(word), designation as Designation] as const),
  ),
)

/** open, named or house by its English, German, French or Spanish name; null when it's none of them. */
export const designationOf = (text: string): Designation | null => known.get(fold(text)) ?? null
