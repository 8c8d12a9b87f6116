import type { Text } from '@fengqiao/kernel'
import type { IconName } from '../pieces/Icon.tsx'

/** How a kind of service is shown. A kind that is not listed here still works: it gets the plain look. */
export interface Look {
  readonly icon: IconName
  readonly tone: string
  readonly hint: Text
}

// Written out here: the kernel's door would bring its schemas into the first load.
const text = (zh: string, en: string): Text => ({ zh, en })

const looks: Readonly<Record<string, Look>> = {
  petition: { icon: 'talk', tone: 'maple', hint: text('意见、请求', 'Requests, views') },
  dispute: { icon: 'hands', tone: 'amber', hint: text('邻里、工资', 'Neighbours, wages') },
  legal: { icon: 'scales', tone: 'blue', hint: text('咨询、援助', 'Advice, legal aid') },
  security: { icon: 'shield', tone: 'slate', hint: text('被扰、被骗', 'Nuisance, fraud') },
  counselling: { icon: 'heart', tone: 'leaf', hint: text('情绪、家庭', 'Stress, family') },
  hazard: { icon: 'warn', tone: 'orange', hint: text('消防、用电', 'Fire, wiring') },
}
const plain: Look = { icon: 'pen', tone: 'maple', hint: text('说说您的事', 'Tell us about it') }

export const lookOf = (service: string): Look => looks[service] ?? plain
