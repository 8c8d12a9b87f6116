-- Triage in service: learned models and who put them to work, the duty commander's standing orders, what the automatic
-- dispatcher has looked at, corrections to learn from, and the background that near-duplicates are measured against.

-- Models. Bytes are kept while a model is proposed or active: runs of residents' words are not kept longer than they serve.
create table triage_model (
  district   text             not null,
  id         text             not null,
  trained_at timestamptz      not null,
  rows       int              not null,
  state      text             not null check (state in ('proposed', 'active', 'retired', 'rejected')),
  -- the confidence that training itself found safe; the one in force is the standing order's
  threshold  double precision not null,
  figures    jsonb            not null,
  before     jsonb,
  -- how many residents chose a subject themselves, and how many of those choices stood to the end
  chosen     int              not null,
  kept       int              not null,
  bytes      bytea,
  asked_by   text,
  decided_by text,
  decided_at timestamptz,
  primary key (district, id)
);
create unique index triage_model_active on triage_model (district) where state = 'active';

-- Standing orders of the duty commander: a row each, never changed; the latest holds.
create table triage_order (
  district  text             not null,
  set_at    timestamptz      not null,
  threshold double precision not null check (threshold between 0.5 and 1),
  automatic boolean          not null,
  account   text,
  name      text             not null,
  primary key (district, set_at)
);

-- Learning jobs. A running job beats; one that has stopped beating is taken up again once, then marked failed.
create table triage_job (
  district text             not null,
  id       text             not null,
  kind     text             not null check (kind in ('model', 'background')),
  state    text             not null check (state in ('waiting', 'running', 'done', 'failed')),
  -- the first model of a demo city goes to work without a signature
  founding boolean          not null default false,
  progress double precision not null default 0,
  error    text,
  asked_by text,
  asked_at timestamptz      not null,
  beat_at  timestamptz,
  attempts int              not null default 0,
  primary key (district, id)
);
create unique index triage_job_open on triage_job (district, kind) where state in ('waiting', 'running');

-- What the automatic dispatcher has looked at, under which model and order (`mark`), and why it left the case to a person.
-- Claiming a row is how several workers share the queue. A claim without a verdict lapses.
create table triage_look (
  district text        not null,
  case_id  uuid        not null,
  revision int         not null,
  mark     text        not null,
  at       timestamptz not null,
  verdict  text,
  primary key (district, case_id)
);

-- A person decided otherwise than was suggested. `label` is the subject to learn from it.
create table triage_correction (
  district  text        not null,
  case_id   uuid        not null,
  seq       int         not null,
  at        timestamptz not null,
  kind      text        not null check (kind in ('subject', 'unit')),
  suggested text        not null,
  chosen    text        not null,
  label     text,
  model     text        not null,
  account   text,
  primary key (district, case_id, seq)
);
create index triage_correction_at on triage_correction (district, at);

-- How dispatch fared, by day; counted from the journal up to `position`.
create table triage_fate (
  district  text not null,
  day       date not null,
  automatic int  not null default 0,
  by_hand   int  not null default 0,
  objected  int  not null default 0,
  primary key (district, day)
);
create table triage_cursor (
  district text   not null primary key,
  position bigint not null
);

-- In how many of the city's messages each run of characters was seen. Keys of older messages are made again, newest first,
-- down to `rekeyed_at`, `rekeyed_case`; null until the first batch.
create table triage_background (
  district     text        not null,
  version      int         not null,
  learned_at   timestamptz not null,
  messages     int         not null,
  seen         bytea       not null,
  rekeyed_at   timestamptz,
  rekeyed_case uuid,
  rekeyed      boolean     not null default false,
  primary key (district, version)
);
