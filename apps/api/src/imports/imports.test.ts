import { describe, expect, it } from 'vitest'
import { world } from '../../../../test/support/world.ts'
