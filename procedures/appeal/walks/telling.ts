import { walksOf } from '@fengqiao/kernel/testing'
import { appeal } from '../procedure.ts'

/** `walk` tells one story of the appeal; `walks` is all that were told. */
export const { walk, walks } = walksOf(appeal)

type City = Parameters<Parameters<typeof walk>[1]>[0]
type Told = ReturnType<ReturnType<ReturnType<City['resident']>['files']>['on']>

export const drain = {
  service: 'petition',
  title: '小区门口下水道堵塞',
  description: '雨后积水没过脚踝，已有三天。',
  demand: '尽快疏通',
  contactPhone: '13812345678',
} as const

/** The beginning that most stories share; each stops one step further. Monday 2 March 2026. */
export const filed = (city: City, more: Readonly<Record<string, unknown>> = {}): Told =>
  city
    .resident('林桦')
    .files({ ...drain, ...more })
    .on('2026-03-02 09:10')

export function triaged(city: City, how: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}): Told {
  filed(city, more)
  return city.triageOfficer.does('triage', { subject: 'drainage', grade: 'general', kind: 'appeal', ...how }).at('09:20')
}

export function dispatched(city: City, how: Readonly<Record<string, unknown>> = {}, unit: string = team): Told {
  triaged(city, how)
  return city.dispatcher.does('dispatch', { unit, reason: '市政排水归口' }).at('09:30')
}

export function handling(city: City, how: Readonly<Record<string, unknown>> = {}): Told {
  dispatched(city, how)
  return city.handler(team).does('accept').at('10:00')
}

export function answered(city: City, how: Readonly<Record<string, unknown>> = {}): Told {
  handling(city, how)
  city.handler(team).does('contact', { contactNote: '已电话核实位置' }).at('10:30')
  return city.handler(team).does('answer', opinion).on('2026-03-04 16:00')
}

export function followedUp(city: City, how: Readonly<Record<string, unknown>> = {}): Told {
  answered(city, how)
  return city.dispatcher.does('passCheck', {}).on('2026-03-05 09:30')
}

/** The unit that these stories are mostly about. */
export const team = 'wanghai-urban-management'
export const opinion = {
  finding: '主管被建筑垃圾堵塞',
  opinion: '已于当日疏通，并加装格栅',
  legalBasis: '《城镇排水与污水处理条例》',
} as const
