import './imports.css'
import { applyImport, type DryRun, dryRunImport, exportFile, type ImportKind, importKindIds, importKinds } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { useClient, useLanguage, useText } from '@fengqiao/ui'
import { Button, ErrorNote, Icon, Progress, Segmented } from '@fengqiao/ui/desk'
import { useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef, useState } from 'react'
import { Panel } from '../pieces/Panel.tsx'
import { useSave } from '../pieces/save.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { DryRunReport } from './DryRunReport.tsx'

const hints: Readonly<Record<ImportKind, Text>> = {
  places: text(
    '区、街道、社区、网格的边界和小区位置。GeoJSON（WGS 84）带边界，表格只带名称和中心点。',
    'Boundaries of streets, communities and cells, and where estates are. GeoJSON (WGS 84) carries boundaries; a sheet only names and centres.',
  ),
  units: text(
    '各级单位的名称、条线、上级、电话和地址。先导入地点，再导入单位。',
    'Names, lines of work, superiors, phones and addresses. Places first, then units.',
  ),
  posts: text('每个单位设哪些岗位。先导入单位。', 'Which posts each unit has. Units first.'),
  accounts: text(
    '工作人员账号及其岗位。新账号没有密码，须由系统管理员逐一重置后交付。',
    'Staff accounts and their posts. A new one has no password until the administrator resets it.',
  ),
  duties: text('事项由哪一级的哪类单位负责，依据什么。', 'Which kind of unit answers for a subject at which level, by what law.'),
  shifts: text('值班表：谁、在哪个单位、什么岗位、从何时到何时。', 'Rosters: who, at which unit, in which role, from when until when.'),
}

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'sending'; readonly share: number }
  | { readonly at: 'read'; readonly report: DryRun }
  | { readonly at: 'done'; readonly report: DryRun }
  | { readonly at: 'failed'; readonly error: unknown }

/** A file in two steps: read it and see what would change, then apply that very file. Nothing changes before the second. */
export default function ImportsPage() {
  const say = useText()
  const { language } = useLanguage()
  const client = useClient()
  const queries = useQueryClient()
  const { busy, save } = useSave()
  const [kind, choose] = useState<ImportKind>('units')
  const [file, take] = useState<File | undefined>()
  const [step, go] = useState<Step>({ at: 'choose' })
  const stopper = useRef<AbortController | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)

  const again = (): void => {
    stopper.current?.abort()
    take(undefined)
    go({ at: 'choose' })
    if (input.current) input.current.value = ''
  }
  const send = async (chosen: File, digest?: string): Promise<void> => {
    const stop = new AbortController()
    stopper.current = stop
    go({ at: 'sending', share: 0 })
    const options = { params: { kind }, progress: (share: number) => go({ at: 'sending', share }), signal: stop.signal }
    try {
      const report = digest
        ? await client.upload(applyImport, chosen, { ...options, query: { digest } })
        : await client.upload(dryRunImport, chosen, options)
      go({ at: digest ? 'done' : 'read', report })
      if (digest) void queries.invalidateQueries()
    } catch (error) {
      if (!stop.signal.aborted) go({ at: 'failed', error })
    }
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const one = event.target.files?.[0]
    if (!one) return
    take(one)
    void send(one)
  }

  return (
    <>
      <PageHead
        title={text('导入导出', 'Import and export')}
        help={text(
          '导出的文件改好后可以原样导回。导入分两步：先试读、看清变化，再确认写入。',
          'What is exported can be edited and brought back. Importing takes two steps: read and look, then apply.',
        )}
      />
      <div className="fq-stack">
        <Panel title={text('选择内容', 'Choose what')}>
          <div className="fq-stack">
            <div className="desk-scroll">
              <Segmented<ImportKind>
                value={kind}
                onChange={next => {
                  choose(next)
                  again()
                }}
                options={importKindIds.map(id => ({ value: id, label: say(importKinds[id]) }))}
                aria-label={say(text('内容', 'What'))}
              />
            </div>
            <p className="fq-muted">{say(hints[kind])}</p>
            <div className="fq-row">
              <span>{say(text('导出现有数据：', 'Export what is there:'))}</span>
              {(['csv', 'xlsx', ...(kind === 'places' ? (['geojson'] as const) : [])] as const).map(format => (
                <Button
                  key={format}
                  icon={<Icon name="download" />}
                  loading={busy}
                  onClick={() => void save(`fengqiao-${kind}.${format}`, exportFile, { params: { kind }, query: { format, language } })}
                  data-testid={`export-${format}`}
                >
                  {format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}
                </Button>
              ))}
            </div>
          </div>
        </Panel>
        <Panel title={text('导入文件', 'Import a file')}>
          <div className="import-choose">
            <input
              ref={input}
              id="import-file"
              type="file"
              accept=".csv,.xlsx,.json,.geojson"
              onChange={chosen}
              className="fq-sr"
              data-testid="import-file"
            />
            <label htmlFor="import-file" className="ant-btn import-button">
              <Icon name="upload" /> {say(text('选择 CSV、XLSX 或 GeoJSON 文件', 'Choose a CSV, XLSX or GeoJSON file'))}
            </label>
            {file ? (
              <span className="fq-num">{file.name}</span>
            ) : (
              <span className="fq-muted">
                {say(text('首行为列名，与导出的文件一致', 'The first row names the columns, as in an export'))}
              </span>
            )}
          </div>
          <div aria-live="polite">
            {step.at === 'sending' ? (
              <div className="fq-row">
                <Progress percent={Math.round(step.share * 100)} style={{ maxWidth: 320 }} aria-label={say(text('上传进度', 'Upload'))} />
                <span>{say(step.share < 1 ? text('正在上传…', 'Uploading…') : text('正在读取…', 'Reading…'))}</span>
                <Button size="small" onClick={again}>
                  {say(text('取消', 'Cancel'))}
                </Button>
              </div>
            ) : null}
            {step.at === 'failed' ? <ErrorNote error={step.error} /> : null}
          </div>
          {step.at === 'read' || step.at === 'done' ? (
            <DryRunReport
              report={step.report}
              applied={step.at === 'done'}
              onApply={() => file && void send(file, step.report.digest)}
              onAgain={again}
            />
          ) : null}
        </Panel>
      </div>
    </>
  )
}
