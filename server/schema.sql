-- The schema as the migrations leave it. Generated, for reading and comparing; change it by a new migration.

create extension pg_trgm;

create sequence case_serial as bigint start 1 increment 1;

create table access_log (
  district        text        not null,
  id              text        not null,
  at              timestamptz not null,
  viewer          text        not null,
  post            text        not null,
  role            text        not null,
  unit            text        not null,
  resident        text,
  case_id         text,
  fields          text[]      not null,
  masked          boolean     not null,
  purpose         text        not null,
  reason          text,
  grant_id        text,
  request         text        not null,
  withheld_until  timestamptz,
  withheld_ground text,
  mac             text        not null,
  PRIMARY KEY (district, id),
  constraint access_log_check CHECK (((resident IS NOT NULL) OR (case_id IS NOT NULL))),
  constraint access_log_check1 CHECK (((withheld_until IS NULL) = (withheld_ground IS NULL)))
);
CREATE INDEX access_log_case ON access_log (district, case_id, id) WHERE (case_id IS NOT NULL);
CREATE INDEX access_log_resident ON access_log (district, resident, id) WHERE (resident IS NOT NULL);
CREATE INDEX access_log_viewer ON access_log (district, viewer, id);

create table account (
  district         text        not null,
  id               text        not null,
  login            text        not null,
  login_key        text        not null,
  name_zh          text        not null,
  name_en          text        not null,
  email            text,
  phone            text,
  password_hash    text,
  password_set_at  timestamptz,
  must_change      boolean     not null default false,
  totp_sealed      text,
  totp_next_sealed text,
  totp_used_step   bigint,
  recovery_hashes  text[]      not null default '{}'::text[],
  oidc_subject     text,
  language         text        not null default 'zh'::text,
  created_at       timestamptz not null,
  created_by       text,
  created_key      text,
  signed_in_at     timestamptz,
  disabled_at      timestamptz,
  disabled_reason  text,
  PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX account_created_key ON account (district, created_by, created_key) WHERE (created_key IS NOT NULL);
CREATE UNIQUE INDEX account_email ON account (district, lower(email)) WHERE (email IS NOT NULL);
CREATE UNIQUE INDEX account_login ON account (district, lower(login));
CREATE UNIQUE INDEX account_oidc_subject ON account (district, oidc_subject) WHERE (oidc_subject IS NOT NULL);

create table api_key (
  district    text        not null,
  id          text        not null,
  name        text        not null,
  key_hash    text        not null,
  per_minute  integer     not null,
  per_day     integer     not null,
  created_at  timestamptz not null,
  created_by  text,
  revoked_at  timestamptz,
  minute      timestamptz not null default '1970-01-01 00:00:00+00'::timestamptz,
  minute_used integer     not null default 0,
  day         date        not null default '1970-01-01'::date,
  day_used    integer     not null default 0,
  PRIMARY KEY (district, id),
  constraint api_key_district_key_hash_key UNIQUE (district, key_hash)
);

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
  step     text,
  PRIMARY KEY (district, case_id, id)
);
CREATE INDEX assignment_inbox ON assignment (district, unit, kind, due_at, case_id);
CREATE INDEX assignment_open ON assignment (district, due_at, case_id) WHERE (kind = 'holder'::text);
CREATE INDEX assignment_step ON assignment (district, step, due_at, case_id) WHERE (kind = 'holder'::text);

create table case_mark (
  district text        not null,
  case_id  uuid        not null,
  id       text        not null,
  kind     text        not null,
  name     text        not null,
  unit     text        not null,
  since    timestamptz not null,
  PRIMARY KEY (district, case_id, id)
);
CREATE INDEX case_mark_card ON case_mark (district, since DESC, case_id DESC) WHERE (kind = 'card'::text);
CREATE INDEX case_mark_flag ON case_mark (district, id, since DESC, case_id DESC) WHERE (kind = 'flag'::text);

