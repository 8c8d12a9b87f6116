import { answered, dispatched, followedUp, handling, team, walk } from './telling.ts'

const petition = { kind: 'petition' } as const
const decision = { outcome: 'upheld', opinion: '原处理意见事实清楚', legalBasis: '《信访工作条例》第三十五条' } as const

walk('a petition runs on the days of the Petition Work Regulations', city => {
  const matter = dispatched(city, petition)
  matter.isDue('acceptance', '2026-03-17 24:00').isDue('objection', '2026-03-09 18:00')
  city.handler(team).does('accept').on('2026-03-10 09:00')
  // Sixty days end on Saturday 9 May, which is worked in 2026.
  matter.hasStopped('objection').hasIssued('acceptance').isDue('answer', '2026-05-09 24:00')
  city.unitHead(team).does('extend', { reason: '需多部门会商' }).on('2026-05-06 09:00')
  matter.isDue('answer', '2026-06-08 24:00').hasIssued('extension')
  city.unitHead(team).does('extend', { reason: '再延' }).at('09:10').isRefused('alreadyExtended')
})

walk('sixty days that end in a holiday end after it', city => {
  handling(city, petition).isDue('answer', '2026-05-06 24:00')
})

walk('opinion, review, re-examination: each asked for and decided within thirty days, then it is final', city => {
  const matter = answered(city, petition)
  matter.hasIssued('petitionOpinion')
  city.dispatcher.does('passCheck', {}).on('2026-03-05 09:30')
  city.resident('林桦').does('rateResolved', { satisfaction: 5 }).at('10:00').isRefused('isAPetition')
  city.followUpClerk.does('openReviewWindow').at('10:05')
  matter.isAt('reviewable').isDue('reviewWindow', '2026-04-07 24:00')
  city.resident('林桦').does('requestReview', { reviewReason: '事实不清' }).on('2026-03-20 10:00')
  matter.isAt('reviewing').isHeldBy('unitHead', 'wanghai-office').isDue('review', '2026-04-20 24:00').hasMet('reviewWindow')
  city.unitHead('wanghai-office').does('decideReview', decision).on('2026-04-10 10:00')
  matter.isAt('reviewed').hasIssued('reviewOpinion').isDue('reexaminationWindow', '2026-05-11 24:00').hasMet('review')
  city.resident('林桦').does('requestReexamination', { reviewReason: '仍不服' }).on('2026-04-20 10:00')
  matter
    .isAt('reexamining')
    .isHeldBy('unitHead', 'district-centre')
    .isDue('reexamination', '2026-05-20 24:00')
    .hasMet('reexaminationWindow')
  city.unitHead('district-centre').does('decideReexamination', decision).on('2026-05-12 10:00')
  matter.isClosed().hasIssued('reexaminationOpinion').hasMet('reexamination')
})

walk('nobody asks for review: the petition closes by itself when the time is over', city => {
  const matter = followedUp(city, petition)
  city.followUpClerk.does('openReviewWindow').at('10:05')
  city.waits('2026-04-07 23:59')
  matter.isAt('reviewable')
  city.waits('2026-04-08 00:00')
  matter.isAt('closed').isClosed().hasIssued('closing')
})

walk('review straight from follow-up, decided late; nobody asks for re-examination', city => {
  const matter = followedUp(city, petition)
  city.resident('林桦').does('requestReview', { reviewReason: '不服' }).at('10:05')
  matter.isDue('review', '2026-04-07 24:00')
  city.waits('2026-04-08 00:00')
  matter.isLate('review').isEscalatedTo('dutyCommander', 'district-centre').hasCard('yellow', 'wanghai-office')
  city.unitHead('wanghai-office').does('decideReview', decision).on('2026-04-09 10:00')
  city.waits('2026-05-12 00:00')
  matter.isAt('closed').isClosed()
})

walk('the re-examination is late', city => {
  const matter = followedUp(city, petition)
  city.resident('林桦').does('requestReview', { reviewReason: '不服' }).at('10:05')
  city.unitHead('wanghai-office').does('decideReview', decision).on('2026-03-10 10:00')
  city.resident('林桦').does('requestReexamination', { reviewReason: '不服' }).on('2026-03-11 10:00')
  city.waits('2026-04-11 00:00')
  matter.isLate('reexamination').isEscalatedTo('dutyCommander', 'district-centre').hasCard('yellow', 'district-centre')
})
