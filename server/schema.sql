-- The schema as the migrations leave it. Generated, for reading and comparing; change it by a new migration.

create extension pg_trgm;

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
