import { z } from 'zod'
import type { Text } from '../text.ts'

/**
 * Owns: what a form may ask, and the register entry that every asked thing must carry (law 6).
 * Never: how a screen draws it (ui/) or where it is stored.
 */

/** How a value is shown to someone without an unmask grant, domain.md part E. */
export type MaskingClass = 'open' | 'name' | 'phone' | 'idNumber' | 'address' | 'bankCard' | 'hidden'

/** The register entry of a field: why it may be kept at all, on what ground, how long. */
export interface Registered {
  readonly purpose: Text
  /** Statute, regulation or house rule that allows the field. */
  readonly basis: string
  readonly masking: MaskingClass
  /** Months after closure until the value is erased. */
  readonly retentionMonths: number
}

export type FieldKind =
  | 'text'
  | 'longText'
  | 'name'
  | 'phone'
  | 'idNumber'
  | 'address'
  | 'choice'
  | 'choices'
  | 'number'
  | 'yesNo'
  | 'date'
  | 'dateTime'
  | 'place'
  | 'point'
  | 'unit'
  | 'units'
  | 'subject'
  | 'account'
  | 'files'
  | 'rating'
  | 'case'
  | 'people'

export interface Field<T = unknown> {
  readonly kind: FieldKind
  readonly label: Text
  readonly help?: Text | undefined
  readonly options?: Readonly<Record<string, Text>> | undefined
  readonly schema: z.ZodType<T>
  readonly register: Registered
}

export type Fields = Readonly<Record<string, Field>>
export type ValueOf<F> = F extends Field<infer T> ? T : never
export type DataOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }

type Asked = { readonly label: Text; readonly help?: Text } & Partial<Registered>

/** A [longitude, latitude] pair, WGS 84 degrees. */
export type Point = readonly [number, number]

export interface Person {
  readonly name: string
  readonly phone?: string | undefined
}

/** Words that can be read: something beside spaces and invisible signs. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(words => /[\p{Letter}\p{Number}]/u.test(words))

/**
 * Builders of fields for one procedure. `defaults` are the register entries that most of its fields share;
 * a field that differs states its own.
 */
export function fieldsFor(defaults: Registered) {
  const make = <T>(kind: FieldKind, schema: z.ZodType<T>, asked: Asked, options?: Readonly<Record<string, Text>>): Field<T> => {
    const { label, help, ...own } = asked
    return { kind, label, help, options, schema, register: { ...defaults, ...own } }
  }
  return {
    text: (asked: Asked & { max?: number }) => make('text', line(asked.max ?? 120), drop(asked)),
    longText: (asked: Asked & { max?: number }) => make('longText', line(asked.max ?? 4000), drop(asked)),
    name: (asked: Asked) => make('name', line(60), { masking: 'name', ...asked }),
    phone: (asked: Asked) =>
      make(
        'phone',
        z
          .string()
          .trim()
          .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/),
        { masking: 'phone', ...asked },
      ),
    idNumber: (asked: Asked) => make('idNumber', z.string().trim().min(6).max(24), { masking: 'idNumber', ...asked }),
    address: (asked: Asked) => make('address', line(200), { masking: 'address', ...asked }),
    choice: <const O extends Readonly<Record<string, Text>>>(options: O, asked: Asked) =>
      make('choice', z.enum(Object.keys(options) as (keyof O & string)[]), asked, options),
    choices: <const O extends Readonly<Record<string, Text>>>(options: O, asked: Asked) =>
      make('choices', z.array(z.enum(Object.keys(options) as (keyof O & string)[])).min(1), asked, options),
    number: (asked: Asked & { min?: number; max?: number }) =>
      make(
        'number',
        z
          .number()
          .min(asked.min ?? 0)
          .max(asked.max ?? 1e12),
        drop(asked),
      ),
    yesNo: (asked: Asked) => make('yesNo', z.boolean(), asked),
    date: (asked: Asked) => make('date', z.iso.date(), asked),
    dateTime: (asked: Asked) => make('dateTime', z.iso.datetime({ offset: true }), asked),
    place: (asked: Asked) => make('place', z.string().regex(/^[0-9A-Za-z-]{4,24}$/), asked),
    point: (asked: Asked): Field<Point> =>
      make('point', z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]) as z.ZodType<Point>, asked),
    unit: (asked: Asked) => make('unit', line(80), asked),
    units: (asked: Asked) => make('units', z.array(line(80)).min(1).max(12), asked),
    subject: (asked: Asked) => make('subject', z.string().regex(/^[\w.-]{1,60}$/), asked),
    account: (asked: Asked) => make('account', line(80), asked),
    files: (asked: Asked) => make('files', z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(12), asked),
    rating: (asked: Asked) => make('rating', z.int().min(1).max(5), asked),
    case: (asked: Asked) => make('case', z.uuid(), asked),
    people: (asked: Asked & { max: number }): Field<Person[]> =>
      make('people', z.array(z.object({ name: line(60), phone: z.string().max(20).optional() })).max(asked.max) as z.ZodType<Person[]>, {
        masking: 'hidden',
        ...drop(asked),
      }),
  }
}

function drop<A extends Asked & { max?: number; min?: number }>({ max: _max, min: _min, ...rest }: A): Asked {
  return rest as Asked
}
