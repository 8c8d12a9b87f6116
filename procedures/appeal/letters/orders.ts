import { adverseLetter, facts, type LetterContent, type LetterScene, letter, localDate, paragraph, type Text, text } from '@fengqiao/kernel'
import { words } from '../words.ts'
import { dueOf, gradeName, type Matter, none, time, unitName } from './phrases.ts'

const matterRows = (matter: Matter, scene: LetterScene) =>
  [
    [text('编号', 'Number'), matter.number],
    [text('事由', 'Matter'), matter.data.title ?? none],
    [text('情况说明', 'What happened'), matter.data.description ?? none],
    [text('诉求', 'What is asked for'), matter.data.demand ?? none],
    [text('地点', 'Place'), scene.org.placeName(matter.place)],
    [text('等级', 'Grade'), gradeName(matter)],
  ] as const

/** What every order shares: the issuing centre, the unit addressed, the matter in a table. */
function order(
  name: keyof typeof words.letters,
  matter: Matter,
  scene: LetterScene,
  opening: Text,
  more: readonly (readonly [Text, Text | string])[],
): LetterContent {
  return {
    form: 'order',
    title: words.letters[name],
    number: matter.number,
    addressee: unitName(scene.to ?? matter.owner, scene),
    blocks: [paragraph(opening), facts([...matterRows(matter, scene), ...more])],
    issuer: { unit: unitName(scene.org.receivingCentre(matter.place), scene), date: localDate(scene.now) },
    verifyUrl: scene.verifyUrl,
  }
}

export const dispatchOrder = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    order(
      'dispatchOrder',
      matter,
      scene,
      text(
        '现将下列事项交由你单位办理，请按时签收、联系群众并答复。',
        'The matter below is sent to your unit. Please accept it, contact the resident and answer in time.',
      ),
      [
        [text('交办理由', 'Why your unit'), matter.data.reason ?? none],
        [text('签收时限', 'Accept by'), dueOf(matter, 'acceptance')],
        [text('异议期限', 'Object by'), dueOf(matter, 'objection')],
      ],
    ),
  )

export const designation = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    order(
      'designation',
      matter,
      scene,
      text(
        '下列事项经研究指定由你单位办理，不得再次提出管辖异议。',
        'The matter below is designated to your unit; it may not object again.',
      ),
      [
        [text('指定理由', 'Reason'), matter.data.reason ?? none],
        [text('依据', 'Basis'), '《信访工作条例》第二十四条'],
      ],
    ),
  )

export const whistleOrder = (matter: Matter, scene: LetterScene): LetterContent => {
  const call = matter.assignments.findLast(one => one.kind === 'whistle' && one.unit === scene.to)
  const clock = matter.clocks.find(one => one.id === call?.clock)
  return letter(
    order(
      'whistleOrder',
      matter,
      scene,
      text('请你单位立即派员到场联合处置，并在现场签到。', 'Please send someone at once to act jointly, and check in on site.'),
      [
        [text('集合地点', 'Come to'), call?.place ?? none],
        [text('召集原因', 'Why'), call?.why ?? none],
        [text('到场时限', 'Arrive by'), clock ? time(clock.due) : none],
      ],
    ),
  )
}

export const reopening = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    order(
      'reopening',
      matter,
      scene,
      text(
        '群众对办理结果不满意，现提级由你单位重新办理，时限减半。',
        'The resident was not satisfied; the matter is handled again one level up, in half the time.',
      ),
      [
        [text('群众意见', 'What the resident says'), matter.data.comment ?? matter.data.reason ?? none],
        [text('接手时限', 'Take up by'), dueOf(matter, 'rehandling')],
      ],
    ),
  )

/** Ordered by the system it has no words of its own; the case's last `reason` belongs to another action. */
const supervisedBecause = (matter: Matter): Text | string =>
  (matter.acts['orderSupervision']?.actor.kind === 'staff' && matter.data.reason) || text('超过办理期限', 'Past its deadline')

export const supervisionOrder = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    order(
      'supervisionOrder',
      matter,
      scene,
      text(
        '经核查，下列事项未按期办结或办结不实，现予督办，请按期书面答复。',
        'The matter below is late or was closed without being solved. It is placed under supervision; answer in writing in time.',
      ),
      [
        [text('督办原因', 'Why'), supervisedBecause(matter)],
        [text('答复时限', 'Answer by'), dueOf(matter, 'supervisionAnswer')],
      ],
    ),
  )

export const leaderAssignment = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    order(
      'leaderAssignment',
      matter,
      { ...scene, to: matter.data.leaderUnit },
      text(
        '下列事项由你单位领导包案，请在时限内接访群众并协调化解。',
        'A leader of your unit takes on the matter below; meet the resident in time and coordinate a solution.',
      ),
      [
        [text('包案原因', 'Why'), matter.data.reason ?? none],
        [text('接访时限', 'Meet by'), dueOf(matter, 'leaderContact')],
      ],
    ),
  )

/** A card says why by a deadline's name, by `reopened`, or in the words of whoever ordered it. */
function cause(why: string | undefined): Text | string {
  // A reason may be any word, also one that every object knows.
  const missed: Text | undefined = Object.entries(words.deadlines).find(([name]) => name === why)?.[1]
  if (missed) return text(`${missed.zh}已超时`, `Missed: ${missed.en}`)
  return why === 'reopened' ? text('重办后仍评价为不满意', 'Rated as not resolved again after being reopened') : (why ?? none)
}

export const card = (matter: Matter, scene: LetterScene): LetterContent => {
  const last = matter.cards.findLast(one => one.unit === scene.to)
  const colour = last?.colour === 'red' ? text('红牌', 'red card') : text('黄牌', 'yellow card')
  return adverseLetter({
    ...order(
      'card',
      matter,
      scene,
      text(`因下列事项办理问题，对你单位亮${colour.zh}。`, `Your unit receives a ${colour.en} for the matter below.`),
      [[text('原因', 'Why'), cause(last?.why)]],
    ),
    remedy: {
      body: unitName(scene.org.unitOf('supervision', matter.place) ?? matter.owner, scene),
      limit: text('收到之日起 3 个工作日内提出异议', 'Object within 3 working days of receipt'),
      basis: '亮牌规则',
    },
  })
}