create table case_record (
  district  text        not null,
  id        uuid        not null,
  number    text        not null,
  procedure text        not null,
  version   integer     not null,
  revision  integer     not null,
  head      bytea       not null,
  step      text        not null,
  final     boolean     not null,
  grade     text,
  variant   text,
  subject   text,
  place     text        not null,
  lon       double precision,
  lat       double precision,
  owner     text        not null,
  title     text        not null,
  filed_at  timestamptz not null,
  closed_at timestamptz,
  due_at    timestamptz,
  due_key   text,
  flags     text[]      not null default '{}'::text[],
  sees      text[]      not null,
  code_hash bytea       not null,
  state     jsonb       not null,
  channel   text        generated always as ((state ->> 'channel'::text)) stored,
  PRIMARY KEY (district, id)
);
alter table case_record enable row level security;
alter table case_record force row level security;
CREATE INDEX case_record_closed ON case_record (district, owner, closed_at DESC, id DESC) WHERE final;
CREATE INDEX case_record_filed ON case_record (district, filed_at DESC, id DESC);
CREATE INDEX case_record_open311 ON case_record (district, filed_at DESC, id DESC) WHERE (channel = 'open311'::text);
CREATE INDEX case_record_owner ON case_record (district, owner, filed_at DESC, id DESC);
CREATE INDEX case_record_place ON case_record (district, place text_pattern_ops, filed_at DESC);
CREATE UNIQUE INDEX case_record_code ON case_record (district, code_hash);
CREATE UNIQUE INDEX case_record_number ON case_record (district, number text_pattern_ops);
create policy case_record_seen on case_record as permissive for all to public using (((current_setting('fengqiao.scope'::text, true) = 'system'::text) OR (("left"(current_setting('fengqiao.scope'::text, true), 6) = 'units:'::text) AND (sees && string_to_array(substr(current_setting('fengqiao.scope'::text, true), 7), ','::text))) OR (current_setting('fengqiao.scope'::text, true) = ('case:'::text || (id)::text)) OR (("left"(current_setting('fengqiao.scope'::text, true), 9) = 'resident:'::text) AND (EXISTS ( SELECT 1
   FROM case_reporter r
  WHERE ((r.district = case_record.district) AND (r.case_id = case_record.id) AND (r.resident = substr(current_setting('fengqiao.scope'::text, true), 10)))))))) with check (true);

create table case_reporter (
  district text        not null,
  case_id  uuid        not null,
  resident text        not null,
  filed_at timestamptz not null,
  PRIMARY KEY (district, case_id, resident)
);
CREATE INDEX case_reporter_resident ON case_reporter (district, resident, filed_at DESC, case_id);

create table case_search (
  district text        not null,
  case_id  uuid        not null,
  filed_at timestamptz not null,
  words    tsvector    not null,
  bands    integer[]   not null default '{}'::integer[],
  PRIMARY KEY (district, case_id)
);
CREATE INDEX case_search_bands ON case_search USING gin (bands) WITH (fastupdate=off);
CREATE INDEX case_search_filed ON case_search (district, filed_at DESC);
CREATE INDEX case_search_words ON case_search USING gin (words) WITH (fastupdate=off);

create table data_request (
  district      text        not null,
  id            text        not null,
  resident      text        not null,
  kind          text        not null,
  wish_sealed   text        not null,
  field         text,
  filed_at      timestamptz not null,
  due_at        timestamptz not null,
  state         text        not null,
  answer_sealed text,
  answered_at   timestamptz,
  answered_by   text,
  request_key   text        not null,
  PRIMARY KEY (district, id),
  constraint data_request_district_resident_request_key_key UNIQUE (district, resident, request_key),
  constraint data_request_check CHECK (((state = 'open'::text) = (answered_at IS NULL))),
  constraint data_request_kind_check CHECK ((kind = ANY (ARRAY['correction'::text, 'deletion'::text, 'objection'::text]))),
  constraint data_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'refused'::text])))
);
CREATE INDEX data_request_open ON data_request (district, due_at, id) WHERE (state = 'open'::text);
CREATE INDEX data_request_resident ON data_request (district, resident, id);

