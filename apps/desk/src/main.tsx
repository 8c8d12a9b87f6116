import './shell/shell.css'
import { ClientProvider, LanguageProvider } from '@fengqiao/ui'
import { DeskProvider } from '@fengqiao/ui/desk'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { Desk } from './Desk.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no element #app to draw the desk in')

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <ClientProvider side="desk">
        <DeskProvider>
          <BrowserRouter basename="/desk">
            <Desk />
          </BrowserRouter>
        </DeskProvider>
      </ClientProvider>
    </LanguageProvider>
  </StrictMode>,
)
