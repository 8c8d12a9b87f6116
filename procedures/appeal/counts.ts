import { text } from '@fengqiao/kernel'

/** What the statistics page shows. */
export const counts = {
  received: { kind: 'count', of: ['file'], label: text('受理', 'Received') },
  accepted: { kind: 'count', of: ['accept'], label: text('签收', 'Accepted') },
  closed: { kind: 'count', of: ['close', 'rateResolved', 'closeUnreviewed', 'decideReexamination'], label: text('办结', 'Closed') },
  closingRate: {
    kind: 'ratio',
    of: ['close', 'rateResolved', 'closeUnreviewed', 'decideReexamination'],
    among: ['accept'],
    label: text('办结率', 'Closing rate'),
  },
  answeredOnTime: { kind: 'onTime', clock: 'answer', label: text('按期答复率', 'Answered on time') },
  firstResponse: { kind: 'time', from: 'accept', until: 'contact', label: text('首次联系用时', 'Time to first contact') },
  arrival: { kind: 'time', from: 'whistle', until: 'checkIn', label: text('到场用时', 'Time to arrive') },
  handlingTime: { kind: 'time', from: 'accept', until: 'answer', label: text('办理用时', 'Time to answer') },
  reopenRate: { kind: 'ratio', of: ['reopen', 'rateUnresolved'], among: ['answer'], label: text('重办率', 'Reopening rate') },
  objections: { kind: 'ratio', of: ['object'], among: ['dispatch'], label: text('分拨异议率', 'Objections to dispatch') },
  whistles: { kind: 'count', of: ['whistle'], label: text('吹哨', 'Whistles') },
  leaderReceptions: { kind: 'count', of: ['leaderContact'], label: text('领导接访', 'Leader receptions') },
} as const
