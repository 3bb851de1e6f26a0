import { createContext, useContext } from 'react'

/** Why nothing can be changed on any screen below, in words; null where it can. */
const Reason = createContext<string | null>(null)

/** Says it of a whole app, such as while somebody looks as another. */
export const ReadOnly = Reason.Provider

export const useReadOnly = (): string | null => useContext(Reason)
