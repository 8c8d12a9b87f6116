-- Notices to residents and staff: one outbox for every channel. A row is one message on one channel to one recipient.
-- waiting → claimed → sent; a failed try goes back to waiting, the last one to dead; dropped: nothing to send it to, or too late.

create table notice (
  district       text        not null,
  id             uuid        not null,
  -- what the notice is about; null for sign-in codes and the like
  case_id        text,
  recipient_kind text        not null check (recipient_kind in ('resident', 'account', 'contact')),
  -- contact: somebody without an account, found through the case (an anonymous reporter who left a phone)
  recipient      text        not null,
  channel        text        not null check (channel in ('inApp', 'sms', 'email', 'push')),
  template       text        not null,
  -- slots of the template: numbers of cases, names of units and times, never names or numbers of people
  params         jsonb       not null default '{}',
  -- path inside the app that the notice opens
  link           text,
  -- may go out in the night
  urgent         boolean     not null default false,
  state          text        not null default 'waiting' check (state in ('waiting', 'claimed', 'sent', 'dead', 'dropped')),
  created_at     timestamptz not null,
  due_at         timestamptz not null,
  expires_at     timestamptz,
  claimed_at     timestamptz,
  -- the worker's run that holds the row; only this run may finish it
  claim          uuid,
  sent_at        timestamptz,
  read_at        timestamptz,
  tries          int         not null default 0,
  -- push subscriptions that already have it: a retry leaves them out
  delivered      text[]      not null default '{}',
  last_error     text,
  -- names the occasion: the same occasion tells the same recipient on the same channel once, however often it is asked for
  dedupe_key     text        not null,
  primary key (district, id),
  unique (district, dedupe_key)
);
create index notice_due on notice (due_at) where state in ('waiting', 'claimed');
create index notice_mine on notice (district, recipient_kind, recipient, due_at desc, id desc) where channel = 'inApp';
create index notice_log on notice (district, created_at desc, id desc);

-- Browsers that asked to be told (RFC 8030). The endpoint is a capability: sealed, and found by its keyed hash.
create table push_subscription (
  district        text        not null,
  id              uuid        not null,
  recipient_kind  text        not null check (recipient_kind in ('resident', 'account')),
  recipient       text        not null,
  endpoint_sealed text        not null,
  endpoint_key    text        not null,
  p256dh          text        not null,
  auth_sealed     text        not null,
  created_at      timestamptz not null,
  primary key (district, id),
  unique (district, endpoint_key)
);
create index push_subscription_recipient on push_subscription (district, recipient_kind, recipient);

-- The key pair by which push services know this server (RFC 8292); one a district, made on first use.
create table push_key (
  district       text        not null,
  public_key     text        not null,
  private_sealed text        not null,
  created_at     timestamptz not null,
  primary key (district)
);

-- What would have gone to a gateway that is not set. Only the demo writes here.
create table local_message (
  district   text        not null,
  id         uuid        not null,
  channel    text        not null check (channel in ('sms', 'email')),
  address    text        not null,
  subject    text        not null,
  body       text        not null,
  dedupe_key text        not null,
  at         timestamptz not null,
  primary key (district, id),
  unique (district, dedupe_key)
);
create index local_message_at on local_message (district, at desc);