create table deadline (
  district text        not null,
  case_id  uuid        not null,
  id       text        not null,
  key      text        not null,
  rule     text        not null,
  unit     text        not null,
  due_at   timestamptz not null,
  wake_at  timestamptz,
  PRIMARY KEY (district, case_id, id)
);
CREATE INDEX deadline_by_rule_case ON deadline (district, rule, case_id);
CREATE INDEX deadline_wake ON deadline (wake_at) WHERE (wake_at IS NOT NULL);

create table deadline_rule (
  district   text        not null,
  key        text        not null,
  value      numeric     not null,
  unit       text        not null,
  calendar   text        not null,
  source     text        not null,
  confidence text        not null,
  valid_from date        not null default '0001-01-01'::date,
  valid_to   date,
  changed_by text        not null,
  changed_at timestamptz not null,
  PRIMARY KEY (district, key, valid_from)
);

create table deployment (
  district   text        not null,
  name_zh    text        not null,
  name_en    text        not null,
  demo       boolean     not null,
  created_at timestamptz not null default now(),
  loaded_at  timestamptz default now(),
  key_check  text,
  PRIMARY KEY (district)
);

create table duty (
  district       text    not null,
  id             text    not null,
  subject        text    not null,
  level          text    not null,
  unit_kind      text    not null,
  place          text,
  part           text    not null default 'own'::text,
  legal_basis_zh text    not null,
  legal_basis_en text    not null,
  remark_zh      text    not null default ''::text,
  remark_en      text    not null default ''::text,
  version        integer not null default 1,
  valid_from     date    not null,
  valid_to       date,
  PRIMARY KEY (district, id),
  constraint duty_district_subject_fkey FOREIGN KEY (district, subject) REFERENCES subject(district, code),
  constraint duty_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint duty_legal_basis_en_check CHECK ((legal_basis_en <> ''::text)),
  constraint duty_legal_basis_zh_check CHECK ((legal_basis_zh <> ''::text)),
  constraint duty_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'community'::text, 'site'::text]))),
  constraint duty_part_check CHECK ((part = ANY (ARRAY['own'::text, 'assist'::text])))
);
CREATE INDEX duty_by_subject ON duty (district, subject, level) WHERE (valid_to IS NULL);

create table event (
  district   text        not null,
  case_id    uuid        not null,
  seq        integer     not null,
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
  "position" bigint      not null generated always as identity,
  PRIMARY KEY (district, case_id, seq)
);
alter table event enable row level security;
alter table event force row level security;
CREATE INDEX event_position ON event (district, "position");
create policy event_append on event as permissive for insert to public with check (true);
create policy event_seen on event as permissive for select to public using ((EXISTS ( SELECT 1
   FROM case_record c
  WHERE ((c.district = event.district) AND (c.id = event.case_id)))));

create table file (
  district      text        not null,
  hash          text        not null,
  size          bigint      not null,
  type          text        not null,
  width         integer,
  height        integer,
  thumbnail     text,
  original      text,
  original_type text,
  created_at    timestamptz not null,
  PRIMARY KEY (district, hash),
  constraint file_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint file_size_check CHECK ((size >= 0))
);
CREATE INDEX file_created ON file (created_at);
CREATE INDEX file_hash ON file (hash);
CREATE INDEX file_original ON file (original) WHERE (original IS NOT NULL);
CREATE INDEX file_thumbnail ON file (thumbnail) WHERE (thumbnail IS NOT NULL);

