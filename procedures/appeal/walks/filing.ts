import { drain, filed, triaged, walk } from './telling.ts'

walk('a resident files without a name, keeps the code, and withdraws', city => {
  const matter = city.anonymous.files(drain, { channel: 'qr' }).on('2026-03-02 09:10')
  matter.isAt('registered').isOwnedBy('wanghai-centre').isHeldBy('triageOfficer', 'wanghai-centre').isDue('triage', '2026-03-02 11:10')
  matter.hasIssued('receipt')
  city.resident('陈秀英').does('withdraw', {}).at('09:15').isRefused('not-permitted')
  city.anonymous.does('withdraw', { reason: '已自行解决' }).at('09:20')
  matter.isAt('withdrawn').isClosed().hasIssued('closing')
})

walk('what is filled in wrongly comes back with a sentence for each field', city => {
  city
    .resident('林桦')
    .files({ ...drain, contactPhone: '12' })
    .on('2026-03-02 09:10')
    .isRefused('bad-input')
})

walk('a group chooses at most five representatives, and a leader meets them', city => {
  const group = { ...drain, groupSize: 6 }
  const names = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `代表${index + 1}` }))
  city.resident('林桦').files(group).on('2026-03-02 09:10').isRefused('groupWithoutRepresentatives')
  city
    .resident('林桦')
    .files({ ...group, representatives: names(6) })
    .at('09:12')
    .isRefused('tooManyRepresentatives')
  const matter = city
    .resident('林桦')
    .files({ ...group, representatives: names(5) })
    .at('09:15')
  matter.isFlagged('group').isDue('leaderAssignment', '2026-03-03 18:00', 'supervision-office')
  city.supervisor
    .does('assignLeader', { leaderUnit: 'wanghai-office', leader: 'liangwei', reason: '五人以上共同反映' })
    .at('13:50')
    .isRefused('leaderIsUnknown')
  city.supervisor.does('assignLeader', { leaderUnit: 'wanghai-office', leader: 'tangning', reason: '五人以上共同反映' }).at('14:00')
  matter.hasMet('leaderAssignment').isFlagged('leaderAssigned').isDue('leaderContact', '2026-03-05 18:00', 'wanghai-office')
  city.post('leader', 'wanghai-office').does('leaderContact', { leaderNote: '已到现场接访' }).on('2026-03-04 10:00')
  matter.hasMet('leaderContact').hasIssued('leaderAssignment')
})

walk('nobody assigns a leader in time, then the leader does not come in time', city => {
  const matter = filed(city, { groupSize: 5, representatives: [{ name: '林桦' }] })
  city.waits('2026-03-03 18:00')
  matter.isLate('leaderAssignment').isEscalatedTo('supervisionOfficer', 'supervision-office')
  city.supervisor.does('assignLeader', { leaderUnit: 'wanghai-office', leader: 'tangning', reason: '群体性' }).on('2026-03-04 09:00')
  matter.hasMet('leaderAssignment').isDue('leaderContact', '2026-03-09 18:00')
  city.waits('2026-03-09 18:00')
  matter.isLate('leaderContact').isEscalatedTo('supervisionOfficer', 'supervision-office')
})

walk('triage takes too long: the duty commander hears of it, and again every working day', city => {
  const matter = filed(city)
  city.waits('2026-03-02 11:09')
  matter.isDue('triage', '2026-03-02 11:10')
  city.waits('2026-03-02 11:10')
  matter.isLate('triage').isEscalatedTo('dutyCommander', 'wanghai-centre')
  city.waits('2026-03-04 09:00')
  matter.satisfies('it asks again on the next working day', ({ clocks, revision }) => {
    const triage = clocks.find(clock => clock.key === 'triage')
    return triage?.wake === '2026-03-04T10:00:00.000Z' && triage.fired === 1 && revision === 3
  })
  city.triageOfficer.does('triage', { subject: 'drainage', grade: 'general', kind: 'appeal' }).at('09:10')
  matter.isAt('triaged').hasMet('triage').isDue('dispatch', '2026-03-04 10:10')
  matter.satisfies('the escalation is over', ({ assignments }) =>
    assignments.every(one => one.kind !== 'escalation' || one.to !== undefined),
  )
})

walk('a petition needs someone to write to; without a way it is handled as an appeal', city => {
  const { contactPhone: _left, ...unreachable } = drain
  city.anonymous.files(unreachable).on('2026-03-02 09:10')
  const triage = { subject: 'drainage', grade: 'general' }
  city.triageOfficer
    .does('triage', { ...triage, kind: 'petition' })
    .at('09:20')
    .isRefused('contactMissing')
  city.triageOfficer
    .does('triage', { ...triage, kind: 'appeal' })
    .at('09:25')
    .isAt('triaged')
})

