export interface HotspotMessage { readonly id: string }
export function measureHotspots(_rows: readonly HotspotMessage[], _c: string | undefined, _say: (t: string) => void): Record<string, unknown> { return {} }