create table file_use (
  district    text        not null,
  id          uuid        not null,
  hash        text        not null,
  uploader    text        not null,
  case_id     text,
  name_sealed text,
  created_at  timestamptz not null,
  attached_at timestamptz,
  PRIMARY KEY (district, id),
  constraint file_use_district_hash_fkey FOREIGN KEY (district, hash) REFERENCES file(district, hash),
  constraint file_use_check CHECK (((case_id IS NULL) = (attached_at IS NULL)))
);
CREATE INDEX file_use_case ON file_use (district, case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX file_use_hash ON file_use (district, hash);
CREATE INDEX file_use_orphan ON file_use (created_at) WHERE (case_id IS NULL);

create table imported (
  district    text        not null,
  source      text        not null,
  key         text        not null,
  case_id     uuid        not null,
  imported_at timestamptz not null default now(),
  PRIMARY KEY (district, source, key)
);
CREATE INDEX imported_case ON imported (district, case_id);

create table local_message (
  district   text        not null,
  id         uuid        not null,
  channel    text        not null,
  address    text        not null,
  subject    text        not null,
  body       text        not null,
  dedupe_key text        not null,
  at         timestamptz not null,
  PRIMARY KEY (district, id),
  constraint local_message_district_dedupe_key_key UNIQUE (district, dedupe_key),
  constraint local_message_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text])))
);
CREATE INDEX local_message_at ON local_message (district, at DESC);

create table migration (
  number integer     not null,
  file   text        not null,
  sha256 text        not null,
  at     timestamptz not null default now(),
  PRIMARY KEY (number)
);

create table notice (
  district       text        not null,
  id             uuid        not null,
  case_id        text,
  recipient_kind text        not null,
  recipient      text        not null,
  channel        text        not null,
  template       text        not null,
  params         jsonb       not null default '{}'::jsonb,
  link           text,
  urgent         boolean     not null default false,
  state          text        not null default 'waiting'::text,
  created_at     timestamptz not null,
  due_at         timestamptz not null,
  expires_at     timestamptz,
  claimed_at     timestamptz,
  claim          uuid,
  sent_at        timestamptz,
  read_at        timestamptz,
  tries          integer     not null default 0,
  delivered      text[]      not null default '{}'::text[],
  last_error     text,
  dedupe_key     text        not null,
  PRIMARY KEY (district, id),
  constraint notice_district_dedupe_key_key UNIQUE (district, dedupe_key),
  constraint notice_channel_check CHECK ((channel = ANY (ARRAY['inApp'::text, 'sms'::text, 'email'::text, 'push'::text]))),
  constraint notice_recipient_kind_check CHECK ((recipient_kind = ANY (ARRAY['resident'::text, 'account'::text, 'contact'::text]))),
  constraint notice_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sent'::text, 'dead'::text, 'dropped'::text])))
);
CREATE INDEX notice_due ON notice (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'claimed'::text]));
CREATE INDEX notice_log ON notice (district, created_at DESC, id DESC);
CREATE INDEX notice_mine ON notice (district, recipient_kind, recipient, due_at DESC, id DESC) WHERE (channel = 'inApp'::text);

create table outbox (
  district text        not null,
  id       bigint      not null generated always as identity,
  case_id  uuid        not null,
  seq      integer     not null,
  at       timestamptz not null,
  body     jsonb       not null,
  PRIMARY KEY (district, id)
);

create table phone_code (
  district   text        not null,
  phone_key  text        not null,
  code_hash  text        not null,
  sent_at    timestamptz not null,
  expires_at timestamptz not null,
  tries      integer     not null default 0,
  PRIMARY KEY (district, phone_key)
);

create table place (
  district   text    not null,
  code       text    not null,
  version    integer not null default 1,
  level      text    not null,
  kind       text,
  name_zh    text    not null,
  name_en    text    not null,
  parent     text,
  polygon    jsonb,
  lon        double precision,
  lat        double precision,
  former     text[]  not null default '{}'::text[],
  valid_from date    not null,
  valid_to   date,
  PRIMARY KEY (district, code, version),
  constraint place_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint place_check1 CHECK (((lon IS NULL) = (lat IS NULL))),
  constraint place_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'community'::text, 'cell'::text, 'site'::text]))),
  constraint place_name_en_check CHECK ((name_en <> ''::text)),
  constraint place_name_zh_check CHECK ((name_zh <> ''::text)),
  constraint place_version_check CHECK ((version > 0))
);
CREATE INDEX place_by_parent ON place (district, parent) WHERE (valid_to IS NULL);
CREATE UNIQUE INDEX place_in_force ON place (district, code) WHERE (valid_to IS NULL);

