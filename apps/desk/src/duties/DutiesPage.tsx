import './duties.css'
import {
  type Duty,
  grades,
  listDuties,
  listSubjects,
  type PlaceLevel,
  placeLevelIds,
  placeLevels,
  type Subject,
  type UnitKind,
  unitKindIds,
  unitKinds,
} from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { useRead, useText } from '@fengqiao/ui'
import { Button, Empty, Icon, Shown } from '@fengqiao/ui/desk'
import { useMemo, useState } from 'react'
import { useEvery } from '../pieces/every.ts'
import { ChoiceFilter, Filters, SearchBox } from '../pieces/Filters.tsx'
import { usePlaceNames } from '../pieces/names.ts'
import { useMay } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { DutyDialog, type Editing } from './DutyDialog.tsx'
import { TryOut } from './TryOut.tsx'

/** Who answers for what at which level, and by what law: groups of subjects, each subject with its rows. */
export default function DutiesPage() {
  const say = useText()
  const may = useMay()
  const subjects = useRead(listSubjects, {}, { staleTime: 300_000 })
  const duties = useEvery(listDuties, {})
  const [typed, type] = useState<string | undefined>()
  const [unitKind, chooseKind] = useState<UnitKind | undefined>()
  const [level, chooseLevel] = useState<PlaceLevel | undefined>()
  const [editing, edit] = useState<Editing | undefined>()
  const canEdit = may('addDuty')
  const narrowed = Boolean(typed || unitKind || level)

  return (
    <>
      <PageHead
        title={text('权责清单', 'Duty list')}
        help={text(
          '什么事、在哪一级、由哪类单位负责、依据什么。自动派单照此执行，退单争议也以此为准。',
          'Which kind of unit answers for what, at which level, by what law. Automatic dispatch follows it, and so do disputes over a dispatch.',
        )}
      >
        {canEdit ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => edit({})} data-testid="add-duty">
            {say(text('新增一条', 'Add a row'))}
          </Button>
        ) : null}
      </PageHead>
      <TryOut />
      <section className="fq-panel" aria-label={say(text('清单', 'The list'))}>
        <Filters>
          <SearchBox label={text('事项、关键词或法律依据', 'Subject, keyword or law')} value={typed} onChange={type} />
          <ChoiceFilter
            label={text('全部单位类别', 'All kinds of unit')}
            value={unitKind}
            onChange={chooseKind}
            options={unitKindIds.map(id => [id, unitKinds[id]] as const)}
            search
          />
          <ChoiceFilter
            label={text('全部层级', 'All levels')}
            value={level}
            onChange={chooseLevel}
            options={placeLevelIds.map(id => [id, placeLevels[id]] as const)}
          />
        </Filters>
        <Shown of={subjects} rows={10}>
          {({ subjects: all }) => (
            <Shown of={duties} rows={10}>
              {rows => (
                <Groups
                  subjects={all}
                  duties={rows.filter(duty => matches(duty, all, { typed, unitKind, level }))}
                  narrowed={narrowed}
                  onEdit={canEdit ? edit : undefined}
                />
              )}
            </Shown>
          )}
        </Shown>
      </section>
      {editing ? <DutyDialog editing={editing} onClose={() => edit(undefined)} /> : null}
    </>
  )
}

/** Who answers before who assists, the wider level first. */
const ownFirst = (a: Duty, b: Duty): number =>
  Number(a.part === 'assist') - Number(b.part === 'assist') || placeLevelIds.indexOf(a.level) - placeLevelIds.indexOf(b.level)

interface Narrowing {
  readonly typed: string | undefined
  readonly unitKind: UnitKind | undefined
  readonly level: PlaceLevel | undefined
}

function matches(duty: Duty, subjects: readonly Subject[], { typed, unitKind, level }: Narrowing): boolean {
  if (unitKind && duty.unitKind !== unitKind) return false
  if (level && duty.level !== level) return false
  if (!typed) return true
  const subject = subjects.find(({ code }) => code === duty.subject)
  const group = subjects.find(({ code }) => code === subject?.parent)
  const words = [subject?.name, group?.name, duty.legalBasis].flatMap(one => (one ? [one.zh, one.en] : []))
  return [...words, ...(subject?.keywords ?? [])].some(one => one.toLowerCase().includes(typed.trim().toLowerCase()))
}

interface GroupsProps {
  readonly subjects: readonly Subject[]
  readonly duties: readonly Duty[]
  readonly narrowed: boolean
  readonly onEdit: ((editing: Editing) => void) | undefined
}

