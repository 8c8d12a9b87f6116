-- Files people attach. The content lies in the blob store under its SHA-256; here stands what it is, who brought it, and where it belongs.

create table file (
  district     text        not null,
  -- SHA-256 of the stored content: for an image, of the re-encoded one
  hash         text        not null check (hash ~ '^[0-9a-f]{64}$'),
  size         bigint      not null check (size >= 0),
  type         text        not null,
  width        int,
  height       int,
  thumbnail    text,
  -- blob as it came, kept only where a procedure asks for originals
  original     text,
  original_type text,
  created_at   timestamptz not null,
  primary key (district, hash)
);
-- Blobs are shared by all districts: before one is removed, no record of any may name it.
create index file_hash on file (hash);
create index file_thumbnail on file (thumbnail) where thumbnail is not null;
create index file_original on file (original) where original is not null;
create index file_created on file (created_at);

-- One upload of a file: content is shared, the right to it is not. Who knows a hash has no claim to it; who brought it has.
create table file_use (
  district    text        not null,
  id          uuid        not null,
  hash        text        not null,
  -- account:<id>, resident:<id>, token:<id>
  uploader    text        not null,
  -- null until a case takes it; swept when none does
  case_id     text,
  name_sealed text,
  created_at  timestamptz not null,
  attached_at timestamptz,
  primary key (district, id),
  foreign key (district, hash) references file (district, hash),
  check ((case_id is null) = (attached_at is null))
);
create index file_use_hash on file_use (district, hash);
create index file_use_case on file_use (district, case_id) where case_id is not null;
create index file_use_orphan on file_use (created_at) where case_id is null;

-- Lets somebody who is not signed in attach files to the one matter they are filing.
create table upload_token (
  district   text        not null,
  id         uuid        not null,
  token_hash text        not null,
  files_left int         not null check (files_left >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (district, id),
  unique (district, token_hash)
);
create index upload_token_expires on upload_token (expires_at);
