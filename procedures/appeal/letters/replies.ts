import {
  adverseLetter,
  facts,
  heading,
  type LetterContent,
  type LetterScene,
  letter,
  localDate,
  paragraph,
  type Text,
  text,
} from '@fengqiao/kernel'
import { outcomes, routes, services } from '../form.ts'
import { words } from '../words.ts'
import { dueOf, type Matter, none, time, unitName } from './phrases.ts'

const dear = (matter: Matter): Text | string => matter.data.contactName ?? text('来访群众', 'Dear resident')

function toResident(
  name: keyof typeof words.letters,
  matter: Matter,
  scene: LetterScene,
  blocks: LetterContent['blocks'],
  from: string = matter.owner,
): LetterContent {
  return {
    form: 'notice',
    title: words.letters[name],
    number: matter.number,
    addressee: dear(matter),
    blocks,
    issuer: { unit: unitName(from, scene), date: localDate(scene.now) },
    verifyUrl: scene.verifyUrl,
    contact: scene.org.unit(from)?.phone,
  }
}

export const receipt = (matter: Matter, scene: LetterScene): LetterContent => {
  const centre = scene.org.receivingCentre(matter.place)
  return letter(
    toResident(
      'receipt',
      matter,
      scene,
      [
        paragraph(
          text(
            '您反映的事项已收到。请保存本回执，凭查询码可随时查看进展。',
            'We have received your matter. Keep this receipt; the query code shows its progress at any time.',
          ),
        ),
        facts([
          [text('编号', 'Number'), matter.number],
          [text('类别', 'Kind'), services[matter.data.service ?? 'petition']],
          [text('事由', 'Matter'), matter.data.title ?? none],
          [text('地点', 'Place'), scene.org.placeName(matter.place)],
          [text('收到时间', 'Received'), time(matter.filedAt)],
          [text('受理单位', 'Received by'), unitName(centre, scene)],
          [text('研判时限', 'Assessed by'), dueOf(matter, 'triage')],
        ]),
      ],
      centre,
    ),
  )
}

export const acceptance = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    toResident('acceptance', matter, scene, [
      paragraph(text('您反映的下列事项，本单位已经受理。', 'This unit has accepted the matter you brought.')),
      facts([
        [text('事由', 'Matter'), matter.data.title ?? none],
        [text('承办单位', 'Unit responsible'), unitName(matter.owner, scene)],
        [text('首次联系', 'First contact by'), dueOf(matter, 'contact')],
        [text('答复期限', 'Answer by'), dueOf(matter, 'answer')],
      ]),
      paragraph(
        text(
          '办理中如需补充情况，我们会与您联系。经办人与本件有利害关系的，您可以申请其回避。',
          'We will contact you if more is needed. You may ask a handler with an interest in the matter to withdraw.',
        ),
      ),
    ]),
  )

export const redirection = (matter: Matter, scene: LetterScene): LetterContent => {
  const route = matter.data.route ?? 'court'
  const limits: Record<keyof typeof routes, Text> = {
    court: text(
      '民事权利一般诉讼时效三年，自知道或者应当知道权利受损及义务人之日起算',
      'As a rule three years for civil claims, from when the loss and the person liable were or should have been known',
    ),
    arbitration: text(
      '劳动争议一般一年，自知道或者应当知道权利受侵害之日起算',
      'As a rule one year for labour disputes, from when the infringement was or should have been known',
    ),
    administrativeReview: text(
      '自知道或者应当知道该行政行为之日起六十日内',
      'Within sixty days of when the act was or should have been known',
    ),
  }
  const bases: Record<keyof typeof routes, string> = {
    court: '《中华人民共和国民法典》第一百八十八条',
    arbitration: '《中华人民共和国劳动争议调解仲裁法》第二十七条',
    administrativeReview: '《中华人民共和国行政复议法》第二十条',
  }
  return adverseLetter({
    ...toResident(
      'redirection',
      matter,
      scene,
      [
        paragraph(
          text(
            `您反映的“${matter.data.title ?? ''}”属于应当通过法定途径解决的事项，不再作为诉求派单。`,
            `Your matter “${matter.data.title ?? ''}” belongs to a lawful route and is not dispatched as an appeal.`,
          ),
        ),
        facts([
          [text('法定途径', 'Lawful route'), routes[route]],
          [text('理由', 'Reason'), matter.data.reason ?? none],
          [text('依据', 'Basis'), '《信访工作条例》第二十八条、第三十一条'],
        ]),
        paragraph(
          text(
            '如需帮助，社区法律顾问可免费解答；符合条件的可申请法律援助。',
            'A community legal adviser can help free of charge; legal aid is available to those who qualify.',
          ),
        ),
      ],
      scene.org.receivingCentre(matter.place),
    ),
    remedy: { body: routes[route], limit: limits[route], basis: bases[route] },
  })
}

