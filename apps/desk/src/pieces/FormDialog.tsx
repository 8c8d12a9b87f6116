import './pieces.css'
import type { Text } from '@fengqiao/kernel'
import { type FormField, type FormValues, problemOf, useLanguage, useText } from '@fengqiao/ui'
import { ActionForm, Modal } from '@fengqiao/ui/desk'
import type { ReactNode } from 'react'

interface FormDialogProps {
  readonly title: Text
  readonly help?: Text | undefined
  readonly form: readonly FormField[]
  readonly initial?: FormValues | undefined
  readonly submit: Text
  readonly danger?: boolean
  /** The write behind the dialog. */
  readonly of: { readonly isPending: boolean; readonly error: unknown }
  readonly onSubmit: (input: Record<string, unknown>) => void
  readonly onClose: () => void
  /** Answers a version conflict: shows the latest. */
  readonly onRemedy?: () => void
  readonly width?: number
  readonly children?: ReactNode
}

/** A form in a dialog. Mount it when it opens: what was typed goes with it when it closes. A refusal stands in the dialog until corrected. */
export function FormDialog({
  title,
  help,
  form,
  initial,
  submit,
  danger = false,
  of,
  onSubmit,
  onClose,
  onRemedy,
  width = 560,
  children,
}: FormDialogProps) {
  const say = useText()
  const { language } = useLanguage()
  return (
    <Modal open onCancel={onClose} footer={null} title={say(title)} width={width}>
      {help ? <p className="fq-help desk-dialog-help">{say(help)}</p> : null}
      <ActionForm
        form={form}
        {...(initial ? { initial } : {})}
        submit={say(submit)}
        danger={danger}
        busy={of.isPending}
        problem={of.error ? problemOf(of.error, language) : undefined}
        onSubmit={onSubmit}
        onCancel={onClose}
        onRemedy={onRemedy}
      >
        {children}
      </ActionForm>
    </Modal>
  )
}
