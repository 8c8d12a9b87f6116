-- Who is asking: staff accounts, sessions, residents, API keys, and the record of every look at personal data.
-- Every key begins with district, so that the tables can be distributed or replicated as they are.
-- Columns ending in _sealed hold `<algorithm>:<base64>` (AES-256-GCM today), bound to their row and column by associated data.
-- Columns ending in _key hold a keyed hash: equal values can be found, none can be read back.

create table account (
  district          text        not null,
  id                text        not null,
  login             text        not null,
  login_key         text        not null,
  name_zh           text        not null,
  name_en           text        not null,
  email             text,
  phone             text,
  -- null: signs in through the organisation's own provider only
  password_hash     text,
  password_set_at   timestamptz,
  must_change       boolean     not null default false,
  totp_sealed       text,
  -- an enrolment that has been shown but not yet proved with a code
  totp_next_sealed  text,
  -- the last time step whose code was used: a code is good once (RFC 6238 §5.2)
  totp_used_step    bigint,
  -- hashes of the unused recovery codes
  recovery_hashes   text[]      not null default '{}',
  oidc_subject      text,
  language          text        not null default 'zh',
  created_at        timestamptz not null,
  created_by        text,
  -- idempotency key of the creating request
  created_key       text,
  signed_in_at      timestamptz,
  disabled_at       timestamptz,
  disabled_reason   text,
  primary key (district, id)
);
create unique index account_login on account (district, lower(login));
create unique index account_email on account (district, lower(email)) where email is not null;
create unique index account_oidc_subject on account (district, oidc_subject) where oidc_subject is not null;
create unique index account_created_key on account (district, created_by, created_key) where created_key is not null;

-- A person registered with the platform. Anonymous matters create no row here.
create table resident (
  district          text        not null,
  id                text        not null,
  phone_sealed      text,
  phone_key         text,
  phone_masked      text,
  name_sealed       text,
  name_key          text,
  name_masked       text,
  id_number_sealed  text,
  id_number_key     text,
  address_sealed    text,
  -- code of the place where the person lives, as exact as they chose to give
  place             text,
  language          text        not null default 'zh',
  -- a person of the demo city, who may be stepped into
  demo              boolean     not null default false,
  created_at        timestamptz not null,
  changed_at        timestamptz not null,
  erased_at         timestamptz,
  primary key (district, id)
);
create unique index resident_phone on resident (district, phone_key) where phone_key is not null;
create unique index resident_id_number on resident (district, id_number_key) where id_number_key is not null;
create index resident_name on resident (district, name_key) where name_key is not null;
create index resident_place on resident (district, place text_pattern_ops, id);

create table session (
  district    text        not null,
  id          text        not null,
  -- SHA-256 of the cookie's secret; the secret itself is nowhere
  token_hash  text        not null,
  account     text,
  resident    text,
  -- full: signed in; otherwise the one thing that must be done first
  stage       text        not null check (stage in ('full', 'secondFactor', 'enrolSecondFactor', 'changePassword')),
  post        text,
  created_at  timestamptz not null,
  seen_at     timestamptz not null,
  idle_after  integer     not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz,
  primary key (district, id),
  unique (district, token_hash),
  check ((account is null) <> (resident is null))
);
create index session_account on session (district, account) where ended_at is null and account is not null;
create index session_resident on session (district, resident) where ended_at is null and resident is not null;
create index session_expires on session (expires_at);

-- Counters of guesses and sendings, by keyed subject (login, phone, address). Taken before the guess is judged,
-- so that guesses made at the same moment are counted too.
create table sign_in_attempt (
  district      text        not null,
  subject       text        not null,
  since         timestamptz not null,
  taken         integer     not null,
  locked_until  timestamptz,
  primary key (district, subject)
);

create table phone_code (
  district    text        not null,
  phone_key   text        not null,
  code_hash   text        not null,
  sent_at     timestamptz not null,
  expires_at  timestamptz not null,
  tries       integer     not null default 0,
  primary key (district, phone_key)
);

create table api_key (
  district    text        not null,
  id          text        not null,
  name        text        not null,
  key_hash    text        not null,
  -- requests per minute
  per_minute  integer     not null,
  -- requests per day, Asia/Shanghai
  per_day     integer     not null,
  created_at  timestamptz not null,
  created_by  text,
  revoked_at  timestamptz,
  minute      timestamptz not null default 'epoch',
  minute_used integer     not null default 0,
  day         date        not null default '1970-01-01',
  day_used    integer     not null default 0,
  primary key (district, id),
  unique (district, key_hash)
);

-- Permission to see clear values: one account, one person, one purpose, named fields, until a moment.
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
  primary key (district, id),
  unique (district, account, request_key)
);

-- Every look at personal data. Append only: no statement of the server updates or deletes a row; `mac` shows a change made by hand.
create table access_log (
  district       text        not null,
  id             text        not null,
  at             timestamptz not null,
  viewer         text        not null,
  post           text        not null,
  role           text        not null,
  unit           text        not null,
  resident       text,
  case_id        text,
  fields         text[]      not null,
  masked         boolean     not null,
  purpose        text        not null,
  reason         text,
  grant_id       text,
  request        text        not null,
  -- shown to the person only from this moment, on a ground that the law gives (PIPL 18, 35)
  withheld_until timestamptz,
  withheld_ground text,
  mac            text        not null,
  primary key (district, id),
  check (resident is not null or case_id is not null),
  check ((withheld_until is null) = (withheld_ground is null))
);
create index access_log_resident on access_log (district, resident, id) where resident is not null;
create index access_log_case on access_log (district, case_id, id) where case_id is not null;
create index access_log_viewer on access_log (district, viewer, id);

-- What was done to accounts, keys and settings, and every sign-in, administrators included. Append only, like access_log.
create table security_log (
  district  text        not null,
  id        text        not null,
  at        timestamptz not null,
  -- account, resident or null for somebody not yet known
  actor     text,
  act       text        not null,
  subject   text,
  detail    jsonb       not null default '{}',
  request   text        not null,
  mac       text        not null,
  primary key (district, id)
);

-- Rights of the person under PIPL 44 to 50: correction, deletion, objection. Wish and answer are sealed: they speak of a person.
create table data_request (
  district     text        not null,
  id           text        not null,
  resident     text        not null,
  kind         text        not null check (kind in ('correction', 'deletion', 'objection')),
  wish_sealed  text        not null,
  field        text,
  filed_at     timestamptz not null,
  due_at       timestamptz not null,
  state        text        not null check (state in ('open', 'granted', 'refused')),
  answer_sealed text,
  answered_at  timestamptz,
  answered_by  text,
  request_key  text        not null,
  primary key (district, id),
  unique (district, resident, request_key),
  check ((state = 'open') = (answered_at is null))
);
create index data_request_open on data_request (district, due_at, id) where state = 'open';
create index data_request_resident on data_request (district, resident, id);

create table security_setting (
  district    text        not null,
  setting     jsonb       not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  primary key (district)
);
