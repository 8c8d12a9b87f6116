/** The learned parts of triage: suggestions, near-duplicates, hotspots. Pure: no database, no clock, no files. */
export { chooseThreshold, type Outcome, type Reach, reachAt } from './calibration.ts'
export { type Cluster, clusterByWords } from './clusters.ts'
export { type Figures, figuresOf, type Judged } from './figures.ts'
export { type CountedMatter, findHotspots, type Hotspot, type HotspotOptions, surpriseOf, tellingWords } from './hotspots.ts'
export { type ModelParts, type Suggestion, TriageModel } from './model.ts'
export { foldsOf, groupCopies } from './near-copies.ts'
export type { Message } from './reading.ts'
export type { Reason } from './reasons.ts'
export {
  type Background,
  type Circumstance,
  keysOf,
  learnBackground,
  likeness,
  noBackground,
  offerFrom,
  type Profile,
  profileOf,
  type Similar,
  similarity,
} from './similarity.ts'
export { evaluate, holdOut, judgeWith, type LabelledMessage, type TrainOptions, train, whyNotTrain } from './train.ts'
export { deserialise, serialise } from './wire.ts'
