const database = 'parley.console.files'
const store = 'files'

/** Runs one request on the store. Ends in undefined where the browser keeps nothing: private windows, no room. */
async function ask<T>(mode: IDBTransactionMode, request: (files: IDBObjectStore) => IDBRequest<T>) {
  try {
    const files = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = files.transaction(store, mode, { durability: 'relaxed' })
        const asked = request(transaction.objectStore(store))
        transaction.oncomplete = () => resolve(asked.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      files.close()
    }
  } catch {
    return undefined
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(store)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/** Keeps a file on this device until it is sent, so that a reload can go on with it. */
export const keepFile = (key: string, file: Blob) => ask('readwrite', (files) => files.put(file, key))

/** Undefined when this device hasn't kept it. */
export const keptFile = (key: string): Promise<Blob | undefined> =>
  ask<Blob | undefined>('readonly', (files) => files.get(key))

export const forgetFile = (key: string) => ask('readwrite', (files) => files.delete(key))

/** At sign-out: the next person at this device finds nobody's files. */
export const forgetAllFiles = () => ask('readwrite', (files) => files.clear())
