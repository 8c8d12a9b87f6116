import { answered, followedUp, opinion, team, triaged, walk } from './telling.ts'

walk('three calls without an answer, then it closes', city => {
  const matter = followedUp(city)
  matter.isAt('followUp').isHeldBy('followUpClerk', 'wanghai-centre').isDue('followUp', '2026-03-10 18:00').hasMet('qualityCheck')
  city.followUpClerk.does('recordCall', { callResult: 'noAnswer' }).on('2026-03-06 10:00')
  city.followUpClerk.does('recordCall', { callResult: 'noAnswer' }).on('2026-03-09 10:00')
  city.followUpClerk.does('close').at('10:05').isRefused('threeCallsFirst')
  city.followUpClerk.does('openReviewWindow').at('10:06').isRefused('notAPetition')
  city.followUpClerk.does('recordCall', { callResult: 'noAnswer' }).on('2026-03-10 10:00')
  city.followUpClerk.does('close', { comment: '三次未接通' }).at('10:05')
  matter.isAt('closed').isClosed().hasIssued('closing').hasMet('followUp')
})

walk('the resident says it is solved', city => {
  const matter = followedUp(city)
  city.resident('林桦').does('rateResolved', { satisfaction: 2 }).at('10:00').isRefused('satisfiedEnough')
  city.resident('林桦').does('rateResolved', { satisfaction: 5, comment: '很快' }).at('10:01')
  matter.isAt('closed').isClosed()
})

walk('who answered does not check the answer', city => {
  triaged(city)
  city.dispatcher.does('dispatch', { unit: 'wanghai-centre', reason: '中心自办' }).at('09:30')
  city.handler('wanghai-centre').does('accept').at('09:40')
  city.handler('wanghai-centre').does('answer', opinion).at('11:00')
  city.person('hejing', 'dispatcher').does('passCheck', {}).at('11:10').isRefused('separation-of-duty')
  city.person('dengtao').does('passCheck', { qualityNote: '属实' }).at('11:20').isAt('followUp')
})

walk('an answer that does not hold goes back, with half the time, to the unit that gave it', city => {
  const matter = answered(city)
  matter.isDue('qualityCheck', '2026-03-05 18:00')
  city.dispatcher.does('returnForCorrection', { qualityNote: '照片与现场不符' }).on('2026-03-05 09:30')
  matter.isAt('handling').isHeldBy('handler', team).isDue('answer', '2026-03-10 18:00', team)
})

walk('the check and the call are both late', city => {
  const matter = answered(city)
  city.waits('2026-03-05 18:00')
  matter.isLate('qualityCheck').isEscalatedTo('dutyCommander', 'wanghai-centre')
  city.dispatcher.does('passCheck', {}).on('2026-03-06 09:00')
  city.waits('2026-03-11 18:00')
  matter.isLate('followUp').isEscalatedTo('dutyCommander', 'wanghai-centre')
})

walk('not solved: one level up in half the time; not solved again: a leader; a third time is refused', city => {
  const matter = followedUp(city)
  const unsolved = { satisfaction: 1, comment: '又堵了' }
  city
    .resident('林桦')
    .does('rateUnresolved', { ...unsolved, satisfaction: 4 })
    .on('2026-03-05 10:00')
    .isRefused('notDissatisfied')
  city.resident('林桦').does('rateUnresolved', unsolved).at('10:05')
  matter.isAt('reopened').isOwnedBy('wanghai-office').isHeldBy('unitHead', 'wanghai-office').isDue('rehandling', '2026-03-05 16:05')
  matter.hasIssued('reopening', 1, 'wanghai-office')
  city.unitHead('wanghai-office').does('rehandle', {}).at('11:00')
  matter.isAt('handling').isDue('answer', '2026-03-10 18:00', 'wanghai-office').hasMet('rehandling')
  city.handler('wanghai-office').does('answer', opinion).on('2026-03-06 10:00')
  city.dispatcher.does('passCheck', {}).at('11:00')
  city.followUpClerk.does('close').at('11:05').isRefused('threeCallsFirst')
  city.followUpClerk.does('recordCall', { callResult: 'reached', satisfaction: 2 }).at('14:30')
  city.followUpClerk.does('close').at('14:31').isRefused('dissatisfied')
  city.followUpClerk.does('reopen', { reason: '回访核实未解决' }).at('14:35')
  matter
    .isOwnedBy('district-centre')
    .hasCard('yellow', 'wanghai-office')
    .isDue('leaderAssignment', '2026-03-09 18:00', 'supervision-office')
  city.unitHead('district-centre').does('rehandle', { reason: '区级协调' }).at('15:00')
  city.handler('district-centre').does('answer', opinion).on('2026-03-09 10:00')
  city.dispatcher.does('passCheck', {}).at('11:00')
  city.resident('林桦').does('rateUnresolved', unsolved).at('14:00').isRefused('reopenedTwice')
  city.supervisor.does('assignLeader', { leaderUnit: 'wanghai-office', leader: 'tangning', reason: '两次重办' }).at('15:00')
  city.followUpClerk.does('recordCall', { callResult: 'reached', satisfaction: 2 }).at('15:30')
  city.followUpClerk.does('close').at('15:35')
  matter.isClosed().hasIssued('reopening', 2)
})

walk('the level above does not take it up in time', city => {
  const matter = followedUp(city)
  city.resident('林桦').does('rateUnresolved', { satisfaction: 1, comment: '没人来' }).on('2026-03-05 10:05')
  city.waits('2026-03-05 16:05')
  matter.isLate('rehandling').isEscalatedTo('dutyCommander', 'district-centre')
})
