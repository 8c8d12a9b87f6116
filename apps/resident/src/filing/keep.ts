/**
 * Owns: what this device keeps between visits, in IndexedDB because photos and recordings are too large for anything else.
 * Where a browser keeps nothing (private windows), memory serves until it is closed.
 */

export interface Keep {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
}

export function memoryKeep(): Keep {
  const held = new Map<string, unknown>()
  return {
    get: async <T>(key: string) => held.get(key) as T | undefined,
    set: async (key, value) => void held.set(key, value),
    remove: async key => void held.delete(key),
  }
}

const table = 'kept'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('fengqiao', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(table)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'))
  })
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode)
      const request = act(transaction.objectStore(table))
      // Only a committed transaction survives the tab being closed in the next moment.
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB refused'))
      transaction.onabort = transaction.onerror
    })
  } finally {
    database.close()
  }
}

const inMemory = memoryKeep()

/** This device's keep. A failing IndexedDB is left for memory, key by key. */
export const deviceKeep: Keep = {
  get: async <T>(key: string) => {
    const held = await inMemory.get<T>(key)
    return held ?? (await within<T | undefined>('readonly', store => store.get(key)).catch(() => undefined))
  },
  set: (key, value) =>
    within('readwrite', store => store.put(value, key)).then(
      () => undefined,
      () => inMemory.set(key, value),
    ),
  remove: async key => {
    await inMemory.remove(key)
    await within('readwrite', store => store.delete(key)).catch(() => undefined)
  },
}
