-- Cases: the journal, the snapshot that it replays to, and what lists read. An action is committed by one call of commit_cases.

-- Serials of case numbers. A sequence gives no two actions the same number and makes nobody wait; a refused action leaves a gap.
create sequence case_serial;

-- The snapshot of each case and the columns that lists filter and order by.
create table case_record (
  district   text        not null,
  id         uuid        not null,
  number     text        not null,
  procedure  text        not null,
  version    int         not null,
  -- count of events; the optimistic lock
  revision   int         not null,
  -- hash of the last event
  head       bytea       not null,
  step       text        not null,
  final      boolean     not null,
  grade      text,
  variant    text,
  subject    text,
  place      text        not null,
  lon        double precision,
  lat        double precision,
  owner      text        not null,
  title      text        not null,
  filed_at   timestamptz not null,
  closed_at  timestamptz,
  -- the earliest live deadline; null when closed or paused
  due_at     timestamptz,
  due_key    text,
  flags      text[]      not null default '{}',
  -- units that may see it: lists and row-level security read this column
  sees       text[]      not null,
  -- SHA-256 of the query code (60 random bits, so a plain hash is enough)
  code_hash  bytea       not null,
  state      jsonb       not null,
  primary key (district, id)
);
create unique index case_record_number on case_record (district, number text_pattern_ops);
create unique index case_record_code on case_record (district, code_hash);
create index case_record_open on case_record (district, due_at, id) where not final;
create index case_record_open_sees on case_record using gin (sees) where not final;
create index case_record_owner on case_record (district, owner, filed_at desc, id desc);
create index case_record_closed on case_record (district, owner, closed_at desc, id desc) where final;
create index case_record_place on case_record (district, place text_pattern_ops, filed_at desc);
create index case_record_filed on case_record (district, filed_at desc, id desc);

-- The journal: append-only, chained per case. `salt` and `content` can be erased; the chain holds over commitments.
create table event (
  district   text        not null,
  case_id    uuid        not null,
  seq        int         not null,
  type       text        not null,
  action     text,
  at         timestamptz not null,
  actor_kind text        not null,
  account    text,
  unit       text,
  from_step  text,
  to_step    text,
  content    jsonb,
  salt       bytea,
  commitment bytea       not null,
  previous   bytea       not null,
  hash       bytea       not null,
  -- order of writing within the district, for whoever follows the journal
  position   bigint      generated always as identity,
  primary key (district, case_id, seq)
);
create index event_position on event (district, position);

-- Who holds what now: one row for each running assignment. Ended ones live in the journal, so that inboxes stay small.
create table assignment (
  district text        not null,
  case_id  uuid        not null,
  id       text        not null,
  kind     text        not null,
  unit     text        not null,
  role     text,
  account  text,
  since    timestamptz not null,
  due_at   timestamptz,
  primary key (district, case_id, id)
);
create index assignment_inbox on assignment (district, unit, kind, due_at, case_id);

-- Running clocks. `wake_at` is when the worker must look next: the due time, a later consequence, a reminder; null while paused.
create table deadline (
  district text        not null,
  case_id  uuid        not null,
  id       text        not null,
  key      text        not null,
  rule     text        not null,
  unit     text        not null,
  due_at   timestamptz not null,
  wake_at  timestamptz,
  primary key (district, case_id, id)
);
create index deadline_wake on deadline (wake_at) where wake_at is not null;
create index deadline_by_rule on deadline (district, rule);

create table case_reporter (
  district text        not null,
  case_id  uuid        not null,
  resident text        not null,
  filed_at timestamptz not null,
  primary key (district, case_id, resident)
);
create index case_reporter_resident on case_reporter (district, resident, filed_at desc, case_id);

-- Words of each case for search, and bands of its text for near-duplicates. Written once, so that actions do not touch the GIN indexes.
-- Holds no masked field. Row-level security would keep the planner from these indexes (the match operators are not leakproof):
-- every query joins case_record, where it applies.
create table case_search (
  district text        not null,
  case_id  uuid        not null,
  filed_at timestamptz not null,
  words    tsvector    not null,
  bands    int[]       not null default '{}',
  primary key (district, case_id)
);
create index case_search_words on case_search using gin (words) with (fastupdate = off);
create index case_search_bands on case_search using gin (bands) with (fastupdate = off);
create index case_search_filed on case_search (district, filed_at desc);

