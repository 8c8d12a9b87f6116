/** Title and body with slots, by subject: `{site}` `{road}` `{when}` `{long}` `{shop}` `{n}` (2–12) `{m}` (8–60). */
export type Texts = Readonly<Record<string, readonly (readonly [title: string, body: string])[]>>
