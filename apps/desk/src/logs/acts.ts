import { type Text, text } from '@fengqiao/kernel'

/** What stands in the security log, in words. An act of a newer server is shown by its name. */
const acts: Readonly<Record<string, Text>> = {
  'account.boundToProvider': text('绑定统一身份认证', 'Bound to the organisation’s sign-in'),
  'account.changed': text('更正账号资料', 'Account corrected'),
  'account.created': text('开立账号', 'Account opened'),
  'account.disabled': text('停用账号', 'Account disabled'),
  'account.enabled': text('启用账号', 'Account enabled'),
  'account.unlocked': text('解除锁定', 'Lock lifted'),
  'apiKey.created': text('新建接口密钥', 'API key made'),
  'apiKey.revoked': text('停用接口密钥', 'API key ended'),
  'dataRequest.answered': text('答复个人信息请求', 'Data request answered'),
  'deadlineRule.changed': text('修改时限规则', 'Deadline rule changed'),
  'password.changed': text('更换密码', 'Password changed'),
  'password.refused': text('更换密码被拒', 'Password change refused'),
  'password.reset': text('重置密码', 'Password reset'),
  'post.assigned': text('任命岗位', 'Post given'),
  'post.ended': text('免去岗位', 'Post taken away'),
  'secondFactor.enrolled': text('绑定两步验证', 'Second factor enrolled'),
  'secondFactor.refused': text('两步验证未通过', 'Second factor refused'),
  'secondFactor.removed': text('解除两步验证', 'Second factor removed'),
  'securitySettings.changed': text('修改安全设置', 'Security settings changed'),
  'signIn.completed': text('登录', 'Signed in'),
  'signIn.lockedOut': text('登录被锁定', 'Locked out'),
  'signIn.refused': text('登录被拒', 'Sign-in refused'),
  'signOut.completed': text('退出登录', 'Signed out'),
}

export const actWords = (act: string): Text => acts[act] ?? text(act, act)
