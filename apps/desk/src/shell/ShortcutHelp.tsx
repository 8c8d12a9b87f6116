import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { Modal } from '@fengqiao/ui/desk'
import { keysOf, type RoutedPage } from '../pages.ts'

export function ShortcutHelp({ open, onClose, pages }: { open: boolean; onClose: () => void; pages: readonly RoutedPage[] }) {
  const say = useText()
  const keys: readonly (readonly [string, string])[] = [
    ['/', say(text('查找事项', 'Search'))],
    ['j · k', say(text('列表中向下、向上', 'Down and up in a list'))],
    ['Enter', say(text('打开选中的事项', 'Open the chosen matter'))],
    ...[...keysOf(pages)].map(([key, { title }]) => [`g ${key}`, say(title)] as const),
    ['?', say(text('显示本页', 'Show this'))],
  ]
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={say(text('键盘快捷键', 'Keyboard shortcuts'))}>
      <dl className="desk-keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>{key.split(' ').map(one => (one === '·' ? ' · ' : <kbd key={one}>{one}</kbd>))}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
