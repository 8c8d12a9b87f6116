/** The calendar day in Asia/Shanghai (no summer time), `yyyy-mm-dd`. */
export const today = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
