-- Places, units, posts, rosters, subjects and the duty list.
-- These are small tables read into memory by every process; `reference_revision` tells a process that its copy is old.
-- Nothing is deleted: a row that no longer holds gets a `valid_to`, so that an old case still finds the place and unit it named.

create table reference_revision (
  district text not null,
  noun text not null check (noun in ('place', 'unit', 'post', 'shift', 'duty', 'subject')),
  revision bigint not null default 1,
  primary key (district, noun)
);

create table place (
  district text not null,
  -- Opaque: GB/T 2260 + GB/T 10114 digits down to the community, a local sequence below it.
  code text not null,
  version integer not null default 1 check (version > 0),
  level text not null check (level in ('city', 'district', 'street', 'community', 'cell', 'site')),
  -- What a site is: estate, village, park, mall, school, hospital, worksite, market, office, transit.
  kind text,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  parent text,
  -- GeoJSON Polygon or MultiPolygon, WGS 84; null for a site, which is a point, and for a place not yet surveyed.
  polygon jsonb,
  lon double precision,
  lat double precision,
  -- Codes that this one was split or merged from.
  former text[] not null default '{}',
  valid_from date not null,
  valid_to date,
  primary key (district, code, version),
  check (valid_to is null or valid_to >= valid_from),
  check ((lon is null) = (lat is null))
);
create unique index place_in_force on place (district, code) where valid_to is null;
create index place_by_parent on place (district, parent) where valid_to is null;

create table unit (
  district text not null,
  id text not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  kind text not null,
  level text not null check (level in ('city', 'district', 'street', 'community', 'site')),
  -- The place it serves; rows are never joined to one version of it.
  place text not null,
  -- The unit above it; null only at the top.
  parent text,
  phone text not null default '',
  address_zh text not null default '',
  address_en text not null default '',
  hours text not null default '',
  lon double precision,
  lat double precision,
  valid_from date not null,
  valid_to date,
  primary key (district, id),
  check (valid_to is null or valid_to >= valid_from),
  check (parent is null or parent <> id)
);
create index unit_by_place on unit (district, place, kind) where valid_to is null;

create table post (
  district text not null,
  id text not null,
  unit text not null,
  role text not null,
  title_zh text not null check (title_zh <> ''),
  title_en text not null check (title_en <> ''),
  valid_from date not null,
  valid_to date,
  primary key (district, id),
  foreign key (district, unit) references unit (district, id)
);
create index post_by_unit on post (district, unit) where valid_to is null;

create table post_holder (
  district text not null,
  post text not null,
  account text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (district, post, account, valid_from),
  foreign key (district, post) references post (district, id),
  check (valid_to is null or valid_to >= valid_from)
);
create index post_holder_by_account on post_holder (district, account) where valid_to is null;

create table shift (
  district text not null,
  id uuid not null,
  unit text not null,
  role text not null,
  account text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text not null default '',
  -- What the one going off duty leaves to the next.
  handover text not null default '',
  version integer not null default 1,
  primary key (district, id),
  foreign key (district, unit) references unit (district, id),
  check (ends_at > starts_at)
);
create index shift_by_unit on shift (district, unit, starts_at, id);
create index shift_by_account on shift (district, account, starts_at);

create table subject (
  district text not null,
  code text not null,
  parent text,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  description_zh text not null default '',
  description_en text not null default '',
  -- Public code of the service (Open311 service_code); null for a group.
  service_code text,
  -- Grade proposed at intake: urgent, general, complex or consult.
  grade text not null default 'general',
  keywords text[] not null default '{}',
  ordinal integer not null default 0,
  valid_from date not null,
  valid_to date,
  primary key (district, code)
);
create unique index subject_by_service_code on subject (district, service_code) where service_code is not null;

create table duty (
  district text not null,
  id text not null,
  subject text not null,
  -- The place level at which the named kind of unit answers for the subject.
  level text not null check (level in ('city', 'district', 'street', 'community', 'site')),
  unit_kind text not null,
  -- Narrows the row to one place and all within it; null means the whole district.
  place text,
  -- `own`: answers for the matter; `assist`: is whistled when needed.
  part text not null default 'own' check (part in ('own', 'assist')),
  legal_basis_zh text not null check (legal_basis_zh <> ''),
  legal_basis_en text not null check (legal_basis_en <> ''),
  remark_zh text not null default '',
  remark_en text not null default '',
  version integer not null default 1,
  valid_from date not null,
  valid_to date,
  primary key (district, id),
  foreign key (district, subject) references subject (district, code),
  check (valid_to is null or valid_to >= valid_from)
);
create index duty_by_subject on duty (district, subject, level) where valid_to is null;