create table post (
  district   text not null,
  id         text not null,
  unit       text not null,
  role       text not null,
  title_zh   text not null,
  title_en   text not null,
  valid_from date not null,
  valid_to   date,
  PRIMARY KEY (district, id),
  constraint post_district_unit_fkey FOREIGN KEY (district, unit) REFERENCES unit(district, id),
  constraint post_title_en_check CHECK ((title_en <> ''::text)),
  constraint post_title_zh_check CHECK ((title_zh <> ''::text))
);
CREATE INDEX post_by_unit ON post (district, unit) WHERE (valid_to IS NULL);

create table post_holder (
  district   text        not null,
  post       text        not null,
  account    text        not null,
  valid_from timestamptz not null,
  valid_to   timestamptz,
  PRIMARY KEY (district, post, account, valid_from),
  constraint post_holder_district_post_fkey FOREIGN KEY (district, post) REFERENCES post(district, id),
  constraint post_holder_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX post_holder_by_account ON post_holder (district, account) WHERE (valid_to IS NULL);

create table push_key (
  district       text        not null,
  public_key     text        not null,
  private_sealed text        not null,
  created_at     timestamptz not null,
  PRIMARY KEY (district)
);

create table push_subscription (
  district        text        not null,
  id              uuid        not null,
  recipient_kind  text        not null,
  recipient       text        not null,
  endpoint_sealed text        not null,
  endpoint_key    text        not null,
  p256dh          text        not null,
  auth_sealed     text        not null,
  created_at      timestamptz not null,
  PRIMARY KEY (district, id),
  constraint push_subscription_district_endpoint_key_key UNIQUE (district, endpoint_key),
  constraint push_subscription_recipient_kind_check CHECK ((recipient_kind = ANY (ARRAY['resident'::text, 'account'::text])))
);
CREATE INDEX push_subscription_recipient ON push_subscription (district, recipient_kind, recipient);

create table recompute_job (
  district     text        not null,
  id           text        not null,
  kind         text        not null,
  key          text,
  source       text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  after        uuid,
  changed      integer     not null default 0,
  failed       integer     not null default 0,
  finished_at  timestamptz,
  PRIMARY KEY (district, id),
  constraint recompute_job_check CHECK (((kind = 'rule'::text) = (key IS NOT NULL))),
  constraint recompute_job_kind_check CHECK ((kind = ANY (ARRAY['rule'::text, 'holidays'::text])))
);
CREATE INDEX recompute_job_open ON recompute_job (district, requested_at) WHERE (finished_at IS NULL);

create table reference_revision (
  district text   not null,
  noun     text   not null,
  revision bigint not null default 1,
  PRIMARY KEY (district, noun),
  constraint reference_revision_noun_check CHECK ((noun = ANY (ARRAY['place'::text, 'unit'::text, 'post'::text, 'shift'::text, 'duty'::text, 'subject'::text])))
);

create table reply (
  district    text        not null,
  actor       text        not null,
  key         text        not null,
  fingerprint text        not null,
  status      integer     not null,
  body        jsonb,
  at          timestamptz not null default now(),
  PRIMARY KEY (district, actor, key)
);
CREATE INDEX reply_at ON reply (at);

create table resident (
  district         text        not null,
  id               text        not null,
  phone_sealed     text,
  phone_key        text,
  phone_masked     text,
  name_sealed      text,
  name_key         text,
  name_masked      text,
  id_number_sealed text,
  id_number_key    text,
  address_sealed   text,
  place            text,
  language         text        not null default 'zh'::text,
  demo             boolean     not null default false,
  created_at       timestamptz not null,
  changed_at       timestamptz not null,
  erased_at        timestamptz,
  PRIMARY KEY (district, id)
);
CREATE INDEX resident_name ON resident (district, name_key) WHERE (name_key IS NOT NULL);
CREATE INDEX resident_place ON resident (district, place text_pattern_ops, id);
CREATE UNIQUE INDEX resident_id_number ON resident (district, id_number_key) WHERE (id_number_key IS NOT NULL);
CREATE UNIQUE INDEX resident_phone ON resident (district, phone_key) WHERE (phone_key IS NOT NULL);

create table security_log (
  district text        not null,
  id       text        not null,
  at       timestamptz not null,
  actor    text,
  act      text        not null,
  subject  text,
  detail   jsonb       not null default '{}'::jsonb,
  request  text        not null,
  mac      text        not null,
  PRIMARY KEY (district, id)
);

create table security_setting (
  district   text        not null,
  setting    jsonb       not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  PRIMARY KEY (district)
);

create table session (
  district   text        not null,
  id         text        not null,
  token_hash text        not null,
  account    text,
  resident   text,
  stage      text        not null,
  post       text,
  created_at timestamptz not null,
  seen_at    timestamptz not null,
  idle_after integer     not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  PRIMARY KEY (district, id),
  constraint session_district_token_hash_key UNIQUE (district, token_hash),
  constraint session_check CHECK (((account IS NULL) <> (resident IS NULL))),
  constraint session_stage_check CHECK ((stage = ANY (ARRAY['full'::text, 'secondFactor'::text, 'enrolSecondFactor'::text, 'changePassword'::text])))
);
CREATE INDEX session_account ON session (district, account) WHERE ((ended_at IS NULL) AND (account IS NOT NULL));
CREATE INDEX session_expires ON session (expires_at);
CREATE INDEX session_resident ON session (district, resident) WHERE ((ended_at IS NULL) AND (resident IS NOT NULL));

create table shift (
  district  text        not null,
  id        uuid        not null,
  unit      text        not null,
  role      text        not null,
  account   text        not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  note      text        not null default ''::text,
  handover  text        not null default ''::text,
  version   integer     not null default 1,
  PRIMARY KEY (district, id),
  constraint shift_district_unit_fkey FOREIGN KEY (district, unit) REFERENCES unit(district, id),
  constraint shift_check CHECK ((ends_at > starts_at))
);
CREATE INDEX shift_by_account ON shift (district, account, starts_at);
CREATE INDEX shift_by_unit ON shift (district, unit, starts_at, id);

create table sign_in_attempt (
  district     text        not null,
  subject      text        not null,
  since        timestamptz not null,
  taken        integer     not null,
  locked_until timestamptz,
  PRIMARY KEY (district, subject)
);

create table subject (
  district       text    not null,
  code           text    not null,
  parent         text,
  name_zh        text    not null,
  name_en        text    not null,
  description_zh text    not null default ''::text,
  description_en text    not null default ''::text,
  service_code   text,
  grade          text    not null default 'general'::text,
  keywords       text[]  not null default '{}'::text[],
  ordinal        integer not null default 0,
  valid_from     date    not null,
  valid_to       date,
  PRIMARY KEY (district, code),
  constraint subject_name_en_check CHECK ((name_en <> ''::text)),
  constraint subject_name_zh_check CHECK ((name_zh <> ''::text))
);
CREATE UNIQUE INDEX subject_by_service_code ON subject (district, service_code) WHERE (service_code IS NOT NULL);

create table tally (
  district  text    not null,
  procedure text    not null,
  measure   text    not null,
  unit      text    not null,
  place     text    not null,
  day       date    not null,
  bucket    integer not null default 0,
  n         bigint  not null,
  PRIMARY KEY (district, procedure, measure, day, unit, place, bucket)
);

create table tally_month (
  district  text    not null,
  procedure text    not null,
  measure   text    not null,
  unit      text    not null,
  place     text    not null,
  month     date    not null,
  bucket    integer not null default 0,
  n         bigint  not null,
  PRIMARY KEY (district, procedure, measure, month, unit, place, bucket)
);

create table triage_background (
  district     text        not null,
  version      integer     not null,
  learned_at   timestamptz not null,
  messages     integer     not null,
  seen         bytea       not null,
  rekeyed_at   timestamptz,
  rekeyed_case uuid,
  rekeyed      boolean     not null default false,
  PRIMARY KEY (district, version)
);

create table triage_correction (
  district  text        not null,
  case_id   uuid        not null,
  seq       integer     not null,
  at        timestamptz not null,
  kind      text        not null,
  suggested text        not null,
  chosen    text        not null,
  label     text,
  model     text        not null,
  account   text,
  PRIMARY KEY (district, case_id, seq),
  constraint triage_correction_kind_check CHECK ((kind = ANY (ARRAY['subject'::text, 'unit'::text])))
);
CREATE INDEX triage_correction_at ON triage_correction (district, at);

create table triage_cursor (
  district   text   not null,
  "position" bigint not null,
  PRIMARY KEY (district)
);

create table triage_fate (
  district  text    not null,
  day       date    not null,
  automatic integer not null default 0,
  by_hand   integer not null default 0,
  objected  integer not null default 0,
  PRIMARY KEY (district, day)
);

create table triage_job (
  district text             not null,
  id       text             not null,
  kind     text             not null,
  state    text             not null,
  founding boolean          not null default false,
  progress double precision not null default 0,
  error    text,
  asked_by text,
  asked_at timestamptz      not null,
  beat_at  timestamptz,
  attempts integer          not null default 0,
  PRIMARY KEY (district, id),
  constraint triage_job_kind_check CHECK ((kind = ANY (ARRAY['model'::text, 'background'::text]))),
  constraint triage_job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX triage_job_open ON triage_job (district, kind) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

create table triage_look (
  district text        not null,
  case_id  uuid        not null,
  revision integer     not null,
  mark     text        not null,
  at       timestamptz not null,
  verdict  text,
  PRIMARY KEY (district, case_id)
);

create table triage_model (
  district   text             not null,
  id         text             not null,
  trained_at timestamptz      not null,
  rows       integer          not null,
  state      text             not null,
  threshold  double precision not null,
  figures    jsonb            not null,
  before     jsonb,
  chosen     integer          not null,
  kept       integer          not null,
  bytes      bytea,
  asked_by   text,
  decided_by text,
  decided_at timestamptz,
  PRIMARY KEY (district, id),
  constraint triage_model_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'retired'::text, 'rejected'::text])))
);
CREATE UNIQUE INDEX triage_model_active ON triage_model (district) WHERE (state = 'active'::text);

