import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { fair, house, openCity, sees } from './people.ts'
import { aPhoto, readReceipt, rongshu, tell } from './phone.ts'

const city = openCity()

test('a resident reports a hazard in three taps, unnamed, and follows it by the code', async () => {
  const phone = await city.phone()
  await phone.goto('/')
  await sees(phone, '件件有回音')
  await fair(phone)

  await tell(phone, {
    service: '安全隐患',
    story: '榕树花园3栋楼下的围墙裂开一条大缝，风一吹就晃，孩子天天从这里过。',
    address: '榕树花园3栋东侧围墙',
    community: rongshu,
    photo: aPhoto,
  })
  await sees(phone, '可以匿名')
  await fair(phone)

  await phone.getByRole('button', { name: '下一步：核对' }).click()
  await sees(phone, '匿名')
  await sees(phone, '榕树社区，榕树花园3栋东侧围墙')
  await fair(phone)

  await phone.getByRole('button', { name: '提交', exact: true }).click()
  const { code, number } = await readReceipt(phone)
  await fair(phone)

  // What another phone's camera would read off the receipt is the way back to this very matter.
  expect(await readQr(await phone.getByRole('img', { name: '扫一扫查进度' }).screenshot())).toBe(`${house()}/#/t/${code}`)

  const other = await city.phone()
  await other.goto(`/#/t/${code}`)
  await sees(other, number)
  await sees(other, '已收到')
  await sees(other, '现在由谁在办')
  await sees(other, '榕湾街道综治中心')
  await fair(other)

  await other.goto('/#/t')
  await fair(other)
  await other.getByLabel('查询码').fill('不是查询码')
  await other.getByRole('button', { name: '查看' }).click()
  await sees(other, '查询码是 12 位字母和数字，请核对')
})

async function readQr(picture: Buffer): Promise<string | undefined> {
  const image = await loadImage(picture)
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data, width, height } = pen.getImageData(0, 0, image.width, image.height)
  return jsQR.default(new Uint8ClampedArray(data), width, height)?.data
}
