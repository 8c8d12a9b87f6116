/** The matter that most tests are about, in the fixture city: a blocked drain at Yuge Community. */
export const drain = {
  service: 'petition',
  title: '小区门口下水道堵塞',
  description: '雨后积水没过脚踝，已有三天。',
  demand: '尽快疏通',
  contactPhone: '13812345678',
}

/** The unit that answers for drains. */
export const team = 'wanghai-urban-management'
export const place = '440399001001'
