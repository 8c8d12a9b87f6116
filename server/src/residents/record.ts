import type { ResidentField } from '@fengqiao/contract'
import { isRefusal, maskAddress, maskIdNumber, maskName, maskPhone, type Refusal, readCitizenNumber, refusal, text } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import { rowId } from '../identity/row-id.ts'
import { insertResident, type ResidentRow, updateResident } from './store.ts'

/** What the functions here need: any noun that registers residents can give it. */
export interface RegistryServices {
  readonly db: Db
  readonly district: string
  readonly keyring: Keyring
  readonly now: () => Date
}

/** Values in clear; undefined leaves as it is, null takes away. */
export interface ResidentValues {
  readonly name?: string | null | undefined
  readonly idNumber?: string | null | undefined
  readonly address?: string | null | undefined
  readonly place?: string | null | undefined
  readonly language?: 'zh' | 'en' | undefined
}

const idNumberIsWrong = refusal('idNumberIsWrong', text('身份证号码不正确', 'The identity number is wrong'), { source: 'GB 11643' })
const idNumberIsTaken = refusal('idNumberIsTaken', text('该身份证号码已登记在另一账户', 'This identity number belongs to another record'), {
  help: text('请到服务台核实', 'Please have it checked at a front desk'),
})

/** The resident of a phone number, registered now when there was none. */
export async function registerByPhone(
  { db, district, keyring, now }: RegistryServices,
  phone: string,
  more: { name?: string; place?: string; demo?: boolean } = {},
): Promise<{ id: string; registered: boolean }> {
  const at = now()
  const id = rowId(at)
  const { id: known, inserted } = await insertResident(db, district, {
    id,
    phone_sealed: keyring.seal(phone, placeOf(id, 'phone')),
    phone_key: keyring.index('phone', phone),
    phone_masked: maskPhone(phone),
    ...nameColumns(keyring, id, more.name ?? null),
    id_number_sealed: null,
    id_number_key: null,
    address_sealed: null,
    place: more.place ?? null,
    demo: more.demo ?? false,
    created_at: at.toISOString(),
    changed_at: at.toISOString(),
    erased_at: null,
  })
  return { id: known, registered: inserted }
}

/** Seals and writes changed values; refuses a false identity number and one that another record has. */
export async function changeResident(
  { db, district, keyring, now }: RegistryServices,
  id: string,
  values: ResidentValues,
): Promise<Refusal | undefined> {
  const { name, idNumber, address, place, language } = values
  let number = idNumber
  if (idNumber) {
    const read = readCitizenNumber(idNumber)
    if (isRefusal(read)) return idNumberIsWrong
    number = read.number
  }
  const change = {
    changed_at: now().toISOString(),
    ...(name === undefined ? {} : nameColumns(keyring, id, name)),
    ...(number === undefined
      ? {}
      : {
          id_number_sealed: number === null ? null : keyring.seal(number, placeOf(id, 'idNumber')),
          id_number_key: number === null ? null : keyring.index('idNumber', number),
        }),
    ...(address === undefined ? {} : { address_sealed: address === null ? null : keyring.seal(address, placeOf(id, 'address')) }),
    ...(place === undefined ? {} : { place }),
    ...(language === undefined ? {} : { language }),
  }
  try {
    return (await updateResident(db, district, id, change))
      ? undefined
      : refusal('not-found', text('没有这位居民', 'There is no such resident'))
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return idNumberIsTaken
    throw error
  }
}

export const setResidentLanguage = (services: RegistryServices, id: string, language: 'zh' | 'en'): Promise<Refusal | undefined> =>
  changeResident(services, id, { language })

/** The registry forgets a person: what is left is an empty row, so that old ids point at nobody rather than at somebody else. */
export async function eraseResident({ db, district, now }: RegistryServices, id: string): Promise<void> {
  const at = now().toISOString()
  const nothing = { phone_sealed: null, phone_key: null, phone_masked: null, name_sealed: null, name_key: null, name_masked: null }
  await updateResident(db, district, id, {
    ...nothing,
    id_number_sealed: null,
    id_number_key: null,
    address_sealed: null,
    place: null,
    changed_at: at,
    erased_at: at,
  })
}

/** The clear values of the asked fields. */
export function openFields(
  keyring: Keyring,
  row: ResidentRow,
  fields: readonly ResidentField[],
): Partial<Record<ResidentField, string | null>> {
  const sealed = { name: row.name_sealed, phone: row.phone_sealed, idNumber: row.id_number_sealed, address: row.address_sealed }
  return Object.fromEntries(
    fields.map(field => {
      const value = sealed[field]
      return [field, value === null ? null : keyring.open(value, placeOf(row.id, field))]
    }),
  )
}

/** The default view (domain.md E). An identity number's last four go to the handler of a matter only. */
export function maskedFields(keyring: Keyring, row: ResidentRow, { handler }: { handler: boolean }): Record<ResidentField, string | null> {
  const { address = null, idNumber = null } = openFields(keyring, row, ['address', 'idNumber'])
  return {
    name: row.name_masked,
    phone: row.phone_masked,
    idNumber: idNumber === null ? null : handler ? maskIdNumber(idNumber) : '***',
    address: address === null ? null : maskAddress(address),
  }
}

export const nameKey = (keyring: Keyring, name: string): string => keyring.index('name', name.normalize('NFKC').replaceAll(/\s/g, ''))

function nameColumns(keyring: Keyring, id: string, name: string | null) {
  if (name === null) return { name_sealed: null, name_key: null, name_masked: null }
  return { name_sealed: keyring.seal(name, placeOf(id, 'name')), name_key: nameKey(keyring, name), name_masked: maskName(name) }
}

const placeOf = (id: string, field: ResidentField): string => `resident.${field}/${id}`
