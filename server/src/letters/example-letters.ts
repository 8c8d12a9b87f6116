/** Letters as a street office writes them; tests and the benchmark render them. */
import { adverseLetter, bullets, facts, heading, letter, notice, numbered, paragraph, signatures, text, timeline } from '@fengqiao/kernel'

const unit = text('枫桥街道社会治安综合治理中心', 'Fengqiao Street Governance Centre')

export const orderExample = letter({
  form: 'order',
  title: text('关于交办长丰社区水泵噪声扰民事项的通知', 'Dispatch order: pump noise in Changfeng community'),
  number: '枫街综治交〔2026〕12号',
  addressee: text('枫桥街道城市管理办公室', 'Urban Management Office, Fengqiao Street'),
  blocks: [
    paragraph(
      text(
        '2026年3月1日，我中心受理群众反映长丰社区枫景苑3幢地下水泵房夜间噪声扰民一事（查询码FQ-2603-0017）。经研判，该事项属于“城市管理—噪声污染”类，依照《中华人民共和国噪声污染防治法》第八条和本街道职责清单，由你单位负责办理。现将有关要求通知如下：',
        'On 1 March 2026 this Centre registered a resident’s report of night-time noise from the pump room under building 3, Fengjing Court, Changfeng community (query code FQ-2603-0017). The matter is noise pollution and falls to your office under article 8 of the Noise Pollution Prevention Act and the street’s duty list. You are asked to act as follows:',
      ),
    ),
    heading(text('一、办理时限', '1. Time limits')),
    paragraph(
      text(
        '请于2026年3月2日17时前首次联系反映人，3月8日前书面答复办理结果。确需延期的，应当在期限届满前说明理由并报我中心同意。',
        'Contact the reporter before 17:00 on 2 March 2026 and answer in writing by 8 March. If more time is needed, give the reason and obtain our consent before the limit passes.',
      ),
    ),
    heading(text('二、办理要求', '2. What is asked')),
    numbered([
      text(
        '到现场核实水泵运行时段、隔声设施状况，测量昼间、夜间噪声值。',
        'Check on site the hours of operation and the sound insulation; measure day and night levels.',
      ),
      text(
        '会同社区居民委员会、物业服务企业与反映人协商，提出整改方案。',
        'Agree a remedy with the residents’ committee, the property company and the reporter.',
      ),
      text(
        '对反映人的个人信息严格保密，不得转给被反映的单位或者个人。',
        'Keep the reporter’s personal data confidential; never pass it to those complained of.',
      ),
    ]),
    facts([
      [text('办理等级', 'Grade'), text('P2（一般事项）', 'P2 (general)')],
      [
        text('事发地点', 'Place'),
        text('枫桥区枫桥街道长丰社区枫景苑3幢（网格330681001004）', 'Building 3, Fengjing Court, Changfeng community (grid 330681001004)'),
      ],
      [text('联系人', 'Contact'), text('调度员 王建国，0575-8700 1234', 'Dispatcher Wang Jianguo, 0575-8700 1234')],
    ]),
  ],
  attachments: [text('群众诉求登记表', 'Registration sheet'), text('现场照片（2张）', 'Site photographs (2)')],
  issuer: { unit, date: '2026-03-01' },
  copies: [text('区社会治安综合治理中心', 'District Governance Centre'), text('长丰社区居民委员会', 'Changfeng Residents’ Committee')],
  verifyUrl: 'https://fengqiao.example/verify/FQ-2603-0017-D1',
})

export const noticeExample = adverseLetter({
  form: 'notice',
  title: text('信访事项不予受理告知书', 'Notice that a petition is not accepted'),
  number: '枫街信不受〔2026〕3号',
  addressee: '李秀兰',
  blocks: [
    paragraph(
      text(
        '您于2026年2月27日通过“枫桥”平台提交的关于房屋买卖合同纠纷的信访事项已经收悉。经审查，该纠纷已由枫桥区人民法院立案审理（案号：（2026）浙0681民初215号），属于应当通过诉讼途径解决的事项。根据《信访工作条例》第二十八条、第三十一条的规定，我中心决定不予受理。',
        'We received the petition you filed on the Fengqiao platform on 27 February 2026 about a contract for the sale of a house. The People’s Court of Fengqiao District has already docketed the dispute (case (2026) Zhe 0681 Min Chu 215), so it must be settled by litigation. Under articles 28 and 31 of the Petition Work Regulations we do not accept the petition.',
      ),
    ),
    notice(
      text('您还可以', 'What you can still do'),
      text(
        '向枫桥区法律援助中心（电话12348）申请免费法律咨询；愿意调解的，可以随时向社区人民调解委员会提出，调解不收取任何费用。',
        'Ask the Legal Aid Centre (telephone 12348) for free advice. If you are willing to mediate, ask the community mediation committee at any time; mediation is free.',
      ),
    ),
    timeline([
      { at: '2026-02-27T09:12:00+08:00', what: text('提交信访事项', 'Petition filed'), by: text('本人', 'you') },
      { at: '2026-02-27T09:40:00+08:00', what: text('登记并转送研判', 'Registered and sent to triage'), by: text('首问岗', 'front desk') },
      {
        at: '2026-03-02T15:05:00+08:00',
        what: text('作出不予受理决定', 'Decided not to accept'),
        by: text('研判分拨员', 'triage officer'),
      },
    ]),
  ],
  remedy: {
    body: text('枫桥区信访局（枫桥路1号，0575-8700 5678）', 'Fengqiao District Petition Bureau (1 Fengqiao Road, 0575-8700 5678)'),
    limit: text('自收到本告知书之日起30日内', 'within 30 days of receiving this notice'),
    how: text('书面、口头或者扫描下方二维码在线提出均可', 'in writing, in person or online by the code below'),
    basis: '《信访工作条例》第三十五条',
  },
  issuer: { unit, date: '2026-03-02' },
  contact: '0575-8700 1234',
  verifyUrl: 'https://fengqiao.example/verify/FQ-2602-0933-N2',
})

export const recordExample = letter({
  form: 'record',
  title: text('人民调解协议书', 'Mediation agreement'),
  number: '枫调〔2026〕45号',
  blocks: [
    facts([
      [text('申请人', 'Applicant'), text('李秀兰，女，住长丰社区枫景苑3幢201室', 'Li Xiulan, female, 201, building 3, Fengjing Court')],
      [text('被申请人', 'Respondent'), text('赵大勇，男，住长丰社区枫景苑3幢301室', 'Zhao Dayong, male, 301, building 3, Fengjing Court')],
    ]),
    heading(text('一、纠纷主要事实', '1. Facts')),
    paragraph(
      text(
        '2026年2月，301室卫生间防水层破损，致201室客厅顶棚渗水，造成墙面、木地板损坏。双方对损失数额有争议。',
        'In February 2026 the waterproofing of the bathroom of 301 failed and water came through the ceiling of 201, damaging walls and floor. The parties differed on the loss.',
      ),
    ),
    heading(text('二、协议事项', '2. Terms')),
    bullets([
      text('被申请人于2026年3月20日前完成卫生间防水维修。', 'The respondent repairs the waterproofing by 20 March 2026.'),
      text('被申请人赔偿申请人人民币3,860.00元，于签字当日支付。', 'The respondent pays the applicant CNY 3,860.00 on the day of signing.'),
    ]),
    signatures([text('申请人', 'Applicant'), text('被申请人', 'Respondent'), text('调解员', 'Mediator'), text('记录人', 'Clerk')]),
  ],
  issuer: { unit: text('长丰社区人民调解委员会', 'Changfeng Community Mediation Committee'), date: '2026-03-05' },
})