-- What must be done because of a committed action: notices, statistics, open screens. Taken in batches, deleted when done.
create table outbox (
  district text        not null,
  id       bigint      generated always as identity,
  case_id  uuid        not null,
  seq      int         not null,
  at       timestamptz not null,
  body     jsonb       not null,
  primary key (district, id)
);

-- Statistics: counts and durations by day, unit and place. `bucket` 0 counts; above it, durations in steps of about 9 %.
create table tally (
  district  text   not null,
  procedure text   not null,
  measure   text   not null,
  unit      text   not null,
  place     text   not null,
  day       date   not null,
  bucket    int    not null default 0,
  n         bigint not null,
  primary key (district, procedure, measure, day, unit, place, bucket)
);

-- Configured periods (law 4). A row overrides the procedure's default between its dates.
create table deadline_rule (
  district   text        not null,
  key        text        not null,
  value      numeric     not null,
  unit       text        not null,
  calendar   text        not null,
  source     text        not null,
  confidence text        not null,
  valid_from date        not null default '0001-01-01',
  valid_to   date,
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (district, key, valid_from)
);

-- Second wall. The first is the code; this one holds when the code forgets. `fengqiao.scope` is set per transaction:
-- system (workers), units:<a,b> (staff), resident:<id>, case:<id> (query code); unset means nothing is seen.
create function may_see(p_district text, p_id uuid, p_sees text[]) returns boolean language sql stable as $$
  select case split_part(current_setting('fengqiao.scope', true), ':', 1)
    when 'system' then true
    when 'units' then p_sees && string_to_array(substr(current_setting('fengqiao.scope', true), 7), ',')
    when 'case' then p_id::text = substr(current_setting('fengqiao.scope', true), 6)
    when 'resident' then exists (
      select 1 from case_reporter r
      where r.district = p_district and r.case_id = p_id and r.resident = substr(current_setting('fengqiao.scope', true), 10))
    else false
  end
$$;
alter table case_record enable row level security;
alter table case_record force row level security;
create policy case_record_seen on case_record using (may_see(district, id, sees)) with check (true);
alter table event enable row level security;
alter table event force row level security;
create policy event_seen on event for select using (
  exists (select 1 from case_record c where c.district = event.district and c.id = event.case_id));
create policy event_append on event for insert with check (true);

-- Reads a case for an action together with the answer this key already had, and a serial for a new case.
create function read_case(p_scope text, p_district text, p_id uuid, p_actor text, p_key text)
returns table (state jsonb, head text, reply_status int, reply_body jsonb, reply_fingerprint text, serial bigint)
language plpgsql as $$
begin
  perform set_config('fengqiao.scope', p_scope, true);
  return query
    select c.state, encode(c.head, 'hex'), r.status, r.body, r.fingerprint,
           case when p_id is null then nextval('case_serial') end
    from (select 1) one
    left join case_record c on c.district = p_district and c.id = p_id
    left join reply r on p_key is not null and r.district = p_district and r.actor = p_actor and r.key = p_key;
end $$;

-- Commits decisions: all of them or none. Each item is one case with its new events. FQ001: someone was faster (version conflict).
-- FQ002: this key is being answered by a request that came in at the same time. Items must come in order of case id: no deadlocks.
create function commit_cases(p_scope text, p_district text, p_items jsonb, p_reply jsonb) returns void
language plpgsql as $$
declare
  item jsonb;
  c_id uuid;