export const extension = (matter: Matter, scene: LetterScene): LetterContent =>
  adverseLetter({
    ...toResident('extension', matter, scene, [
      paragraph(
        text(
          '您反映的事项情况复杂，经本单位负责人批准，办理期限延长一次。',
          'Your matter is complex. With the approval of the head of this unit its period is extended once.',
        ),
      ),
      facts([
        [text('延期理由', 'Reason'), matter.data.reason ?? none],
        [text('新的答复期限', 'New date'), dueOf(matter, 'answer')],
      ]),
    ]),
    remedy: {
      body: unitName(scene.org.receivingCentre(matter.place), scene),
      limit: text('办结前均可提出', 'At any time before closure'),
      basis: '《信访工作条例》第三十四条',
    },
  })

const findings = (matter: Matter) => [
  heading(text('一、诉求', '1. The claim')),
  paragraph(matter.data.demand ?? matter.data.title ?? none),
  heading(text('二、查明的情况', '2. Facts found')),
  paragraph(matter.data.finding ?? none),
  heading(text('三、处理意见', '3. Opinion')),
  paragraph(matter.data.opinion ?? none),
  heading(text('四、依据', '4. Legal basis')),
  paragraph(matter.data.legalBasis ?? text('本单位职责', 'The duties of this unit')),
]

export const reply = (matter: Matter, scene: LetterScene): LetterContent =>
  adverseLetter({
    ...toResident('reply', matter, scene, findings(matter)),
    remedy: {
      body: unitName(scene.org.superior(matter.owner) ?? matter.owner, scene),
      limit: text(
        '收到答复后，在回访时评价“没有解决”，由上一级重新办理',
        'Rate it “not resolved” when asked, and it is handled again one level up',
      ),
      basis: '群众诉求办理规则',
    },
  })

export const petitionOpinion = (matter: Matter, scene: LetterScene): LetterContent =>
  adverseLetter({
    ...toResident('petitionOpinion', matter, scene, findings(matter)),
    remedy: {
      body: unitName(scene.org.superior(matter.owner) ?? matter.owner, scene),
      limit: text('收到本意见书之日起 30 日内申请复查', 'Ask for review within 30 days of receipt'),
      basis: '《信访工作条例》第三十五条',
    },
  })

const decided = (matter: Matter) => [
  facts([
    [text('事由', 'Matter'), matter.data.title ?? none],
    [text('申请理由', 'Grounds'), matter.data.reviewReason ?? none],
    [text('结论', 'Outcome'), outcomes[matter.data.outcome ?? 'upheld']],
  ]),
  heading(text('意见', 'Opinion')),
  paragraph(matter.data.opinion ?? none),
  heading(text('依据', 'Legal basis')),
  paragraph(matter.data.legalBasis ?? none),
]

export const reviewOpinion = (matter: Matter, scene: LetterScene): LetterContent =>
  adverseLetter({
    ...toResident('reviewOpinion', matter, scene, decided(matter), scene.org.superior(matter.owner) ?? matter.owner),
    remedy: {
      body: unitName(scene.org.superior(scene.org.superior(matter.owner) ?? matter.owner) ?? matter.owner, scene),
      limit: text('收到复查意见之日起 30 日内申请复核', 'Ask for re-examination within 30 days of receipt'),
      basis: '《信访工作条例》第三十六条',
    },
  })

export const reexaminationOpinion = (matter: Matter, scene: LetterScene): LetterContent => {
  const above = scene.org.superior(matter.owner) ?? matter.owner
  const top = scene.org.superior(above) ?? above
  return adverseLetter({
    ...toResident('reexaminationOpinion', matter, scene, decided(matter), top),
    remedy: {
      body: text(
        '本意见为信访终结意见；依法可通过诉讼、仲裁、行政复议解决的，按法定途径办理',
        'This ends the petition; what the law sends to court, arbitration or administrative review may still go there',
      ),
      limit: text('按相应法律规定的期限', 'Within the time set by the law concerned'),
      basis: '《信访工作条例》第三十六条',
    },
  })
}

export const closing = (matter: Matter, scene: LetterScene): LetterContent =>
  letter(
    toResident('closing', matter, scene, [
      paragraph(text('您反映的事项已办结，情况如下。', 'Your matter is closed, as follows.')),
      facts([
        [text('事由', 'Matter'), matter.data.title ?? none],
        [text('收到时间', 'Received'), time(matter.filedAt)],
        [text('承办单位', 'Unit responsible'), unitName(matter.owner, scene)],
        [text('处理意见', 'Opinion'), matter.data.opinion ?? text('群众撤回或期满办结', 'Withdrawn, or closed at the end of the period')],
      ]),
      paragraph(text('情况有变化的，可随时重新反映。', 'If things change, you can bring the matter again at any time.')),
    ]),
  )
