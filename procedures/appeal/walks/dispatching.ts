import { dispatched, handling, team, walk } from './telling.ts'

walk('a unit accepts in time', city => {
  const matter = dispatched(city)
  matter.isOwnedBy(team).isHeldBy('handler', team).isDue('acceptance', '2026-03-02 15:30').isDue('objection', '2026-03-03 18:00', team)
  matter.hasIssued('dispatchOrder', 1, team).hasMet('dispatch')
  city.handler(team).does('accept').at('10:00')
  matter.isAt('handling').hasMet('acceptance').hasMet('objection').hasIssued('acceptance')
  matter.isDue('contact', '2026-03-03 18:00').isDue('answer', '2026-03-09 18:00', team)
})

walk('a unit that objects too late is refused and keeps the matter', city => {
  const matter = dispatched(city)
  city.waits('2026-03-02 15:30')
  matter.isLate('acceptance').isEscalatedTo('unitHead', team).hasCard('yellow', team).hasIssued('card', 1, team)
  matter.isDue('cardObjection', '2026-03-05 18:00', team)
  city.handler(team).does('object', { legalReason: '非本单位管网' }).on('2026-03-04 09:00').isRefused('objectionIsLate')
  matter.hasStopped('objection').isHeldBy('handler', team)
  city.handler(team).does('accept').at('09:10')
  matter.isDue('answer', '2026-03-11 18:00')
})

walk('a unit objects in time; the common superior decides, once', city => {
  const matter = dispatched(city)
  city.unitHead(team).does('object', { legalReason: '属小区共有管道' }).at('11:00')
  matter.isAt('disputed').isHeldBy('dutyCommander', 'wanghai-office').isDue('designation', '2026-03-03 18:00')
  city.post('dutyCommander', 'wanghai-office').does('designate', { unit: 'wanghai-housing', reason: '物业管理职责' }).at('15:00')
  matter.isAt('dispatched').isOwnedBy('wanghai-housing').hasMet('designation').hasIssued('designation', 1, 'wanghai-housing')
  city.handler('wanghai-housing').does('object', { legalReason: '也不归口' }).at('15:30').isRefused('designationIsFinal')
  city.handler('wanghai-housing').does('accept').at('16:00').isAt('handling')
})

walk('the designation is late: the head of the centre hears of it', city => {
  const matter = dispatched(city)
  city.handler(team).does('object', { legalReason: '属小区共有管道' }).at('11:00')
  city.waits('2026-03-03 18:00')
  matter.isLate('designation').isEscalatedTo('unitHead', 'wanghai-centre')
})

walk('the unit does not call in time', city => {
  const matter = handling(city)
  city.waits('2026-03-03 18:00')
  matter.isLate('contact').isEscalatedTo('unitHead', team)
  city.handler(team).does('contact', { contactNote: '已联系' }).on('2026-03-04 09:00')
  matter.hasMet('contact')
})

walk('a handler with an interest withdraws, and a colleague goes on', city => {
  const matter = handling(city)
  city.person('luoqiang').does('recuse', { interest: '与反映人系亲属' }).at('10:10')
  city.person('luoqiang').does('contact', { contactNote: '已联系' }).at('10:20').isRefused('handlerHasInterest')
  city.person('sunyue').does('contact', { contactNote: '已联系' }).at('10:30')
  matter.hasMet('contact')
})
