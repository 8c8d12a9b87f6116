import { useSay } from '../settings/settings.ts'
import { groupFrom, type Lack, most } from './draft.ts'

/** What is missing, said as what to do. */
export function useLackWords(): (lack: Lack) => string {
  const say = useSay()
  return lack => {
    switch (lack) {
      case 'story':
        return say('请写一句，或者录一段话', 'Write a sentence, or record one')
      case 'where':
        return say('请告诉我们在哪里：写、点选、选社区都行', 'Tell us where: type it, use the map or choose from the list')
      case 'phone':
        return say('号码好像不对，请改一下；不想留可以清空', 'This number looks wrong; correct it, or leave it empty')
      case 'representatives':
        return say(`请写 1 至 ${most.representatives} 位代表的称呼`, `Name one to ${most.representatives} representatives`)
      case 'headcount':
        return say(`${groupFrom} 人及以上才算一起反映`, `A group is ${groupFrom} people or more`)
    }
  }
}
