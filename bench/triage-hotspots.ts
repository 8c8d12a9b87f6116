import { readFileSync } from 'node:fs'
import { clusterByWords, keysOf, learnBackground, likeness, offerFrom, profileOf } from '@fengqiao/server/triage'

/** Measures near-duplicates and text clusters against cluster lists that others published: comparable, not the truth. */

export interface HotspotMessage {
  readonly id: string
  readonly title: string
  readonly body: string
}

export function measureHotspots(
  messages: readonly HotspotMessage[],
  clustersFile: string | undefined,
  say: (text: string) => void,
): Record<string, unknown> {
  const background = learnBackground(messages)
  let began = performance.now()
  const profiles = messages.map(message => profileOf(message, background))
  const keys = messages.map((message, at) => keysOf(message, profiles[at] ?? new Map()))
  const keyMs = (performance.now() - began) / messages.length

  const withKey = new Map<number, number[]>()
  keys.forEach((own, at) => {
    for (const key of own) {
      const rows = withKey.get(key)
      if (rows === undefined) withKey.set(key, [at])
      else rows.push(at)
    }
  })
  began = performance.now()
  let looked = 0
  const offers = messages.map((_, at) => {
    const candidates = new Set((keys[at] ?? []).flatMap(key => withKey.get(key) ?? []))
    candidates.delete(at)
    looked += candidates.size
    return [...candidates]
      .map(other => ({ other, score: likeness(profiles[at] ?? new Map(), profiles[other] ?? new Map()) }))
      .filter(({ score }) => score >= offerFrom)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 10)
  })
  const lookMs = (performance.now() - began) / messages.length
  const result: Record<string, unknown> = {
    messages: messages.length,
    keyMs: round(keyMs),
    lookMs: round(lookMs),
    candidatesEach: round(looked / messages.length),
    messagesWithOffer: round(offers.filter(list => list.length > 0).length / messages.length),
  }
  if (clustersFile === undefined) return result

  began = performance.now()
  const ours = clusterByWords(messages, background)
  result.clusterMs = Math.round(performance.now() - began)
  result.clusters = ours.length
  const position = new Map(messages.map((message, at) => [message.id, at]))
  const published: unknown = JSON.parse(readFileSync(clustersFile, 'utf8'))
  for (const [team, pairs] of Object.entries(published as Record<string, unknown>)) {
    if (!Array.isArray(pairs)) continue
    const groups = Map.groupBy(pairs as [string, string][], ([group]) => group)
    result[team] = [...groups].map(([group, rows]) => {
      const members = new Set(rows.map(([, id]) => position.get(id)).filter(at => at !== undefined))
      const offered = [...members].filter(at => offers[at]?.some(({ other }) => members.has(other))).length
      const best = ours
        .map(cluster => ({ size: cluster.members.length, both: cluster.members.filter(at => members.has(at)).length }))
        .toSorted((a, b) => b.both - a.both || a.size - b.size)[0] ?? { size: 0, both: 0 }
      const line = {
        group,
        size: members.size,
        mateOffered: round(offered / members.size),
        found: round(best.both / members.size),
        ofOurs: best.size,
      }
      say(`${team} ${JSON.stringify(line)}`)
      return { ...line, recovered: best.both >= members.size / 2 && best.both >= best.size / 2 }
    })
  }
  return result
}

const round = (value: number): number => Math.round(value * 1000) / 1000