create table triage_order (
  district  text             not null,
  set_at    timestamptz      not null,
  threshold double precision not null,
  automatic boolean          not null,
  account   text,
  name      text             not null,
  PRIMARY KEY (district, set_at),
  constraint triage_order_threshold_check CHECK (((threshold >= (0.5)::double precision) AND (threshold <= (1)::double precision)))
);

create table unit (
  district   text not null,
  id         text not null,
  name_zh    text not null,
  name_en    text not null,
  kind       text not null,
  level      text not null,
  place      text not null,
  parent     text,
  phone      text not null default ''::text,
  address_zh text not null default ''::text,
  address_en text not null default ''::text,
  hours      text not null default ''::text,
  lon        double precision,
  lat        double precision,
  valid_from date not null,
  valid_to   date,
  PRIMARY KEY (district, id),
  constraint unit_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint unit_check1 CHECK (((parent IS NULL) OR (parent <> id))),
  constraint unit_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'community'::text, 'site'::text]))),
  constraint unit_name_en_check CHECK ((name_en <> ''::text)),
  constraint unit_name_zh_check CHECK ((name_zh <> ''::text))
);
CREATE INDEX unit_by_place ON unit (district, place, kind) WHERE (valid_to IS NULL);

create table unmask_grant (
  district    text        not null,
  id          text        not null,
  account     text        not null,
  post        text        not null,
  resident    text        not null,
  case_id     text,
  purpose     text        not null,
  reason      text        not null,
  fields      text[]      not null,
  given_at    timestamptz not null,
  until       timestamptz not null,
  request_key text        not null,
  PRIMARY KEY (district, id),
  constraint unmask_grant_district_account_request_key_key UNIQUE (district, account, request_key)
);

