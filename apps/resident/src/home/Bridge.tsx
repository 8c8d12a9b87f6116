import { leafPath } from '../pieces/Icon.tsx'

/** The arched bridge under a maple, drawn quietly: where the city's way of settling things got its name. */
export function Bridge() {
  return (
    <svg className="bridge" viewBox="0 0 132 88" aria-hidden="true">
      <path d="M2 70c22-2 30-26 64-26s42 24 64 26v10c-14 0-26-2-33-10-7-9-17-14-31-14s-24 5-31 14c-7 8-19 10-33 10z" fill="#e7cdbd" />
      <path d="M2 70c22-2 30-26 64-26s42 24 64 26" fill="none" stroke="#b98a72" strokeWidth="2.500" />
      <path
        d="M20 60v-7M34 50v-8M50 43v-8M66 41v-8M82 43v-8M98 50v-8M112 60v-7M18 54c20-4 24-20 48-20s28 16 48 20"
        fill="none"
        stroke="#b98a72"
        strokeWidth="1.800"
        strokeLinecap="round"
      />
      <path
        d="M0 83c10-3 16 3 26 0s16 3 26 0 16 3 26 0 16 3 26 0 18 3 28 0"
        fill="none"
        stroke="#a9c1cf"
        strokeWidth="2.500"
        strokeLinecap="round"
      />
      <g fill="#c8502f">
        <path transform="translate(92 -2) rotate(18 16 16) scale(.95)" d={leafPath} />
        <path transform="translate(20 4) rotate(-22 10 10) scale(.62)" d={leafPath} opacity=".8" />
        <path transform="translate(62 6) rotate(40 8 8) scale(.46)" d={leafPath} opacity=".6" />
      </g>
    </svg>
  )
}
