-- New cases in bulk: what commit_cases does for each, done for all in one statement a table. For history and simulations, whose
-- cases nobody else can know yet; their statistics are added by the caller in the same transaction, so there is no outbox row.
create function load_cases(p_district text, p_items jsonb) returns void
language plpgsql as $$
begin
  perform set_config('fengqiao.scope', 'system', true);
  insert into case_record (district, id, number, procedure, version, revision, head, step, final, grade, variant, subject, place, lon, lat,
    owner, title, filed_at, closed_at, due_at, due_key, flags, sees, code_hash, state)
  select p_district, i.id, r.number, r.procedure, r.version, r.revision, decode(r.head, 'hex'), r.step, r.final, r.grade, r.variant, r.subject,
    r.place, r.lon, r.lat, r.owner, r.title, r.filed_at, r.closed_at, r.due_at, r.due_key, coalesce(r.flags, '{}'), r.sees, decode(r.code_hash, 'hex'), i.state
  from jsonb_to_recordset(p_items) as i(id uuid, state jsonb, record jsonb), jsonb_to_record(i.record) as r(number text, procedure text,
    version int, revision int, head text, step text, final boolean, grade text, variant text, subject text, place text, lon double precision,
    lat double precision, owner text, title text, filed_at timestamptz, closed_at timestamptz, due_at timestamptz, due_key text, flags text[],
    sees text[], code_hash text);
  insert into case_search (district, case_id, filed_at, words, bands)
  select p_district, i.id, s.filed_at, s.words::tsvector, coalesce(s.bands, '{}')
  from jsonb_to_recordset(p_items) as i(id uuid, search jsonb), jsonb_to_record(i.search) as s(filed_at timestamptz, words text, bands int[]);
  insert into event (district, case_id, seq, type, action, at, actor_kind, account, unit, from_step, to_step, content, salt, commitment, previous, hash)
  select p_district, i.id, e.seq, e.type, e.action, e.at, e.actor_kind, e.account, e.unit, e.from_step, e.to_step, e.content,
    decode(e.salt, 'hex'), decode(e.commitment, 'hex'), decode(e.previous, 'hex'), decode(e.hash, 'hex')
  from jsonb_to_recordset(p_items) as i(id uuid, events jsonb), jsonb_to_recordset(i.events) as e(seq int, type text, action text, at timestamptz,
    actor_kind text, account text, unit text, from_step text, to_step text, content jsonb, salt text, commitment text, previous text, hash text);
  insert into deadline (district, case_id, id, key, rule, unit, due_at, wake_at)
  select p_district, i.id, d.id, d.key, d.rule, d.unit, d.due_at, d.wake_at
  from jsonb_to_recordset(p_items) as i(id uuid, deadlines jsonb),
    jsonb_to_recordset(i.deadlines->'put') as d(id text, key text, rule text, unit text, due_at timestamptz, wake_at timestamptz)
  where i.deadlines is not null;
  insert into assignment (district, case_id, id, kind, unit, role, account, since, due_at, step)
  select p_district, i.id, a.id, a.kind, a.unit, a.role, a.account, a.since, a.due_at, a.step
  from jsonb_to_recordset(p_items) as i(id uuid, assignments jsonb),
    jsonb_to_recordset(i.assignments->'put') as a(id text, kind text, unit text, role text, account text, since timestamptz, due_at timestamptz, step text)
  where i.assignments is not null;
  insert into case_mark (district, case_id, id, kind, name, unit, since)
  select p_district, i.id, m.id, m.kind, m.name, m.unit, m.since
  from jsonb_to_recordset(p_items) as i(id uuid, marks jsonb),
    jsonb_to_recordset(i.marks->'put') as m(id text, kind text, name text, unit text, since timestamptz)
  where i.marks is not null;
  insert into case_reporter (district, case_id, resident, filed_at)
  select p_district, i.id, r.resident, r.filed_at
  from jsonb_to_recordset(p_items) as i(id uuid, reporters jsonb), jsonb_to_recordset(i.reporters) as r(resident text, filed_at timestamptz)
  where i.reporters is not null;
end $$;