function Groups({ subjects, duties, narrowed, onEdit }: GroupsProps) {
  const say = useText()
  const groups = useMemo(
    () =>
      subjects
        .filter(({ parent }) => parent === null)
        .map(group => ({
          group,
          inside: subjects
            .filter(({ code, parent }) => parent === group.code || code === group.code)
            .map(subject => ({ subject, rows: duties.filter(duty => duty.subject === subject.code).toSorted(ownFirst) }))
            .filter(({ rows, subject }) => rows.length > 0 || (!narrowed && subject.parent !== null)),
        }))
        .filter(({ inside }) => inside.length > 0),
    [subjects, duties, narrowed],
  )
  if (groups.length === 0)
    return (
      <Empty
        icon="book"
        title={text('没有符合条件的条目', 'Nothing matches')}
        help={text('换个关键词，或清空条件查看整份清单。', 'Try another word, or clear the filters to see the whole list.')}
      />
    )
  return (
    <>
      {groups.map(({ group, inside }, index) => (
        <details key={group.code} className="duties-group" open={narrowed || index === 0 || undefined}>
          <summary>
            <strong>{say(group.name)}</strong>
            <span className="desk-small">
              {say(
                text(
                  `${inside.length} 个事项，${inside.reduce((sum, { rows }) => sum + rows.length, 0)} 条`,
                  `${inside.length} subjects, ${inside.reduce((sum, { rows }) => sum + rows.length, 0)} rows`,
                ),
              )}
            </span>
          </summary>
          {inside.map(({ subject, rows }) => (
            <SubjectRows key={subject.code} subject={subject} rows={rows} onEdit={onEdit} />
          ))}
        </details>
      ))}
      <p className="fq-end">{say(text(`共 ${duties.length} 条`, `${duties.length} rows`))}</p>
    </>
  )
}

const parts: Readonly<Record<Duty['part'], Text>> = { own: text('承办', 'Owns'), assist: text('协办', 'Assists') }

function SubjectRows({ subject, rows, onEdit }: { subject: Subject; rows: readonly Duty[]; onEdit: GroupsProps['onEdit'] }) {
  const say = useText()
  const placeName = usePlaceNames()
  return (
    <div className="duties-subject">
      <div className="duties-name">
        <h3>{say(subject.name)}</h3>
        <span className="fq-chip" data-tone="plain">
          {say(grades[subject.grade])}
        </span>
        {subject.serviceCode ? <span className="desk-small">Open311 {subject.serviceCode}</span> : null}
        {onEdit ? (
          <Button
            size="small"
            type="link"
            onClick={() => onEdit({ subject: subject.code })}
            aria-label={say(text(`为“${subject.name.zh}”新增一条`, `Add a row for ${subject.name.en}`))}
          >
            {say(text('新增', 'Add'))}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="duties-nobody">
          {say(text('还没有规定由谁负责：来件会停在研判台等待人工分拨。', 'Nobody is named yet: matters wait at triage for a person.'))}
        </p>
      ) : (
        <ul>
          {rows.map(duty => (
            <li key={duty.id} data-part={duty.part}>
              <span className="fq-chip" data-tone={duty.part === 'own' ? undefined : 'plain'}>
                {say(parts[duty.part])}
              </span>
              <span className="duties-unit">
                {say(placeLevels[duty.level])} · <strong>{say(unitKinds[duty.unitKind])}</strong>
                {duty.place ? (
                  <span className="desk-small"> {say(text(`仅 ${placeName(duty.place).zh}`, `only ${placeName(duty.place).en}`))}</span>
                ) : null}
              </span>
              <span className="duties-law">
                {say(duty.legalBasis)}
                {say(duty.remark) ? <span className="desk-small"> {say(duty.remark)}</span> : null}
              </span>
              <span className="desk-small fq-num">
                {duty.validTo ? `${duty.validFrom} — ${duty.validTo}` : say(text(`${duty.validFrom} 起`, `since ${duty.validFrom}`))}
              </span>
              {onEdit ? (
                <Button
                  size="small"
                  type="text"
                  icon={<Icon name="edit" />}
                  onClick={() => onEdit({ duty })}
                  aria-label={say(
                    text(
                      `修改：${subject.name.zh}，${unitKinds[duty.unitKind].zh}`,
                      `Change: ${subject.name.en}, ${unitKinds[duty.unitKind].en}`,
                    ),
                  )}
                  data-testid="edit-duty"
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
