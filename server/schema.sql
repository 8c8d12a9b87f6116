-- The schema as the migrations leave it. Generated, for reading and comparing; change it by a new migration.

create extension pg_trgm;

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
