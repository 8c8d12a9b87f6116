import { type FieldPlan, fieldPlans } from './features.ts'
import type { Figures } from './figures.ts'
import { TriageModel } from './model.ts'

/**
 * Owns: a model as bytes. Layout: `FQTRIAGE` · format (u32) · header length (u32) · JSON header, padded to 4 · idf (f32 each) ·
 * weights (f32 each), little-endian. Reading back gives a model with the very same numbers.
 */

const magic = 'FQTRIAGE'
const format = 1

interface Header {
  readonly labels: readonly string[]
  readonly fields: readonly { readonly plan: FieldPlan; readonly grams: number }[]
  /** Runs and words hold letters and digits, pairs a tab between, so a line break parts them. */
  readonly grams: string
  readonly calibration: { readonly slope: number; readonly shifts: readonly number[] }
  readonly threshold: number
  readonly trainedRows: number
  readonly expected: Figures
}

export function serialise({ parts }: TriageModel): Uint8Array {
  const { vocabulary, weights, ...plain } = parts
  const header: Header = {
    ...plain,
    fields: vocabulary.fields.map(({ plan, index }) => ({ plan, grams: index.size })),
    grams: vocabulary.grams.join('\n'),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const start = 16 + Math.ceil(text.length / 4) * 4
  const bytes = new Uint8Array(start + (vocabulary.idf.length + weights.length) * 4)
  bytes.set(new TextEncoder().encode(magic))
  const view = new DataView(bytes.buffer)
  view.setUint32(8, format, true)
  view.setUint32(12, text.length, true)
  bytes.set(text, 16)
  let at = start
  for (const numbers of [vocabulary.idf, weights])
    for (const number of numbers) {
      view.setFloat32(at, number, true)
      at += 4
    }
  return bytes
}

/** Throws when the bytes are not a model of this format: what was found, and that retraining makes a new one. */
export function deserialise(bytes: Uint8Array): TriageModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 16 || new TextDecoder().decode(bytes.subarray(0, 8)) !== magic)
    throw new Error('These bytes are not a triage model, so nothing can be suggested from them; train a new model.')
  if (view.getUint32(8, true) !== format)
    throw new Error(`This triage model has format ${view.getUint32(8, true)}, and only ${format} can be read; train a new model.`)
  const length = view.getUint32(12, true)
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length)))
  const { fields, grams: joined, ...plain } = header
  const grams = joined === '' ? [] : joined.split('\n')
  const start = 16 + Math.ceil(length / 4) * 4
  const featureCount = grams.length
  const weightCount = (featureCount + 1) * header.labels.length
  if (bytes.length !== start + (featureCount + weightCount) * 4)
    throw new Error('This triage model is cut short or damaged, so its answers could be wrong; train a new model.')
  if (fields.length !== fieldPlans.length)
    throw new Error('This triage model reads other fields than this version does; train a new model.')
  const numbers = (from: number, n: number): Float32Array =>
    Float32Array.from({ length: n }, (_, at) => view.getFloat32(from + at * 4, true))
  let next = 0
  return new TriageModel({
    ...plain,
    vocabulary: {
      fields: fields.map(({ plan, grams: own }) => {
        const index = new Map<string, number>()
        for (const end = next + own; next < end; next++) index.set(grams[next]!, next)
        return { plan, index }
      }),
      grams,
      idf: numbers(start, featureCount),
    },
    weights: numbers(start + featureCount * 4, weightCount),
  })
}
