import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { Button, Modal } from '@fengqiao/ui/desk'

/** A password that is told once. Closing the dialog forgets it. */
export function OneTimePassword({ login, password, onClose }: { login: string; password: string | null; onClose: () => void }) {
  const say = useText()
  return (
    <Modal
      open
      onCancel={onClose}
      mask={{ closable: false }}
      title={say(text('一次性密码', 'One-time password'))}
      footer={
        <Button type="primary" onClick={onClose}>
          {say(text('我已转交', 'I have passed it on'))}
        </Button>
      }
    >
      {password === null ? (
        <p>
          {say(
            text(
              '密码先前已经显示过一次，不能再次显示。如未记下，请重置密码。',
              'It was shown once before and cannot be shown again. Reset the password if it was lost.',
            ),
          )}
        </p>
      ) : (
        <>
          <p>
            {say(text('登录名', 'Login'))} <code>{login}</code>
          </p>
          <code className="desk-secret" data-testid="secret">
            {password}
          </code>
          <p className="fq-help">
            {say(
              text(
                '只显示这一次。请当面或通过可信渠道转交本人，本人首次登录时必须更换。',
                'Shown only now. Hand it over in person or by a trusted channel; it must be changed at first sign-in.',
              ),
            )}
          </p>
        </>
      )}
    </Modal>
  )
}
