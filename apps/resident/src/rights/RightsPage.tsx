import built from 'virtual:field-register'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { useSay } from '../settings/settings.ts'
import type { RegisterPart } from './register.ts'

const register = built as readonly RegisterPart[]

/** What is kept and why, straight from the field register, and what one can do about it. */
export default function RightsPage() {
  const say = useSay()
  return (
    <Page title={say('权利与说明', 'Rights and information')} back="#/me">
      <section className="card stack tight">
        <h2>{say('我们怎样对待您的信息', 'How we treat your data')}</h2>
        <ul className="points">
          <li>
            {say(
              '不登录、不留名也能反映。只有为办好这件事需要的信息才会问。',
              'You can file without signing in or giving a name. Only what the matter needs is asked.',
            )}
          </li>
          <li>{say('照片会自动去掉拍摄位置和设备信息。', 'Photos lose their position and device data by themselves.')}</li>
          <li>
            {say(
              '姓名、电话平时都隐去一部分；要看完整的，必须写明目的，并留下记录给您看。',
              'Names and phones are masked. To see them in clear, a purpose must be stated, and you can see that it was.',
            )}
          </li>
          <li>
            {say(
              '不给人打分，不列“重点人员”，不因为反映问题而区别对待任何人。',
              'Nobody is scored or listed, and nobody is treated differently for speaking up.',
            )}
          </li>
          <li>{say('机器只提建议，派给谁、怎么答复都由具名的工作人员决定。', 'Machines only suggest; a named person decides.')}</li>
        </ul>
      </section>
      {register.map(part => (
        <section key={part.name.en} className="stack tight" aria-label={say(part.name)}>
          <h2>{say('我们保存什么，保存多久', 'What we keep, and for how long')}</h2>
          <p className="soft small">
            {say('从办结那天算起，到期自动删除。', 'Counted from the day a matter is closed; erased by itself when the time is over.')}
          </p>
          <ul className="card flush list">
            {part.fields.map(field => (
              <li key={field.label.en}>
                <details className="kept-field">
                  <summary>
                    <span className="grow">{say(field.label)}</span>
                    <span className="chip">{sayMonths(field.retentionMonths, say)}</span>
                  </summary>
                  <p>{say(field.purpose)}</p>
                  <p className="soft small">
                    {say('依据', 'Ground')}
                    {say('：', ': ')}
                    {field.basis}
                  </p>
                  {field.masking !== 'open' && (
                    <p className="soft small">{say('平时隐去，不显示完整内容', 'Masked unless a purpose is stated')}</p>
                  )}
                </details>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section className="card stack tight">
        <h2>{say('您的权利', 'Your rights')}</h2>
        <ul className="points">
          <li>
            {say('查看、复制、更正、删除、反对使用：', 'See, copy, correct, delete, object: ')}
            <a href="#/data">{say('我的数据', 'My data')}</a>
            {say('。15 个工作日内答复。', '. Answered within 15 working days.')}
          </li>
          <li>
            {say(
              '对答复不满意：30 日内申请复查，再不服可申请复核。',
              'Not content with an answer: ask for review within 30 days, and for re-examination after that.',
            )}
          </li>
          <li>
            {say(
              '属于打官司、仲裁、行政复议的事，会告诉您去哪里、期限多长。',
              'Matters for court, arbitration or administrative review: you are told where to go and by when.',
            )}
          </li>
          <li>
            {say(
              '个人信息问题也可以向网信部门投诉，或向人民法院起诉。',
              'About personal data you can also turn to the cyberspace administration or the people’s court.',
            )}
          </li>
          <li>
            {say(
              '不方便用手机：到任何一个驿站，工作人员帮您填、给您纸质回执。',
              'Without a phone: any station writes it down for you and hands you a paper receipt.',
            )}
          </li>
        </ul>
      </section>
      <p className="small soft">
        {say(
          '依据：《个人信息保护法》《信访工作条例》',
          'Under the Personal Information Protection Law and the Regulations on Petition Work',
        )}
      </p>
      <a className="button quiet wide" href="#/station">
        <Icon name="place" size={20} />
        {say('找最近的驿站', 'Find the nearest station')}
      </a>
    </Page>
  )
}

const sayMonths = (months: number, say: (zh: string, en: string) => string) =>
  months % 12 === 0
    ? say(`${months / 12} 年`, months === 12 ? '1 year' : `${months / 12} years`)
    : say(`${months} 个月`, `${months} months`)
