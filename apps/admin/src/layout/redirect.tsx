import { type NavigateOptions, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Goes elsewhere, once. The router's own `Navigate` goes again at each render, and the address changes between two. */
export function Redirect({ go }: { go: NavigateOptions }) {
  const navigate = useNavigate()
  const first = useRef({ navigate, go })
  useEffect(() => {
    void first.current.navigate({ ...first.current.go, replace: true })
  }, [])
  return null
}
