-- Matters from outside: which source rows became cases, and which cases came through which door.

-- One row for each imported source row, written in the transaction that writes its case: nothing comes in twice, not after a
-- kill and not from two imports at once.
create table imported (
  district    text        not null,
  -- name of the source, as the mapping gives it
  source      text        not null,
  -- the row's own id in that source
  key         text        not null,
  case_id     uuid        not null,
  imported_at timestamptz not null default now(),
  primary key (district, source, key)
);
create index imported_case on imported (district, case_id);

-- Commits the cases of those rows that nobody else has imported, and says which they were. Each item of p_rows is
-- {key, case}, the case as commit_cases takes it. Rows must come in order of key: no deadlocks.
create function import_cases(p_district text, p_source text, p_rows jsonb) returns text[]
language plpgsql as $$
declare
  fresh text[];
begin
  with taken as (
    insert into imported (district, source, key, case_id)
    select p_district, p_source, r->>'key', (r->'case'->>'id')::uuid from jsonb_array_elements(p_rows) r
    on conflict do nothing
    returning key
  )
  select coalesce(array_agg(key), '{}') into fresh from taken;
  perform commit_cases('system', p_district,
    (select coalesce(jsonb_agg(r->'case' order by r->'case'->>'id'), '[]') from jsonb_array_elements(p_rows) r where r->>'key' = any(fresh)),
    null);
  return fresh;
end $$;

-- Serials for a batch of new cases in one round trip.
create function next_case_serials(p_count int) returns setof bigint language sql as $$
  select nextval('case_serial') from generate_series(1, p_count)
$$;

-- The door a case came through. Open311 lists what came through its own door and nothing else.
alter table case_record add column channel text generated always as (state->>'channel') stored;
create index case_record_open311 on case_record (district, filed_at desc, id desc) where channel = 'open311';
