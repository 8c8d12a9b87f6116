import { handling, opinion, team, walk } from './telling.ts'

walk('the station whistles two units, each with a clock of its own', city => {
  const matter = handling(city)
  const call = { summonPlace: '渔歌花园东门', reason: '积水影响通行' }
  city.station
    .does('whistle', { ...call, units: ['wanghai-housing', 'wanghai-housing'] })
    .at('10:30')
    .isRefused('alreadySummoned')
  city.station.does('whistle', { ...call, units: ['wanghai-housing', 'wanghai-police'] }).at('10:30')
  matter.isDue('arrival', '2026-03-02 11:30', 'wanghai-housing').isDue('arrival', '2026-03-02 11:30', 'wanghai-police')
  matter.hasIssued('whistleOrder', 1, 'wanghai-housing').hasIssued('whistleOrder', 1, 'wanghai-police')
  city.commander
    .does('whistle', { ...call, units: ['wanghai-police'] })
    .at('10:35')
    .isRefused('alreadySummoned')
  city.commander.does('whistle', { ...call, units: ['wanghai-office'], arriveWithin: 20 }).at('10:40')
  matter.isDue('arrival', '2026-03-02 11:00', 'wanghai-office')
  city.handler('wanghai-housing').does('reportJoint', { jointFinding: '已处置' }).at('10:50').isRefused('notArrivedYet')
  city
    .handler('wanghai-housing')
    .does('checkIn', { checkInPlace: '东门', checkInPoint: [114.05, 22.54] })
    .at('10:55')
  city.handler('wanghai-housing').does('checkIn', { checkInPlace: '东门' }).at('10:56').isRefused('alreadyArrived')
  matter.hasMet('arrival', 'wanghai-housing')
  city.waits('2026-03-02 11:30')
  matter.isLate('arrival', 'wanghai-police').isLate('arrival', 'wanghai-office').isEscalatedTo('dutyCommander', 'wanghai-centre')
  city.handler(team).does('answer', opinion).at('11:35').isRefused('summonedUnitHasNotReported')
  city.handler('wanghai-housing').does('reportJoint', { jointFinding: '抽排完毕' }).at('11:40')
  city.station.does('rateUnit', { ratedUnit: 'wanghai-housing', stars: 5 }).at('11:45')
  city.station.does('rateUnit', { ratedUnit: team, stars: 5 }).at('11:46').isRefused('ratedUnitWasNotSummoned')
  city.commander.does('standDown', { ratedUnit: 'wanghai-police', reason: '交通已恢复' }).at('11:50')
  city.commander.does('standDown', { ratedUnit: 'wanghai-office', reason: '交通已恢复' }).at('11:51')
  matter.hasStopped('arrival', 'wanghai-police')
  city.handler(team).does('answer', opinion).at('14:10').isAt('replied')
})

walk('on an urgent matter summoned units have fifteen minutes', city => {
  const matter = handling(city, { grade: 'urgent' })
  matter.isDue('answer', '2026-03-03 10:00').isDue('contact', '2026-03-02 10:30')
  city.commander.does('whistle', { units: ['wanghai-police'], summonPlace: '路口', reason: '塌陷' }).at('10:05')
  matter.isDue('arrival', '2026-03-02 10:20')
  city.unitHead(team).does('extend', { reason: '等待配件' }).at('10:10').isRefused('gradeHasNoExtension')
})

walk('asking the resident stops the clock for as long as the answer takes', city => {
  const matter = handling(city)
  city.handler(team).does('resumeHandling', { reason: '无' }).at('10:05').isRefused('notWaitingForResident')
  city.handler(team).does('askResident', { question: '请补充具体楼栋' }).on('2026-03-04 10:00')
  matter.isPaused('answer').isFlagged('awaitingResident')
  city.handler(team).does('answer', opinion).at('10:05').isRefused('stillWaiting')
  city.handler(team).does('sendToAppraisal', { appraiser: '检测所', reason: '管材' }).at('10:06').isRefused('alreadyWaiting')
  city.resident('林桦').does('supplement', { supplement: '3 栋' }).on('2026-03-06 15:00')
  // Thursday and Friday are given back: Monday the 9th becomes Wednesday the 11th.
  matter.isNotFlagged('awaitingResident').isDue('answer', '2026-03-11 18:00')
  city.handler(team).does('askResident', { question: '请提供照片' }).on('2026-03-09 09:00')
  city.handler(team).does('resumeHandling', { reason: '现场已拍照' }).at('16:00')
  matter.isDue('answer', '2026-03-11 18:00')
})

walk('an appraisal stops the clock; what the resident adds meanwhile does not start it', city => {
  const matter = handling(city)
  city.handler(team).does('receiveAppraisal', { appraisal: '无' }).at('10:05').isRefused('notWaitingForAppraisal')
  city.handler(team).does('sendToAppraisal', { appraiser: '市检测所', reason: '管道材质争议' }).on('2026-03-03 10:00')
  city.resident('林桦').does('supplement', { supplement: '补充照片' }).on('2026-03-04 10:00')
  matter.isPaused('answer').isFlagged('awaitingAppraisal')
  city.waits('2026-03-10 18:00')
  matter.satisfies('somebody was reminded that it still stands', ({ clocks }) =>
    clocks.some(clock => clock.key === 'answer' && clock.wake === '2026-03-17T10:00:00.000Z'),
  )
  city.handler(team).does('receiveAppraisal', { appraisal: '材质合格' }).on('2026-03-17 10:00')
  matter.isDue('answer', '2026-03-23 18:00')
})

walk('a complex matter is extended once, before its time is up', city => {
  const matter = handling(city, { grade: 'complex' })
  matter.isDue('answer', '2026-03-23 18:00')
  city.unitHead(team).does('extend', { reason: '需开挖道路' }).on('2026-03-20 10:00')
  matter.isDue('answer', '2026-04-14 18:00').hasIssued('extension')
  city.unitHead(team).does('extend', { reason: '再延' }).at('11:00').isRefused('alreadyExtended')
  city.handler(team).does('extend', { reason: '再延' }).at('11:05').isRefused('not-permitted')
})

walk('an extension asked for too late is refused', city => {
  handling(city, { grade: 'complex' })
  city.unitHead(team).does('extend', { reason: '需开挖道路' }).on('2026-03-24 09:00').isRefused('tooLateToExtend')
})

walk('an enquiry is answered within a working day', city => {
  handling(city, { grade: 'consult' }).isDue('answer', '2026-03-03 18:00')
})