create table upload_token (
  district   text        not null,
  id         uuid        not null,
  token_hash text        not null,
  files_left integer     not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  PRIMARY KEY (district, id),
  constraint upload_token_district_token_hash_key UNIQUE (district, token_hash),
  constraint upload_token_files_left_check CHECK ((files_left >= 0))
);
CREATE INDEX upload_token_expires ON upload_token (expires_at);

CREATE OR REPLACE FUNCTION commit_cases(p_scope text, p_district text, p_items jsonb, p_reply jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  item jsonb;
  part jsonb;
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
    part := item->'deadlines';
    if part is not null then
      if jsonb_array_length(part->'drop') > 0 then
        delete from deadline where district = p_district and case_id = c_id and id in (select jsonb_array_elements_text(part->'drop'));
      end if;
      if jsonb_array_length(part->'put') > 0 then
        insert into deadline (district, case_id, id, key, rule, unit, due_at, wake_at)
        select p_district, c_id, d.id, d.key, d.rule, d.unit, d.due_at, d.wake_at
        from jsonb_to_recordset(part->'put') as d(id text, key text, rule text, unit text, due_at timestamptz, wake_at timestamptz)
        on conflict (district, case_id, id) do update set key = excluded.key, rule = excluded.rule, due_at = excluded.due_at, wake_at = excluded.wake_at, unit = excluded.unit;
      end if;
    end if;
    part := item->'assignments';
    if part is not null then
      if jsonb_array_length(part->'drop') > 0 then
        delete from assignment where district = p_district and case_id = c_id and id in (select jsonb_array_elements_text(part->'drop'));
      end if;
      if jsonb_array_length(part->'put') > 0 then
        insert into assignment (district, case_id, id, kind, unit, role, account, since, due_at, step)
        select p_district, c_id, a.id, a.kind, a.unit, a.role, a.account, a.since, a.due_at, a.step
        from jsonb_to_recordset(part->'put') as a(id text, kind text, unit text, role text, account text, since timestamptz, due_at timestamptz, step text)
        on conflict (district, case_id, id) do update set due_at = excluded.due_at, step = excluded.step;
      end if;
    end if;
    part := item->'marks';
    if part is not null then
      delete from case_mark where district = p_district and case_id = c_id and id in (select jsonb_array_elements_text(part->'drop'));
      insert into case_mark (district, case_id, id, kind, name, unit, since)
      select p_district, c_id, m.id, m.kind, m.name, m.unit, m.since
      from jsonb_to_recordset(part->'put') as m(id text, kind text, name text, unit text, since timestamptz)
      on conflict (district, case_id, id) do nothing;
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
end $function$;

CREATE OR REPLACE FUNCTION import_cases(p_district text, p_source text, p_rows jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION load_cases(p_district text, p_items jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION next_case_serials(p_count integer)
 RETURNS SETOF bigint
 LANGUAGE sql
AS $function$
  select nextval('case_serial') from generate_series(1, p_count)
$function$;

CREATE OR REPLACE FUNCTION read_case(p_scope text, p_district text, p_id uuid, p_actor text, p_key text)
 RETURNS TABLE(state jsonb, head text, reply_status integer, reply_body jsonb, reply_fingerprint text, serial bigint)
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('fengqiao.scope', p_scope, true);
  return query
    select c.state, encode(c.head, 'hex'), r.status, r.body, r.fingerprint,
           case when p_id is null then nextval('case_serial') end
    from (select 1) one
    left join case_record c on c.district = p_district and c.id = p_id
    left join reply r on p_key is not null and r.district = p_district and r.actor = p_actor and r.key = p_key;
end $function$;
