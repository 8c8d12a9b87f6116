import './look/base.css'
import './look/pieces.css'
import './look/inputs.css'
import './look/sheets.css'
import './look/home.css'
import './look/filing.css'
import './look/matter.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startSending } from './filing/filings.ts'
import { startServiceWorker } from './settings/service-worker.ts'
import { applySettings } from './settings/settings.ts'

applySettings()
const place = document.getElementById('app')
if (!place) throw new Error('index.html has lost its #app element; the app has nowhere to be drawn.')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
startSending()
startServiceWorker()
