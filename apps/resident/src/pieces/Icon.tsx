/** Owns the line drawings of the app, 24 by 24, in the colour of the text beside them. */
const drawings = {
  home: 'M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2L21 21',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.900 2 7.500 6',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  camera: 'M4 8h3.500L9 5.500h6L16.500 8H20v11H4zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  voice: 'M12 3.500a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0v-5a3 3 0 0 0-3-3zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3',
  clip: 'M19 11l-7.800 7.800a4.200 4.200 0 0 1-6-6l8.300-8.300a2.800 2.800 0 0 1 4 4L9.400 16.600a1.400 1.400 0 0 1-2-2l7.200-7.200',
  place: 'M12 21.500s-7-6.200-7-11.500a7 7 0 0 1 14 0c0 5.300-7 11.500-7 11.500zM12 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  aim: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 2v4M12 18v4M2 12h4M18 12h4',
  map: 'M9 4L3 6.500v13.500L9 17.500l6 2.500 6-2.500V4l-6 2.500zM9 4v13.500M15 6.500V20',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  phone:
    'M6 3.500h3.200l1.600 4.500-2.200 1.600a12 12 0 0 0 5.800 5.800l1.600-2.200 4.500 1.600V18a2.500 2.500 0 0 1-2.700 2.500C10.500 20 4 13.500 3.500 6.200A2.500 2.500 0 0 1 6 3.500z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 20.500h4',
  shield: 'M12 3l7.500 3v5.500c0 4.700-3.200 8-7.500 9.500-4.300-1.500-7.500-4.800-7.500-9.500V6z',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8h.01',
  warn: 'M12 4l9 16H3zM12 10v4.500M12 17.200h.01',
  letter: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  star: 'M12 3.500l2.600 5.500 6 .8-4.400 4.200 1.100 6-5.300-2.900-5.300 2.900 1.100-6L3.400 9.800l6-.8z',
  people:
    'M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19.500c.5-3.500 3-5.200 6.500-5.200s6 1.700 6.500 5.200M16 5a3.300 3.300 0 0 1 0 6.200M18 14.800c2 .7 3.200 2.300 3.500 4.700',
  pen: 'M4 20l1-4.500L16 4.500l3.500 3.500-11 11z',
  trash: 'M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13',
  away: 'M3 3l18 18M9 5.500A14 14 0 0 1 22 9M2 9a14 14 0 0 1 4-2.500M5.500 13a9 9 0 0 1 5-2.300M12 19h.01M15.500 14a6 6 0 0 1 1 .9',
  save: 'M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  talk: 'M4 5h16v11H11l-4.500 4v-4H4zM8 9.500h8M8 12.500h5',
  scales: 'M12 4v16M7 20h10M5 7h14M5 7l-2.500 6.500h5zM19 7l-2.500 6.500h5z',
  heart: 'M12 20s-8-5-8-10.500A4.500 4.500 0 0 1 12 7a4.500 4.500 0 0 1 8 2.500C20 15 12 20 12 20z',
  hands: 'M8 12l4-4 4 4-4 4zM3 7l5 5M21 7l-5 5M3 17l5-5M21 17l-5-5',
  help: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9.700 9.700a2.400 2.400 0 1 1 3.500 2.200c-.8.4-1.200.9-1.200 1.700M12 16.300h.01',
} as const

export type IconName = keyof typeof drawings

/** Decorative by itself: what it means must stand beside it or in the label of its button. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  )
}

/** A leaf of the maple, seven slender lobes, on a field of 32. */
export const leafPath =
  'M14 20.5Q12 22.5 7.6 21.5Q9.2 17.2 9 17.1Q6.5 16.8 4.2 11Q10.3 9.4 12.3 11Q11.3 7.3 16 2Q20.7 7.3 19.7 11Q21.7 9.4 27.8 11Q25.5 16.8 23 17.1Q22.8 17.2 24.4 21.5Q20 22.5 18 20.5L16.6 30h-1.2z'

/** The mark of the house. */
export function Leaf({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      <path d={leafPath} />
    </svg>
  )
}