begin
  perform set_config('fengqiao.scope', p_scope, true);
  if p_reply is not null then
    insert into reply (district, actor, key, fingerprint, status, body)
    values (p_district, p_reply->>'actor', p_reply->>'key', p_reply->>'fingerprint', (p_reply->>'status')::int, p_reply->'body')
    on conflict do nothing;
    if not found then raise exception 'key is taken' using errcode = 'FQ002'; end if;
  end if;
  for item in select jsonb_array_elements(p_items) loop
    c_id := (item->>'id')::uuid;
    if (item->>'expect')::int = 0 then
      insert into case_record (district, id, number, procedure, version, revision, head, step, final, grade, variant, subject, place, lon, lat,
        owner, title, filed_at, closed_at, due_at, due_key, flags, sees, code_hash, state)
      select p_district, c_id, r.number, r.procedure, r.version, r.revision, decode(r.head, 'hex'), r.step, r.final, r.grade, r.variant, r.subject,
        r.place, r.lon, r.lat, r.owner, r.title, r.filed_at, r.closed_at, r.due_at, r.due_key, coalesce(r.flags, '{}'), r.sees, decode(r.code_hash, 'hex'), item->'state'
      from jsonb_to_record(item->'record') as r(number text, procedure text, version int, revision int, head text, step text, final boolean,
        grade text, variant text, subject text, place text, lon double precision, lat double precision, owner text, title text,
        filed_at timestamptz, closed_at timestamptz, due_at timestamptz, due_key text, flags text[], sees text[], code_hash text);
      insert into case_search (district, case_id, filed_at, words, bands)
      select p_district, c_id, s.filed_at, s.words::tsvector, coalesce(s.bands, '{}')
      from jsonb_to_record(item->'search') as s(filed_at timestamptz, words text, bands int[]);
    else
      update case_record c set version = r.version, revision = r.revision, head = decode(r.head, 'hex'), step = r.step, final = r.final,
        grade = r.grade, variant = r.variant, subject = r.subject, owner = r.owner, closed_at = r.closed_at, due_at = r.due_at,
        due_key = r.due_key, flags = coalesce(r.flags, '{}'), sees = r.sees, state = item->'state'
      from jsonb_to_record(item->'record') as r(version int, revision int, head text, step text, final boolean, grade text, variant text,
        subject text, owner text, closed_at timestamptz, due_at timestamptz, due_key text, flags text[], sees text[])
      where c.district = p_district and c.id = c_id and c.revision = (item->>'expect')::int;
      if not found then raise exception 'version conflict' using errcode = 'FQ001', detail = c_id::text; end if;
    end if;
    insert into event (district, case_id, seq, type, action, at, actor_kind, account, unit, from_step, to_step, content, salt, commitment, previous, hash)
    select p_district, c_id, e.seq, e.type, e.action, e.at, e.actor_kind, e.account, e.unit, e.from_step, e.to_step, e.content,
      decode(e.salt, 'hex'), decode(e.commitment, 'hex'), decode(e.previous, 'hex'), decode(e.hash, 'hex')
    from jsonb_to_recordset(item->'events') as e(seq int, type text, action text, at timestamptz, actor_kind text, account text, unit text,
      from_step text, to_step text, content jsonb, salt text, commitment text, previous text, hash text);
    if item ? 'deadlines' then
      delete from deadline where district = p_district and case_id = c_id
        and id in (select jsonb_array_elements_text(item->'deadlines'->'drop'));
      insert into deadline (district, case_id, id, key, rule, unit, due_at, wake_at)
      select p_district, c_id, d.id, d.key, d.rule, d.unit, d.due_at, d.wake_at
      from jsonb_to_recordset(item->'deadlines'->'put') as d(id text, key text, rule text, unit text, due_at timestamptz, wake_at timestamptz)
      on conflict (district, case_id, id) do update set due_at = excluded.due_at, wake_at = excluded.wake_at, unit = excluded.unit;
    end if;
    if item ? 'assignments' then
      delete from assignment where district = p_district and case_id = c_id
        and id in (select jsonb_array_elements_text(item->'assignments'->'drop'));
      insert into assignment (district, case_id, id, kind, unit, role, account, since, due_at)
      select p_district, c_id, a.id, a.kind, a.unit, a.role, a.account, a.since, a.due_at
      from jsonb_to_recordset(item->'assignments'->'put') as a(id text, kind text, unit text, role text, account text, since timestamptz, due_at timestamptz)
      on conflict (district, case_id, id) do update set due_at = excluded.due_at;
    end if;
    if item ? 'reporters' then
      insert into case_reporter (district, case_id, resident, filed_at)
      select p_district, c_id, r.resident, r.filed_at
      from jsonb_to_recordset(item->'reporters') as r(resident text, filed_at timestamptz)
      on conflict do nothing;
    end if;
    if item ? 'outbox' then
      insert into outbox (district, case_id, seq, at, body)
      select p_district, c_id, o.seq, o.at, o.body
      from jsonb_to_recordset(item->'outbox') as o(seq int, at timestamptz, body jsonb);
    end if;
  end loop;
end $$;
