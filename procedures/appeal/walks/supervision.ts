import { answered, handling, team, walk } from './telling.ts'

walk('no answer in time: the head, a yellow card, supervision by itself, and after two working days a red card', city => {
  const matter = handling(city)
  city.handler(team).does('contact', { contactNote: '已联系' }).at('10:30')
  city.waits('2026-03-09 18:00')
  matter.isLate('answer').isEscalatedTo('unitHead', team).hasCard('yellow', team)
  matter.isFlagged('underSupervision').hasIssued('supervisionOrder', 1, team).isDue('supervisionAnswer', '2026-03-11 18:00', team)
  city.supervisor.does('orderSupervision', { reason: '再次督办' }).on('2026-03-10 09:00').isRefused('alreadyUnderSupervision')
  city.unitHead(team).does('answerSupervision', { supervisionAnswer: '配件到货后立即完成' }).at('10:00')
  matter.isNotFlagged('underSupervision').hasMet('supervisionAnswer')
  city.unitHead(team).does('answerSupervision', { supervisionAnswer: '重复' }).at('10:01').isRefused('notUnderSupervision')
  city.waits('2026-03-11 18:00')
  matter.hasCard('red', team)
  city.waits('2026-03-13 09:00')
  matter
    .isLate('answer')
    .satisfies('after the last consequence it asks every working day', ({ clocks }) =>
      clocks.some(clock => clock.key === 'answer' && clock.fired === 4 && clock.wake === '2026-03-13T10:00:00.000Z'),
    )
})

walk('supervision that is not answered goes to the office and brings a red card', city => {
  const matter = handling(city)
  city.supervisor.does('orderSupervision', { reason: '群众反映虚假办结' }).at('11:00')
  matter.isDue('supervisionAnswer', '2026-03-04 18:00', team)
  city.waits('2026-03-04 18:00')
  matter.isLate('supervisionAnswer').isEscalatedTo('supervisionOfficer', 'supervision-office').hasCard('red', team)
})

walk('supervision ordered during the quality check still answers from the owner unit', city => {
  const matter = answered(city)
  city.supervisor.does('orderSupervision', { reason: '答复与现场不符' }).at('16:30')
  matter.isAt('replied').isDue('supervisionAnswer', '2026-03-06 18:00', team)
})

walk('a unit contests its card, and somebody else at the office decides', city => {
  const matter = handling(city)
  const red = { cardedUnit: 'wanghai-housing', reason: '虚假办结' }
  city
    .person('zengxian')
    .does('issueRedCard', { ...red, cardedUnit: 'no-such-unit' })
    .at('10:55')
    .isRefused('cardedUnitIsUnknown')
  city.person('zengxian').does('issueRedCard', red).at('11:00')
  matter
    .hasCard('red', 'wanghai-housing')
    .hasIssued('card', 1, 'wanghai-housing')
    .isDue('cardObjection', '2026-03-05 18:00', 'wanghai-housing')
  city.person('zengxian').does('issueYellowCard', { cardedUnit: team, reason: '配合不力' }).at('11:10')
  const decision = { cardedUnit: 'wanghai-housing', cardDecision: 'lifted', reason: '经核实非其职责' }
  city.person('pengli').does('decideCard', decision).at('11:20').isRefused('noCardObjection')
  city.unitHead('wanghai-housing').does('objectToCard', { objection: '该事项非我单位承办' }).on('2026-03-03 10:00')
  matter
    .isFlagged('cardContested')
    .hasMet('cardObjection', 'wanghai-housing')
    .isDue('cardDecision', '2026-03-06 18:00', 'supervision-office')
  city.unitHead('wanghai-housing').does('objectToCard', { objection: '再次' }).at('10:05').isRefused('noCardToContest')
  city.person('zengxian').does('decideCard', decision).at('11:00').isRefused('separation-of-duty')
  city.person('pengli').does('decideCard', decision).at('11:10')
  matter.hasNoCard('wanghai-housing').hasCard('yellow', team).isNotFlagged('cardContested').hasMet('cardDecision')
})

walk('two units contest their cards; the office is late with the second', city => {
  const matter = handling(city)
  for (const cardedUnit of ['wanghai-housing', team])
    city.person('zengxian').does('issueYellowCard', { cardedUnit, reason: '推诿' }).at('11:00')
  city.unitHead('wanghai-housing').does('objectToCard', { objection: '未推诿' }).at('14:00')
  city.unitHead(team).does('objectToCard', { objection: '未推诿' }).at('14:10')
  city.person('pengli').does('decideCard', { cardedUnit: team, cardDecision: 'kept', reason: '属实' }).at('15:00')
  matter.hasCard('yellow', team).isFlagged('cardContested')
  city.waits('2026-03-05 18:00')
  matter.isLate('cardDecision').isEscalatedTo('supervisionOfficer', 'supervision-office')
})

walk('a card nobody contests in time stands', city => {
  const matter = handling(city)
  city.supervisor.does('issueYellowCard', { cardedUnit: team, reason: '推诿' }).at('11:00')
  city.waits('2026-03-05 18:00')
  matter.hasStopped('cardObjection')
  city.unitHead(team).does('objectToCard', { objection: '未推诿' }).on('2026-03-06 09:00').isRefused('noCardToContest')
})
