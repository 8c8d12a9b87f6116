import { useSay } from '../settings/settings.ts'

/** Fields of a resident's record as the access log names them. Names it does not know are shown as they are. */
export function useFieldWords(): (field: string) => string {
  const say = useSay()
  return field => {
    switch (field) {
      case 'name':
      case 'contactName':
        return say('姓名', 'name')
      case 'phone':
      case 'contactPhone':
        return say('手机', 'phone')
      case 'idNumber':
        return say('身份证号', 'identity number')
      case 'address':
        return say('住址', 'address')
      default:
        return field
    }
  }
}
