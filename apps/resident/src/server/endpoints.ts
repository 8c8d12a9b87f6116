import type * as contract from '@fengqiao/contract'
import type { Route } from '@fengqiao/contract'
import type { Endpoint } from './call.ts'

const at = <R extends Route>(method: R['method'], path: string): Endpoint<R> => ({ method, path })

/** Every route this app uses, under its id in the contract. */
export const endpoints = {
  fileCase: at<typeof contract.fileCase>('POST', '/api/cases'),
  findSimilar: at<typeof contract.findSimilar>('POST', '/api/similar'),
  createUploadToken: at<typeof contract.createUploadToken>('POST', '/api/upload-tokens'),
  uploadFile: at<typeof contract.uploadFile>('POST', '/api/files'),
  trackCase: at<typeof contract.trackCase>('GET', '/api/track'),
  trackAction: at<typeof contract.trackAction>('POST', '/api/track/actions'),
  trackLetter: at<typeof contract.trackLetter>('GET', '/api/track/letters/{letter}'),
  listMyCases: at<typeof contract.listMyCases>('GET', '/api/my/cases'),
  getMyCase: at<typeof contract.getMyCase>('GET', '/api/my/cases/{id}'),
  takeMyAction: at<typeof contract.takeMyAction>('POST', '/api/my/cases/{id}/actions'),
  claimCase: at<typeof contract.claimCase>('POST', '/api/my/cases'),
  getPlace: at<typeof contract.getPlace>('GET', '/api/places/{code}'),
  listPlaces: at<typeof contract.listPlaces>('GET', '/api/places'),
  placesAsGeoJson: at<typeof contract.placesAsGeoJson>('GET', '/api/places.geojson'),
  locatePlace: at<typeof contract.locatePlace>('GET', '/api/locate'),
  findAddress: at<typeof contract.findAddress>('GET', '/api/addresses'),
  nearestStations: at<typeof contract.nearestStations>('GET', '/api/stations/nearest'),
  readMe: at<typeof contract.readMe>('GET', '/api/identity/me'),
  requestPhoneCode: at<typeof contract.requestPhoneCode>('POST', '/api/identity/phone-code'),
  verifyPhoneCode: at<typeof contract.verifyPhoneCode>('POST', '/api/identity/phone-code/verification'),
  signOut: at<typeof contract.signOut>('POST', '/api/identity/sign-out'),
  chooseLanguage: at<typeof contract.chooseLanguage>('PUT', '/api/identity/language'),
  listDemoDoors: at<typeof contract.listDemoDoors>('GET', '/api/demo/doors'),
  stepIn: at<typeof contract.stepIn>('POST', '/api/demo/step-in'),
  readMyProfile: at<typeof contract.readMyProfile>('GET', '/api/my/profile'),
  updateMyProfile: at<typeof contract.updateMyProfile>('PATCH', '/api/my/profile'),
  listMyAccessLog: at<typeof contract.listMyAccessLog>('GET', '/api/my/access-log'),
  copyMyData: at<typeof contract.copyMyData>('GET', '/api/my/data'),
  listMyDataRequests: at<typeof contract.listMyDataRequests>('GET', '/api/my/data-requests'),
  fileDataRequest: at<typeof contract.fileDataRequest>('POST', '/api/my/data-requests'),
  listMyNotices: at<typeof contract.listMyNotices>('GET', '/api/my/notices'),
  markMyNoticesRead: at<typeof contract.markMyNoticesRead>('POST', '/api/my/notices/read'),
  getPushKey: at<typeof contract.getPushKey>('GET', '/api/push/key'),
  subscribePush: at<typeof contract.subscribePush>('POST', '/api/my/push-subscriptions'),
  unsubscribePush: at<typeof contract.unsubscribePush>('DELETE', '/api/my/push-subscriptions/{id}'),
} as const