walk('danger first: the station hands it to the fire brigade, then it goes on as urgent', city => {
  const matter = filed(city)
  city.station.does('handToRescue', { rescuer: 'fire', reason: '井盖缺失，有人受伤' }).at('09:12')
  matter.isAt('emergency').isHeldBy('dutyCommander', 'wanghai-centre').isDue('rescue', '2026-03-02 09:42').hasMet('triage')
  city.waits('2026-03-02 09:42')
  matter.isLate('rescue').isEscalatedTo('dutyCommander', 'wanghai-office')
  city.system.does('triage', { subject: 'drainage', grade: 'urgent', kind: 'appeal', confidence: 0.93 }).at('09:50')
  matter.isAt('triaged').isDue('dispatch', '2026-03-02 09:55')
  city.waits('2026-03-02 09:55')
  matter.isLate('dispatch').isEscalatedTo('dutyCommander', 'wanghai-centre')
  city.system.does('dispatch', { unit: 'wanghai-urban-management', reason: '权责清单', confidence: 0.9 }).at('09:56')
  matter.isAt('dispatched').isDue('acceptance', '2026-03-02 10:26').hasMet('dispatch')
})

walk('the commander closes the emergency in time', city => {
  const matter = filed(city)
  city.commander.does('handToRescue', { rescuer: 'medical', reason: '有人摔伤' }).at('09:12')
  city.triageOfficer.does('triage', { subject: 'drainage', grade: 'urgent', kind: 'appeal' }).at('09:30')
  matter.hasMet('rescue')
})

walk('a claim that belongs in court is told where to go and until when', city => {
  const matter = triaged(city)
  city.triageOfficer.does('markLitigation', { reason: '邻里相邻权民事纠纷' }).at('09:25').isFlagged('litigation')
  city.dispatcher.does('dispatch', { unit: 'wanghai-housing', reason: '住建' }).at('09:30').isRefused('belongsInCourt')
  city.triageOfficer.does('redirect', { route: 'court', reason: '属民事争议' }).at('09:35')
  matter.isAt('redirected').isClosed().hasIssued('redirection')
})

walk('an accusation never reaches the accused, by dispatch or by whistle', city => {
  const matter = triaged(city, {}, { otherParties: '望海街道综合行政执法队工作人员' })
  city.triageOfficer.does('markAccusation', { reason: '检举工作人员' }).at('09:22').isFlagged('accusation')
  const accused = 'wanghai-urban-management'
  city.dispatcher.does('dispatch', { unit: accused, reason: '城管' }).at('09:30').isRefused('accusedUnit')
  city.dispatcher.does('dispatch', { unit: 'no-such-unit', reason: '城管' }).at('09:31').isRefused('unitIsUnknown')
  city.dispatcher.does('dispatch', { unit: 'wanghai-office', reason: '由上级办理' }).at('09:32')
  city.commander
    .does('whistle', { units: [accused], summonPlace: '渔歌花园', reason: '现场核查' })
    .at('09:40')
    .isRefused('accusedUnit')
  matter.isOwnedBy('wanghai-office').isAt('dispatched')
})

walk('the same matter comes twice: it is merged, and both residents follow the original', city => {
  const original = triaged(city)
  const repeat = city.resident('陈秀英').files(drain).at('09:40')
  const triage = { subject: 'drainage', grade: 'general', kind: 'appeal' }
  city.triageOfficer.does('triage', { ...triage, duplicate: original.id }).at('09:45')
  city.dispatcher.does('dispatch', { unit: 'wanghai-urban-management', reason: '城管' }).at('09:50').isRefused('alreadyInProcess')
  city.dispatcher.absorbs(repeat, original).at('09:55')
  city.dispatcher.does('merge', { duplicate: original.id }).at('09:55')
  repeat.isAt('merged').isClosed()
  original.satisfies(
    'both follow it',
    ({ reporters, links }) => reporters.join() === 'r-linhua,r-chenxiuying' && links[0]?.kind === 'absorbed',
  )
  city.resident('陈秀英').about(original).does('supplement', { supplement: '3 栋门口也堵' }).at('10:00').isAt('triaged')
  city.dispatcher.absorbs(original, repeat).at('10:05').isRefused('originalIsMerged')
})

walk('what looked like a repeat is not one, and goes on after a second triage', city => {
  const original = triaged(city)
  city.resident('王建国').files(drain).at('09:40')
  const triage = { subject: 'drainage', grade: 'general', kind: 'appeal' }
  city.triageOfficer.does('triage', { ...triage, duplicate: original.id }).at('09:45')
  city.triageOfficer
    .does('triage', { ...triage, reason: '另一处' })
    .at('09:50')
    .isDue('dispatch', '2026-03-02 10:45')
  city.dispatcher.does('dispatch', { unit: 'wanghai-urban-management', reason: '城管' }).at('09:55').isAt('dispatched')
})

walk('nobody takes up a matter that is not yet theirs', city => {
  filed(city)
  city.handler('wanghai-urban-management').does('accept').at('09:15').isRefused('not-permitted')
  city.handler('wanghai-centre').does('accept').at('09:16').isRefused('not-at-this-step')
})
