import type pg from 'pg'

/**
 * Writes down the schema `public` as SQL that reads well and is the same on every machine: tables with their columns,
 * keys, indexes, policies, triggers and comments, in order of name; then views, functions, types and sequences.
 * It stands in for pg_dump, which does not come with the embedded server, and is for reading and comparing: data,
 * owners and grants are left out.
 */
export async function dumpSchema(pool: pg.Pool): Promise<string> {
  const list = async (sql: string): Promise<string[]> => (await pool.query<{ line: string }>(sql)).rows.map(({ line }) => line)
  const tables = (await pool.query<TableRow>(tablesSql)).rows
  const sections = [
    ['-- The schema as the migrations leave it. Generated, for reading and comparing; change it by a new migration.'],
    await list(extensionsSql),
    await list(typesSql),
    await list(sequencesSql),
    tables.map(writeTable),
    await list(viewsSql),
    await list(functionsSql),
  ]
  return `${plain(sections.flat().join('\n\n')).trimEnd()}\n`
}

/** PostgreSQL spells everything out; what goes without saying is dropped. */
function plain(sql: string): string {
  return sql
    .replaceAll('timestamp with time zone', 'timestamptz')
    .replaceAll(' USING btree', '')
    .replaceAll(/^(CREATE (?:UNIQUE )?INDEX \S+ ON (?:ONLY )?)public\./gm, '$1')
    .replaceAll(/^(CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE) )public\./gm, '$1')
}

interface TableRow {
  readonly name: string
  readonly comment: string | null
  /** `partition by list (district)`, or empty. */
  readonly partitioned: string
  readonly secured: 'no' | 'enable' | 'force'
  readonly columns: readonly { name: string; type: string; rest: string; comment: string | null }[]
  readonly constraints: readonly string[]
  readonly after: readonly string[]
}

function writeTable({ name, comment, partitioned, secured, columns, constraints, after }: TableRow): string {
  const widest = (lengths: number[]) => Math.max(0, ...lengths)
  const nameWidth = widest(columns.map(column => column.name.length))
  const typeWidth = widest(columns.filter(column => column.rest).map(column => column.type.length))
  const parts = [
    ...columns.map(column => `  ${column.name.padEnd(nameWidth)} ${column.type.padEnd(typeWidth)} ${column.rest}`.trimEnd()),
    ...constraints.map(constraint => `  ${constraint}`),
  ]
  const comments = columns.filter(column => column.comment).map(column => `comment on column ${name}.${column.name} is ${column.comment};`)
  return [
    `create table ${name} (\n${parts.join(',\n')}\n)${partitioned ? ` ${partitioned}` : ''};`,
    ...(comment ? [`comment on table ${name} is ${comment};`] : []),
    ...comments,
    ...(secured === 'no' ? [] : [`alter table ${name} enable row level security;`]),
    ...(secured === 'force' ? [`alter table ${name} force row level security;`] : []),
    ...after,
  ].join('\n')
}

/** Whatever belongs to an extension is the extension's business. */
const own = (catalog: string, oid: string) =>
  `not exists (select from pg_depend e where e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`
const inPublic = `'public'::regnamespace`

const extensionsSql = `select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql' order by extname collate "C"`

const typesSql = `
  select case t.typtype
    when 'e' then format('create type %I as enum (%s);', t.typname,
      (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    when 'd' then format('create domain %I as %s%s%s;', t.typname, format_type(t.typbasetype, t.typtypmod),
      case when t.typnotnull then ' not null' else '' end,
      (select coalesce(string_agg(' ' || pg_get_constraintdef(oid), '' order by conname collate "C"), '') from pg_constraint where contypid = t.oid and contype = 'c'))
    else format('create type %I as (%s);', t.typname,
      (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum) from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped))
    end as line
  from pg_type t left join pg_class c on c.oid = t.typrelid
  where t.typnamespace = ${inPublic} and (t.typtype in ('e', 'd') or t.typtype = 'c' and c.relkind = 'c') and ${own('pg_type', 't.oid')}
  order by t.typname collate "C"`

const sequencesSql = `
  select format('create sequence %I as %s start %s increment %s%s;', c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement,
    case when s.seqcycle then ' cycle' else '' end) as line
  from pg_sequence s join pg_class c on c.oid = s.seqrelid
  where c.relnamespace = ${inPublic} and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'e'))
  order by c.relname collate "C"`

const tablesSql = `
  select quote_ident(c.relname) as name, quote_literal(obj_description(c.oid, 'pg_class')) as comment,
    case when c.relkind = 'p' then 'partition by ' || lower(pg_get_partkeydef(c.oid)) when c.relispartition then
      format('partition of %I %s', (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid), lower(pg_get_expr(c.relpartbound, c.oid)))
      else '' end as partitioned,
    case when c.relforcerowsecurity then 'force' when c.relrowsecurity then 'enable' else 'no' end as secured,
    (select coalesce(jsonb_agg(jsonb_build_object(
        'name', quote_ident(a.attname), 'type', replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz'),
        'rest', concat_ws(' ', case when a.attnotnull then 'not null' end,
          case when a.attidentity <> '' then format('generated %s as identity', case a.attidentity when 'a' then 'always' else 'by default' end)
               when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
               when a.attgenerated = 'v' then format('generated always as (%s) virtual', pg_get_expr(d.adbin, d.adrelid))
               when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end),
        'comment', quote_literal(col_description(c.oid, a.attnum))) order by a.attnum), '[]')
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(jsonb_agg(case when contype = 'p' then '' else format('constraint %I ', conname) end || pg_get_constraintdef(oid)
        order by position(contype::text in 'pufcx'), conname collate "C"), '[]')
      from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x')) as constraints,
    (select coalesce(jsonb_agg(line order by kind, line collate "C"), '[]') from (
      select 1 as kind, pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
        where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      union all select 2, format('create policy %I on %I as %s for %s to %s%s%s;', policyname, tablename, lower(permissive), lower(cmd),
          array_to_string(roles, ', '), coalesce(' using (' || qual || ')', ''), coalesce(' with check (' || with_check || ')', ''))
        from pg_policies where schemaname = 'public' and tablename = c.relname
      union all select 3, pg_get_triggerdef(t.oid) || ';' from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
    ) as lines) as after
  from pg_class c
  where c.relnamespace = ${inPublic} and c.relkind in ('r', 'p') and ${own('pg_class', 'c.oid')}
  order by c.relname collate "C"`

const viewsSql = `
  select format(E'create %sview %I as\\n%s', case when relkind = 'm' then 'materialized ' else '' end, relname, pg_get_viewdef(oid)) as line
  from pg_class c where relnamespace = ${inPublic} and relkind in ('v', 'm') and ${own('pg_class', 'c.oid')}
  order by relname collate "C"`

const functionsSql = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' as line from pg_proc p
  where p.pronamespace = ${inPublic} and p.prokind in ('f', 'p') and ${own('pg_proc', 'p.oid')}
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`
